import type { LocalText } from '../domain/text.ts';
import type { Feedback } from './qti-keys.ts';
import type { Rules } from './qti-scoring.ts';
import { hasInteraction, type ItemContext, textOfEl } from './qti-text.ts';
import { type El, everyEl, kids, wordsOf } from './qti-tree.ts';

type Said = { el: El; outcome: string; id: string; choice?: string; used: boolean };

/** All that an item says after an answer. */
export type FeedbackShelf = {
  /** What belongs to the answers of one response. */
  forResponse: (response: string) => Feedback;
  explanation?: LocalText;
  hint?: LocalText;
  /** Notes what found no place. Call when the question is built. */
  tellUnused: () => void;
};

const FEEDBACKS = ['modalFeedback', 'feedbackInline', 'feedbackBlock'];
const CHOICES = ['simpleChoice', 'inlineChoice', 'gapText', 'simpleAssociableChoice', 'hottext'];
const GENERAL = /solution|explanation|general|rationale|worked|model|answer$/iu;
const HINT = /hint/iu;
const RIGHT = /^(correct|right|correct_fb)$/iu;
const WRONG = /^(incorrect|not_?correct|wrong|general_incorrect_fb)$/iu;

const collect = (item: El): Said[] => {
  const byChoice = new Map(
    everyEl(item, ...CHOICES).flatMap((choice) =>
      everyEl(choice, ...FEEDBACKS).map((f) => [f, choice.attrs.identifier ?? ''] as const),
    ),
  );
  return everyEl(item, ...FEEDBACKS)
    .filter((el) => !hasInteraction(el))
    .map((el) => {
      const choice = byChoice.get(el);
      return {
        el,
        outcome: el.attrs.outcomeIdentifier ?? '',
        id: el.attrs.identifier ?? '',
        ...(choice === undefined ? {} : { choice }),
        used: false,
      };
    });
};

/** Outcomes that show their feedback from the start or always: their value is a default. */
const standing = (item: El): Set<string> =>
  new Set(
    kids(item, 'outcomeDeclaration').flatMap((o) =>
      everyEl(o, 'value').map((v) => `${o.attrs.identifier ?? ''} ${wordsOf(v)}`),
    ),
  );

const joined = (texts: LocalText[], ctx: ItemContext): LocalText | undefined => {
  const all = texts.map((t) => t[ctx.lang] ?? '').filter((t) => t !== '');
  return all.length === 0 ? undefined : { [ctx.lang]: [...new Set(all)].join('\n\n') };
};

/** Sorts the feedback of an item: per answer, for right and wrong, explanation, hint. */
export const feedbackOf = (item: El, rules: Rules, ctx: ItemContext): FeedbackShelf => {
  const all = collect(item);
  const always = standing(item);
  const take = (wanted: (s: Said) => boolean): LocalText | undefined => {
    const found = all.filter(wanted);
    for (const s of found) s.used = true;
    return joined(
      found.flatMap((s) => textOfEl(s.el, ctx) ?? []),
      ctx,
    );
  };
  const isAny = (s: Said, list: readonly { outcome: string; feedback: string }[]): boolean =>
    list.some((r) => r.feedback === s.id && (r.outcome === s.outcome || s.outcome === ''));
  const forResponse = (response: string): Feedback => ({
    of: (value) =>
      take(
        (s) =>
          s.choice === value ||
          (s.id === value && s.choice === undefined && rules.echoed.get(response) === s.outcome) ||
          isAny(
            s,
            rules.said.filter((r) => r.response === response && r.value === value),
          ),
      ),
    named: (id) => take((s) => s.id === id),
    right: () =>
      take(
        (s) =>
          s.choice === undefined &&
          (isAny(s, rules.right) || (RIGHT.test(s.id) && !always.has(`${s.outcome} ${s.id}`))),
      ),
    wrong: () => take((s) => s.choice === undefined && (isAny(s, rules.wrong) || WRONG.test(s.id))),
  });
  const linked = (s: Said): boolean =>
    s.choice !== undefined ||
    isAny(s, rules.right) ||
    isAny(s, rules.wrong) ||
    isAny(s, rules.said) ||
    [...rules.echoed.values()].includes(s.outcome);
  const hint = take((s) => !linked(s) && (HINT.test(s.id) || HINT.test(s.outcome)));
  const explanation = take(
    (s) =>
      !s.used &&
      !linked(s) &&
      (always.has(`${s.outcome} ${s.id}`) || GENERAL.test(s.id) || GENERAL.test(s.outcome)),
  );
  return {
    forResponse,
    ...(hint ? { hint } : {}),
    ...(explanation ? { explanation } : {}),
    tellUnused: () => {
      for (const s of all)
        if (!s.used && wordsOf(s.el) !== '')
          ctx.warn('question.part_dropped', { part: `feedback "${wordsOf(s.el).slice(0, 80)}"` });
    },
  };
};
