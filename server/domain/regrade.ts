import type { Answer, KeyView, Verdict } from './answer.ts';
import { type Item, itemSeed, replaceItem } from './attempt.ts';
import { type ExamState, tallyExam } from './exam.ts';
import { gradeAnswer } from './grade.ts';
import { at, gapOrder, type Order, rightsOf, shownOrder } from './grade-shown.ts';
import { foldText } from './grade-text.ts';
import { AUTO_GRADED, type Gap, type Question } from './question.ts';
import type { LocalText } from './text.ts';

type Of<T extends Question['type']> = Extract<Question, { type: T }>;
/** Index in one version -> index in another. */
type Match = (index: number) => number;

const sameText = (a: LocalText, b: LocalText): boolean =>
  foldText(a.zh ?? '') === foldText(b.zh ?? '') && foldText(a.en ?? '') === foldText(b.en ?? '');

/** Which text of `to` each text of `from` has become: the one that reads alike, the rest in their order. */
const matchOf = (from: readonly LocalText[], to: readonly LocalText[]): Match => {
  const free = new Set(to.keys());
  const found = from.map((text, i) => {
    const alike = [...free].filter((k) => sameText(text, at(to, k)));
    const k = alike.includes(i) ? i : alike[0];
    if (k !== undefined) free.delete(k);
    return k;
  });
  const rest = [...free];
  const whole = found.map((k, i) => {
    if (k !== undefined) return k;
    const own = rest.indexOf(i);
    return rest.splice(own < 0 ? 0 : own, 1)[0] ?? -1;
  });
  return (index) => (index < 0 ? -1 : at(whole, index));
};

/** Carries a shown index of one version to the shown index of the same part in another. */
const carry =
  (from: Order, to: Order, match: Match): Match =>
  (shown) =>
    shown < 0 ? -1 : to.indexOf(match(at(from, shown)));

const textsOf = (q: Of<'single'> | Of<'multiple'>): LocalText[] => q.options.map((o) => o.text);
const leftsOf = (q: Of<'matching'>): LocalText[] => q.pairs.map((p) => p.left);
/** The right sides of a matching, each once, and the order in which they are shown as indexes of that list. */
const rightTexts = (q: Of<'matching'>, seed: number): { texts: LocalText[]; order: number[] } => {
  const { all, stored } = rightsOf(q);
  return {
    texts: stored.map((i) => at(all, i)),
    order: shownOrder(q, seed).map((i) => stored.indexOf(i)),
  };
};

const sameGap = (a: Gap, b: Gap | undefined): boolean =>
  a.kind === b?.kind &&
  (a.kind !== 'choice' || (b.kind === 'choice' && a.options.length === b.options.length));

/** True when answers to one version can be graded by the other: the same type and as many parts. */
export const sameShape = (a: Question, b: Question): boolean => {
  switch (a.type) {
    case 'single':
    case 'multiple':
      return b.type === a.type && a.options.length === b.options.length;
    case 'matching':
      return (
        b.type === a.type &&
        a.pairs.length === b.pairs.length &&
        rightsOf(a).stored.length === rightsOf(b).stored.length
      );
    case 'ordering':
      return b.type === a.type && a.items.length === b.items.length;
    case 'categorising':
      return (
        b.type === a.type && a.items.length === b.items.length && a.categories.length === b.categories.length
      );
    case 'cloze':
      return (
        b.type === a.type &&
        a.gaps.length === b.gaps.length &&
        a.gaps.every((gap, i) => sameGap(gap, b.gaps[i]))
      );
    default:
      return b.type === a.type && AUTO_GRADED.includes(a.type);
  }
};

type Part = number | string;
const numbers = (list: readonly Part[]): number[] => list.map((p) => (typeof p === 'number' ? p : -1));

/** `list[i]` belongs to part `i` of one version; the same said of the parts of the other. */
const placed = (list: readonly number[], place: Match): number[] => {
  const out = list.map(() => -1);
  for (const [i, value] of list.entries()) out[place(i)] = value;
  return out;
};

const carryGap = (from: Gap | undefined, to: Gap | undefined, i: number, seed: number, part: Part): Part => {
  if (from?.kind !== 'choice' || to?.kind !== 'choice' || typeof part !== 'number') return part;
  const match = matchOf(
    from.options.map((o) => o.text),
    to.options.map((o) => o.text),
  );
  return carry(gapOrder(from, i, seed), gapOrder(to, i, seed), match)(part);
};

const carryMatching = (from: Of<'matching'>, to: Of<'matching'>, seed: number, list: number[]): number[] => {
  const [a, b] = [rightTexts(from, seed), rightTexts(to, seed)];
  const right = carry(a.order, b.order, matchOf(a.texts, b.texts));
  return placed(list.map(right), matchOf(leftsOf(from), leftsOf(to)));
};

const carryGroups = (
  from: Of<'categorising'>,
  to: Of<'categorising'>,
  seed: number,
  list: number[],
): number[] => {
  const texts = (q: Of<'categorising'>): LocalText[] => q.items.map((i) => i.text);
  const item = carry(shownOrder(from, seed), shownOrder(to, seed), matchOf(texts(from), texts(to)));
  return placed(list.map(matchOf(from.categories, to.categories)), item);
};

/** A list answer (or key) to `from` as one to `to`. */
const carryList = (from: Question, to: Question, seed: number, list: readonly Part[]): Part[] => {
  const [a, b] = [shownOrder(from, seed), shownOrder(to, seed)];
  if (from.type === 'multiple' && to.type === 'multiple')
    return numbers(list).map(carry(a, b, matchOf(textsOf(from), textsOf(to))));
  if (from.type === 'ordering' && to.type === 'ordering')
    return numbers(list).map(carry(a, b, matchOf(from.items, to.items)));
  if (from.type === 'matching' && to.type === 'matching') return carryMatching(from, to, seed, numbers(list));
  if (from.type === 'categorising' && to.type === 'categorising')
    return carryGroups(from, to, seed, numbers(list));
  if (from.type === 'cloze' && to.type === 'cloze')
    return list.map((part, i) => carryGap(from.gaps[i], to.gaps[i], i, seed, part));
  return [...list];
};

const carryChoice = (from: Question, to: Question, seed: number, index: number): number =>
  from.type === 'single' && to.type === 'single'
    ? carry(shownOrder(from, seed), shownOrder(to, seed), matchOf(textsOf(from), textsOf(to)))(index)
    : index;

/** An answer to one version as shown, as the same answer to the other version as that would be shown. */
const carryAnswer = (from: Question, to: Question, seed: number, answer: Answer): Answer => {
  if (typeof answer === 'number') return carryChoice(from, to, seed, answer);
  return Array.isArray(answer) ? carryList(from, to, seed, answer) : answer;
};

const carryKey = (from: Question, to: Question, seed: number, key: KeyView): KeyView => {
  if (typeof key === 'number') return carryChoice(from, to, seed, key);
  if (Array.isArray(key)) {
    if (from.type === 'short') return key;
    const carried = numbers(carryList(from, to, seed, key));
    return from.type === 'multiple' ? carried.toSorted((a, b) => a - b) : carried;
  }
  if (typeof key === 'boolean' || !('gaps' in key) || from.type !== 'cloze' || to.type !== 'cloze')
    return key;
  return {
    gaps: key.gaps.map((part, i) => {
      const carried = typeof part === 'number' ? carryGap(from.gaps[i], to.gaps[i], i, seed, part) : part;
      return typeof carried === 'string' ? -1 : carried;
    }),
  };
};

/**
 * Grades an answer given to the version `shown` (under `seed`) by the key of the version `by`, which has the same shape.
 * The parts are found by their texts, so that options may have changed places; the verdict speaks of them as shown.
 */
export const gradeBy = (shown: Question, by: Question, seed: number, answer: Answer): Verdict => {
  const { verdict } = gradeAnswer(by, seed, carryAnswer(shown, by, seed, answer));
  return { ...verdict, key: carryKey(by, shown, seed, verdict.key) };
};

/** One item of an attempt that is graded anew. */
export type Correction = { item: number; from: number; to: number; ok: boolean };

const SAME = 1e-9;

/** What grading by `by` changes in an attempt's items; `shown` = every version by its number. */
export const correctionsOf = (
  attempt: string,
  items: readonly Item[],
  by: { question: string; version: number; content: Question },
  shown: ReadonlyMap<number, Question>,
  from: number,
): Correction[] =>
  items.flatMap((item, i) => {
    const old = shown.get(item.version);
    const asked = item.question === by.question && item.version >= from;
    if (!asked || !old || item.answer === undefined || item.ok === undefined) return [];
    const { ok, score } = gradeBy(old, by.content, itemSeed(attempt, i), item.answer);
    const before = item.score ?? 0;
    if (Math.abs(score - before) < SAME && ok === item.ok) return [];
    return [{ item: i, from: before, to: score, ok }];
  });

/** The items with their corrections. */
export const corrected = (items: readonly Item[], list: readonly Correction[], version: number): Item[] =>
  list.reduce<Item[]>(
    (all, c) => replaceItem(all, c.item, { ok: c.ok, score: c.to, gradedBy: version }),
    [...items],
  );

/** A corrected exam before and after; `passes` gained = it is passed by it, kept = it stays passed in spite of it. */
export type ExamCorrection = { state: ExamState; from: number; to: number; passes?: 'gained' | 'kept' };

/** Compares an exam with its corrected state. One that waits for marks gains nothing yet; a pass once told stays. */
export const correctedExam = (before: ExamState, after: ExamState, pass: number): ExamCorrection => {
  const [was, is] = [tallyExam(before, pass), tallyExam(after, pass)];
  const scores = { from: was.score, to: is.score };
  if (was.passed && !is.passed) return { state: { ...after, kept: true }, ...scores, passes: 'kept' };
  const gained = is.passed === true && !was.passed && was.pending === 0;
  return { state: after, ...scores, ...(gained ? { passes: 'gained' as const } : {}) };
};
