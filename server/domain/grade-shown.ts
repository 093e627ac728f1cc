import { RuleError } from './errors.ts';
import type { Gap, Question } from './question.ts';
import { disorder, permutation, seedOf } from './random.ts';
import type { LocalText } from './text.ts';

/** Shown position -> stored index. */
export type Order = readonly number[];

/** The entry at `i`. Throws `answer.shape` when there is none. */
export const at = <T>(list: readonly T[], i: number): T => {
  const found = list[i];
  if (found === undefined) throw new RuleError('answer.shape');
  return found;
};

const inOrder = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const same = (a: LocalText, b: LocalText): boolean => a.zh === b.zh && a.en === b.en;

type Matching = Extract<Question, { type: 'matching' }>;

/**
 * The right sides of a matching as they are chosen from: stored index = the first pair with that text; those behind the
 * pairs are extras. `of[i]` = the stored index that pair `i` asks for; `shared` = one may belong to several left sides.
 */
export const rightsOf = (q: Matching) => {
  const all = [...q.pairs.map((p) => p.right), ...(q.extras ?? [])];
  const first = all.map((text) => all.findIndex((other) => same(other, text)));
  const of = first.slice(0, q.pairs.length);
  return {
    all,
    stored: first.filter((index, i) => index === i),
    of,
    shared: new Set(of).size < of.length,
  };
};

/** The order of the parts that are shuffled: options, steps, items, or the right sides of a matching. */
export const shownOrder = (q: Question, seed: number): Order => {
  switch (q.type) {
    case 'single':
    case 'multiple':
      return q.shuffle === false ? inOrder(q.options.length) : permutation(q.options.length, seed);
    case 'matching': {
      const { stored } = rightsOf(q);
      return permutation(stored.length, seed).map((i) => at(stored, i));
    }
    case 'ordering':
      return disorder(q.items.length, seed);
    case 'categorising':
      return permutation(q.items.length, seed);
    default:
      return [];
  }
};

/** The order of the options of gap number `i`; each gap has its own. */
export const gapOrder = (gap: Extract<Gap, { kind: 'choice' }>, i: number, seed: number): Order =>
  gap.shuffle === false
    ? inOrder(gap.options.length)
    : permutation(gap.options.length, seedOf(`${seed}:${i}`));
