import type { LocalText } from '../domain/text.ts';
import type { Feedback } from './qti-keys.ts';
import { type ItemContext, localOf, richOf } from './qti-text.ts';
import { type El, firstEl, kids } from './qti-tree.ts';
import type { Condition } from './qti12-scoring.ts';
import { nodesOf } from './qti12-text.ts';

/** What a 1.2 item says after an answer. */
export type Feedback12 = {
  forResponse: (response: string) => Feedback;
  explanation?: LocalText;
  hint?: LocalText;
  /** The model answer of an essay. */
  solution: () => LocalText | undefined;
  tellUnused: () => void;
};

type Said = { id: string; text: string; solution: boolean; hint: boolean; used: boolean };

const collect = (item: El, ctx: ItemContext): Said[] =>
  kids(item, 'itemfeedback').map((el) => ({
    id: el.attrs.ident ?? '',
    text: richOf(nodesOf(el), ctx),
    solution: firstEl(el, 'solution') !== undefined || /solution/iu.test(el.attrs.ident ?? ''),
    hint: firstEl(el, 'hint') !== undefined,
    used: false,
  }));

const RIGHT = /^(correct|correct_fb)$/iu;
const WRONG = /^(incorrect|general_incorrect_fb|incorrect_fb)$/iu;
const GENERAL = /^(general|general_fb|neutral|neutral_fb)$/iu;

/** Sorts the feedback of an item by the conditions that show it. */
export const feedbackOf12 = (item: El, conditions: readonly Condition[], ctx: ItemContext): Feedback12 => {
  const all = collect(item, ctx).filter((s) => s.text !== '');
  const take = (wanted: (s: Said) => boolean): LocalText | undefined => {
    const found = all.filter(wanted);
    for (const s of found) s.used = true;
    return found.length === 0 ? undefined : localOf([...new Set(found.map((s) => s.text))].join('\n\n'), ctx);
  };
  const best = Math.max(0, ...conditions.map((c) => c.score ?? 0));
  const shown = (wanted: (c: Condition) => boolean): Set<string> =>
    new Set(conditions.filter(wanted).flatMap((c) => c.feedback));
  const ofValue = (response: string, value: string): Set<string> =>
    shown(
      (c) =>
        c.nots.length === 0 &&
        c.equals.length > 0 &&
        c.equals.every((e) => e.response === response && e.value === value),
    );
  const everyValue = new Set(conditions.flatMap((c) => (c.equals.length === 1 ? c.feedback : [])));
  const onRight = shown((c) => best > 0 && c.score === best && c.equals.length > 1);
  const onWrong = shown((c) => c.other);
  const verdict = (s: Said): boolean =>
    RIGHT.test(s.id) || WRONG.test(s.id) || onRight.has(s.id) || onWrong.has(s.id);
  const forResponse = (response: string): Feedback => ({
    of: (value) => {
      const ids = ofValue(response, value);
      return take(
        (s) =>
          s.id !== '' && (ids.has(s.id) || s.id === `${value}_fb`) && !(RIGHT.test(s.id) || WRONG.test(s.id)),
      );
    },
    named: (id) => take((s) => s.id === id),
    right: () => take((s) => RIGHT.test(s.id) || (onRight.has(s.id) && !onWrong.has(s.id))),
    wrong: () => take((s) => WRONG.test(s.id) || (onWrong.has(s.id) && !onRight.has(s.id))),
  });
  const hint = take((s) => s.hint);
  const explanation = take(
    (s) =>
      !s.used &&
      !s.solution &&
      (GENERAL.test(s.id) || (onRight.has(s.id) && onWrong.has(s.id))) &&
      !everyValue.has(s.id),
  );
  const solution = take((s) => s.solution);
  const shared =
    solution && explanation
      ? localOf(`${explanation[ctx.lang] ?? ''}\n\n${solution[ctx.lang] ?? ''}`, ctx)
      : (explanation ?? solution);
  return {
    forResponse,
    ...(shared ? { explanation: shared } : {}),
    ...(hint ? { hint } : {}),
    solution: () => solution,
    tellUnused: () => {
      for (const s of all)
        if (!s.used)
          ctx.warn('question.part_dropped', {
            part: `feedback ${verdict(s) ? s.id : ''} "${s.text.slice(0, 80)}"`.replace(/\s+/gu, ' '),
          });
    },
  };
};
