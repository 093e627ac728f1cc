import { join, resolve } from 'node:path';
import type { Answer, QuestionView } from '../../server/domain/answer.ts';
import type { Question } from '../../server/domain/question.ts';
import type { Talk } from '../../server/domain/talk.ts';
import type { LocalText } from '../../server/domain/text.ts';
import { readQuestContent } from '../../server/formats/content.ts';

export const content = readQuestContent(join(resolve(import.meta.dirname, '../..'), 'content'), 'onboarding');
const checks = content.cards.flatMap((c) =>
  c.panels.flatMap((p) => (p.kind === 'check' ? [p.question] : [])),
);
const byId = new Map<string, Question>(
  [...content.banks.flatMap((b) => b.questions), ...checks].map((q) => [q.id, q]),
);

/** Tells the players of questions that are not in the content. */
export const learn = (questions: readonly Question[]): void => {
  for (const q of questions) byId.set(q.id, q);
};
export const questionOf = (id: string): Question => {
  const found = byId.get(id);
  if (!found) throw new Error(`the content has no question ${id}`);
  return found;
};
/** The role play at a station of the shipped quest, with what each choice is worth. */
export const talkOf = (station: string): Talk | undefined => {
  const found = content.quest.islands.flatMap((i) => i.stations).find((s) => s.id === station);
  return found?.kind === 'scenario' ? found.talk : undefined;
};

const same = (a: LocalText | undefined, b: LocalText | undefined): boolean =>
  a?.zh === b?.zh && a?.en === b?.en;
const placeOf = (list: readonly LocalText[], wanted: LocalText | undefined): number => {
  const at = list.findIndex((t) => same(t, wanted));
  if (at < 0) throw new Error(`the view does not show ${wanted?.en}`);
  return at;
};

/** The right answer to a question as it is shown, found as a person who knows the content would: by its texts. */
export const rightAnswer = (view: QuestionView): Answer => {
  const q = questionOf(view.id);
  if (q.type === 'single' && view.type === 'single') return placeOf(view.options, q.options[q.key]?.text);
  if (q.type === 'multiple' && view.type === 'multiple')
    return q.key.map((k) => placeOf(view.options, q.options[k]?.text));
  if (q.type === 'true-false') return q.key;
  if (q.type === 'short') return q.key[0] ?? '';
  if (q.type === 'numeric') return String(q.key);
  if (q.type === 'matching' && view.type === 'matching')
    return view.lefts.map((l) => placeOf(view.rights, q.pairs.find((p) => same(p.left, l))?.right));
  if (q.type === 'ordering' && view.type === 'ordering') return q.items.map((i) => placeOf(view.items, i));
  throw new Error(`${view.id} is shown as a ${view.type}`);
};

/** A well-formed answer that is wrong. */
export const wrongAnswer = (view: QuestionView): Answer => {
  const q = questionOf(view.id);
  const right = rightAnswer(view);
  if (view.type === 'single') return (Number(right) + 1) % view.options.length;
  if (view.type === 'true-false') return !right;
  if (view.type === 'short') return 'not at all';
  if (q.type === 'numeric') return String(q.key + q.tolerance + 1);
  const list = right as number[];
  if (view.type === 'multiple') return list.length > 1 ? list.slice(1) : [];
  const [a = 0, b = 1, ...rest] = list;
  return [b, a, ...rest];
};

/** Somebody who has never seen the content: well formed, by chance. */
const guess = (view: QuestionView, random: () => number): Answer => {
  const one = (n: number): number => Math.floor(random() * n);
  if (view.type === 'single') return one(view.options.length);
  if (view.type === 'multiple') return [one(view.options.length)];
  if (view.type === 'true-false') return random() < 0.5;
  if (view.type === 'matching') return view.lefts.map(() => one(view.rights.length));
  if (view.type === 'ordering') return view.items.map((_, i) => i);
  if (view.type === 'categorising') return view.items.map(() => one(view.categories.length));
  if (view.type === 'cloze') return view.gaps.map((g) => (g.kind === 'choice' ? one(g.options.length) : '1'));
  return view.type === 'description' ? true : '1';
};

/** A right or a wrong answer; a guess where the question is not of the shipped content. */
export const knownAnswer = (view: QuestionView, right: boolean, random: () => number): Answer => {
  if (!byId.has(view.id)) return guess(view, random);
  return right ? rightAnswer(view) : wrongAnswer(view);
};
