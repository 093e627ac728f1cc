import type { Answer, KeyView, PartMark, QuestionView, Verdict } from './answer.ts';
import { RuleError } from './errors.ts';
import { clozeKey, gapView, markChosen, markCloze } from './grade-cloze.ts';
import { at, type Order, rightsOf, shownOrder } from './grade-shown.ts';
import { clamped, type Mark, markNumeric, markShort, readableKey, saying } from './grade-text.ts';
import type { Question } from './question.ts';
import type { LocalText } from './text.ts';

export { foldText, parseNumber, readsAsNumber } from './grade-text.ts';

/** A stored question with the names a view needs. */
export type KnownQuestion = {
  question: Question;
  version: number;
  /** Absent when the question tests no knowledge point. */
  point?: { id: string; name: LocalText };
};

type Of<T extends Question['type']> = Extract<Question, { type: T }>;

const groupsView = (q: Of<'categorising'>, order: Order) => ({
  type: q.type,
  categories: q.categories,
  items: order.map((i) => at(q.items, i).text),
});
const essayView = (q: Of<'essay'>) => ({
  type: q.type,
  ...(q.maxWords ? { maxWords: q.maxWords } : {}),
  ...(q.template ? { template: q.template } : {}),
  ...(q.rubric ? { rubric: q.rubric } : {}),
});

/** The question as this player sees it under `seed`: no key, options shuffled. */
export const viewOf = ({ question: q, version, point }: KnownQuestion, seed: number): QuestionView => {
  const order = shownOrder(q, seed);
  const { id, stem, difficulty } = q;
  const base = { id, version, stem, ...(point && { point }), difficulty, hasHint: q.hint !== undefined };
  switch (q.type) {
    case 'single':
    case 'multiple':
      return { ...base, type: q.type, options: order.map((i) => at(q.options, i).text) };
    case 'numeric':
      return { ...base, type: q.type, ...(q.unit ? { unit: q.unit } : {}) };
    case 'matching': {
      const { all, shared } = rightsOf(q);
      const rights = order.map((i) => at(all, i));
      return { ...base, type: q.type, lefts: q.pairs.map((p) => p.left), rights, ...(shared && { shared }) };
    }
    case 'ordering':
      return { ...base, type: q.type, items: order.map((i) => at(q.items, i)) };
    case 'cloze':
      return { ...base, type: q.type, gaps: q.gaps.map((gap, i) => gapView(gap, i, seed)) };
    case 'categorising':
      return { ...base, ...groupsView(q, order) };
    case 'essay':
      return { ...base, ...essayView(q) };
    default:
      return { ...base, type: q.type };
  }
};

const numberOf = (answer: Answer): number => {
  if (typeof answer !== 'number') throw new RuleError('answer.shape');
  return answer;
};
const textOf = (answer: Answer): string => {
  if (typeof answer !== 'string') throw new RuleError('answer.shape');
  return answer;
};
const MOST_TYPED = 500;
/** What is typed into a field; an essay alone may be longer. */
const typedOf = (answer: Answer): string => {
  const typed = textOf(answer);
  if (typed.length > MOST_TYPED) throw new RuleError('answer.shape');
  return typed;
};
const listOf = (answer: Answer): (number | string)[] => {
  if (!Array.isArray(answer)) throw new RuleError('answer.shape');
  return answer;
};
const indexesOf = (answer: Answer): number[] =>
  listOf(answer).map((part) => {
    if (typeof part !== 'number') throw new RuleError('answer.shape');
    return part;
  });
/** Every index once; blanks (-1) as often as they come. */
const onceEach = (list: readonly number[]): void => {
  const given = list.filter((i) => i >= 0);
  if (new Set(given).size !== given.length) throw new RuleError('answer.shape');
};

const shareInPlace = (given: readonly number[], wanted: readonly number[]): Mark => {
  if (given.length !== wanted.length) throw new RuleError('answer.shape');
  return {
    score: given.filter((v, i) => v === wanted[i]).length / wanted.length,
    choices: [...given],
  };
};

/** The key itself is 1. Else `all` gives 0; partial adds up what each choice brings: its own score, or one share of
 * the key more or less; never below 0. */
const markMultiple = (q: Of<'multiple'>, picked: number[]): Mark => {
  const key = new Set(q.key);
  const choices = picked.toSorted((a, b) => a - b);
  if (picked.length === key.size && picked.every((i) => key.has(i))) return { score: 1, choices };
  if (q.scoring === 'all') return { score: 0, choices };
  const own = q.options.some((o) => o.score !== undefined);
  const hits = picked.filter((i) => key.has(i)).length;
  if (!own) return { score: clamped((hits - (picked.length - hits)) / key.size), choices };
  const share = (i: number): number => q.options[i]?.score ?? (key.has(i) ? 1 : -1) / key.size;
  return { score: clamped(picked.reduce((sum, i) => sum + share(i), 0)), choices };
};

const markMatching = (q: Of<'matching'>, order: Order, list: number[]): Mark => {
  const { of, shared } = rightsOf(q);
  if (!shared) onceEach(list);
  const given = list.map((i) => (i < 0 ? -1 : at(order, i)));
  return shareInPlace(given, of);
};

const markOrdering = (q: Of<'ordering'>, order: Order, list: number[]): Mark => {
  onceEach(list);
  const given = list.map((i) => at(order, i));
  return shareInPlace(
    given,
    q.items.map((_, i) => i),
  );
};

/** The log keeps the category of each item in the stored order of items. */
const markCategorising = (q: Of<'categorising'>, order: Order, list: number[]): Mark => {
  if (list.length !== q.items.length || list.some((c) => c >= q.categories.length))
    throw new RuleError('answer.shape');
  return shareInPlace(
    q.items.map((_, i) => at(list, order.indexOf(i))),
    q.items.map((item) => item.category),
  );
};

type Graded = Mark & { parts?: PartMark[] };

const mark = (q: Question, seed: number, order: Order, answer: Answer): Graded => {
  switch (q.type) {
    case 'single':
      return markChosen(q.options, q.key, at(order, numberOf(answer)));
    case 'multiple':
      return markMultiple(
        q,
        [...new Set(indexesOf(answer))].map((i) => at(order, i)),
      );
    case 'true-false':
      if (typeof answer !== 'boolean') throw new RuleError('answer.shape');
      return {
        score: answer === q.key ? 1 : 0,
        choices: [answer],
        ...saying(q.feedback?.[answer ? 'true' : 'false']),
      };
    case 'short':
      return markShort(q, typedOf(answer));
    case 'numeric':
      return markNumeric(q, typedOf(answer));
    case 'matching':
      return markMatching(q, order, indexesOf(answer));
    case 'ordering':
      return markOrdering(q, order, indexesOf(answer));
    case 'cloze':
      return markCloze(q, seed, listOf(answer));
    case 'categorising':
      return markCategorising(q, order, indexesOf(answer));
    // Free text never stands in the log: it is kept apart, where it can be erased.
    case 'essay':
      textOf(answer);
      return { score: 0, choices: [] };
    case 'description':
      if (answer !== true) throw new RuleError('answer.shape');
      return { score: 1, choices: [true] };
  }
};

const keyViewOf = (q: Question, seed: number, order: Order): KeyView => {
  switch (q.type) {
    case 'single':
      return order.indexOf(q.key);
    case 'multiple':
      return q.key.map((i) => order.indexOf(i)).toSorted((a, b) => a - b);
    case 'true-false':
      return q.key;
    case 'short':
      return q.key.map(readableKey);
    case 'numeric':
      return { value: q.key, tolerance: q.tolerance };
    case 'matching':
      return rightsOf(q).of.map((i) => order.indexOf(i));
    case 'ordering':
      return q.items.map((_, i) => order.indexOf(i));
    case 'cloze':
      return clozeKey(q, seed);
    case 'categorising':
      return order.map((i) => at(q.items, i).category);
    default:
      return true;
  }
};

/** The reveal of a question that was left blank. */
export const blankVerdict = (q: Question, seed: number): Verdict => ({
  ok: false,
  score: 0,
  key: keyViewOf(q, seed, shownOrder(q, seed)),
  ...(q.explanation ? { explanation: q.explanation } : {}),
});

/** The verdict on an answer given to the question as shown under `seed`, and the choice in stored indexes for the
 * log. An essay with words in it is pending. Throws `answer.shape` when the answer cannot belong to this question. */
export const gradeAnswer = (
  q: Question,
  seed: number,
  answer: Answer,
): { verdict: Verdict; choices: unknown } => {
  const order = shownOrder(q, seed);
  const { score, choices, feedback, parts } = mark(q, seed, order, answer);
  const verdict: Verdict = {
    ok: score >= 1 - 1e-9,
    score,
    key: keyViewOf(q, seed, order),
    ...(q.explanation ? { explanation: q.explanation } : {}),
    ...saying(feedback),
    ...(parts ? { parts } : {}),
    ...(q.type === 'essay' && textOf(answer).trim() !== '' ? { pending: true } : {}),
  };
  return { verdict, choices };
};
