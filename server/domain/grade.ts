import type { Answer, KeyView, QuestionView, Verdict } from './answer.ts';
import { RuleError } from './errors.ts';
import type { Question } from './question.ts';
import { disorder, permutation } from './random.ts';
import type { LocalText } from './text.ts';

/** A stored question with the names a view needs. */
export type KnownQuestion = {
  question: Question;
  version: number;
  point: { id: string; name: LocalText };
};

const sizeOf = (q: Question): number => {
  if (q.type === 'single' || q.type === 'multiple') return q.options.length;
  if (q.type === 'matching') return q.pairs.length;
  return q.type === 'ordering' ? q.items.length : 0;
};

/** Shown position -> stored index. Left sides of a matching keep their order; its right sides are shuffled. */
const shownOrder = (q: Question, seed: number): number[] =>
  q.type === 'ordering' ? disorder(sizeOf(q), seed) : permutation(sizeOf(q), seed);

const at = <T>(list: readonly T[], i: number): T => {
  const found = list[i];
  if (found === undefined) throw new RuleError('answer.shape');
  return found;
};

/** The question as this player sees it under `seed`: no key, options shuffled. */
export const viewOf = ({ question: q, version, point }: KnownQuestion, seed: number): QuestionView => {
  const order = shownOrder(q, seed);
  const base = {
    id: q.id,
    version,
    stem: q.stem,
    point,
    difficulty: q.difficulty,
    hasHint: q.hint !== undefined,
  };
  switch (q.type) {
    case 'single':
    case 'multiple':
      return { ...base, type: q.type, options: order.map((i) => at(q.options, i).text) };
    case 'numeric':
      return { ...base, type: q.type, ...(q.unit ? { unit: q.unit } : {}) };
    case 'matching':
      return {
        ...base,
        type: q.type,
        lefts: q.pairs.map((p) => p.left),
        rights: order.map((i) => at(q.pairs, i).right),
      };
    case 'ordering':
      return { ...base, type: q.type, items: order.map((i) => at(q.items, i)) };
    default:
      return { ...base, type: q.type };
  }
};

/** Folds what people type alike: NFKC (width, Kangxi radicals), case, white space, outer punctuation. */
export const foldText = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .replace(/^[\s"'“”‘’《》「」.,;:!?。，、；：！？]+|[\s"'“”‘’《》「」.,;:!?。，、；：！？]+$/gu, '');

/** A typed number: full-width digits, thousands separators and a trailing percent sign are understood. */
export const parseNumber = (text: string): number | undefined => {
  const folded = text
    .normalize('NFKC')
    .replace(/[\s_]/gu, '')
    .replace(/(\d),(?=\d{3}\b)/gu, '$1')
    .replace(/%$/u, '');
  return /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/iu.test(folded) ? Number(folded) : undefined;
};

/** What was typed without the unit that stands behind the field: "30天" and "30 days" mean 30. */
const withoutUnit = (typed: string, unit: LocalText | undefined): string => {
  const folded = typed.normalize('NFKC').trim().toLowerCase();
  const names = [unit?.zh, unit?.en].map((name) => name?.normalize('NFKC').trim().toLowerCase());
  const found = names.find((name) => name !== undefined && name !== '' && folded.endsWith(name));
  return found === undefined ? typed : folded.slice(0, -found.length);
};

const numberOf = (answer: Answer): number => {
  if (typeof answer !== 'number') throw new RuleError('answer.shape');
  return answer;
};
const textOf = (answer: Answer): string => {
  if (typeof answer !== 'string') throw new RuleError('answer.shape');
  return answer;
};
const listOf = (answer: Answer): number[] => {
  if (!Array.isArray(answer)) throw new RuleError('answer.shape');
  return answer;
};

type Mark = { score: number; choices: unknown; feedback?: LocalText };

const shareOf = (right: number, n: number): number => (n === 0 ? 0 : right / n);

/** Multiple choice is all-or-nothing for `ok`; `score` is (right - wrong) / keys, floor 0. */
const markMultiple = (q: Extract<Question, { type: 'multiple' }>, picked: number[]): Mark => {
  const key = new Set(q.key);
  const hits = picked.filter((i) => key.has(i)).length;
  return {
    score: Math.max(0, hits - (picked.length - hits)) / key.size,
    choices: picked.toSorted((a, b) => a - b),
  };
};

const mark = (q: Question, order: number[], answer: Answer): Mark => {
  switch (q.type) {
    case 'single': {
      const picked = at(order, numberOf(answer));
      const feedback = at(q.options, picked).feedback;
      return { score: picked === q.key ? 1 : 0, choices: [picked], ...(feedback ? { feedback } : {}) };
    }
    case 'multiple':
      return markMultiple(
        q,
        [...new Set(listOf(answer))].map((i) => at(order, i)),
      );
    case 'true-false':
      if (typeof answer !== 'boolean') throw new RuleError('answer.shape');
      return { score: answer === q.key ? 1 : 0, choices: [answer] };
    case 'short': {
      const typed = textOf(answer);
      const right = q.key.some((k) => foldText(k) === foldText(typed));
      return { score: right ? 1 : 0, choices: [typed] };
    }
    case 'numeric': {
      const value = parseNumber(withoutUnit(textOf(answer), q.unit));
      const near = value !== undefined && Math.abs(value - q.key) <= q.tolerance + 1e-9;
      return { score: near ? 1 : 0, choices: [value ?? textOf(answer)] };
    }
    default: {
      const list = listOf(answer);
      if (list.length !== order.length || new Set(list).size !== list.length)
        throw new RuleError('answer.shape');
      const stored = list.map((i) => at(order, i));
      return { score: shareOf(stored.filter((v, i) => v === i).length, stored.length), choices: stored };
    }
  }
};

const keyViewOf = (q: Question, order: number[]): KeyView => {
  const shown = (i: number) => order.indexOf(i);
  switch (q.type) {
    case 'single':
      return shown(q.key);
    case 'multiple':
      return q.key.map(shown).toSorted((a, b) => a - b);
    case 'true-false':
      return q.key;
    case 'short':
      return q.key;
    case 'numeric':
      return { value: q.key, tolerance: q.tolerance };
    default:
      return order.map((_, i) => shown(i));
  }
};

/** The reveal of a question that was left blank. */
export const blankVerdict = (q: Question, seed: number): Verdict => ({
  ok: false,
  score: 0,
  key: keyViewOf(q, shownOrder(q, seed)),
  explanation: q.explanation,
});

/** The verdict on an answer given to the question as shown under `seed`, and the choice in stored indexes for the
 * log. Throws `answer.shape` when the answer cannot belong to this question. */
export const gradeAnswer = (
  q: Question,
  seed: number,
  answer: Answer,
): { verdict: Verdict; choices: unknown } => {
  const order = shownOrder(q, seed);
  const { score, choices, feedback } = mark(q, order, answer);
  const verdict: Verdict = {
    ok: score >= 1 - 1e-9,
    score,
    key: keyViewOf(q, order),
    explanation: q.explanation,
    ...(feedback ? { feedback } : {}),
  };
  return { verdict, choices };
};
