import fc from 'fast-check';
import type { Answer, KeyView } from '../../server/domain/answer.ts';
import type { KnownQuestion } from '../../server/domain/grade.ts';
import type { Question } from '../../server/domain/question.ts';

/** Questions for the tests of rules: one of each type by hand, and any at all for laws. */
export const text = (en: string) => ({ en, zh: `${en}。` });
const base = { id: 'q-1', stem: text('stem'), explanation: text('because'), point: 'point', difficulty: 2 };
const optionsOf = (n: number) => Array.from({ length: n }, (_, i) => ({ text: text(`option ${i}`) }));

export const single = (over: Partial<Extract<Question, { type: 'single' }>> = {}): Question => ({
  ...base,
  type: 'single',
  options: optionsOf(4),
  key: 2,
  ...over,
});
export const multiple = (key: number[], n = 5): Question => ({
  ...base,
  type: 'multiple',
  options: optionsOf(n),
  key,
});
export const trueFalse = (key: boolean): Question => ({ ...base, type: 'true-false', key });
export const short = (...key: string[]): Question => ({ ...base, type: 'short', key });
export const numeric = (key: number, tolerance = 0): Question => ({
  ...base,
  type: 'numeric',
  key,
  tolerance,
});
export const matching = (n: number): Question => ({
  ...base,
  type: 'matching',
  pairs: Array.from({ length: n }, (_, i) => ({ left: text(`left ${i}`), right: text(`right ${i}`) })),
});
export const ordering = (n: number): Question => ({
  ...base,
  type: 'ordering',
  items: Array.from({ length: n }, (_, i) => text(`step ${i}`)),
});
export const known = (question: Question): KnownQuestion => ({
  question,
  version: 1,
  ...(question.point === undefined ? {} : { point: { id: question.point, name: text('Point') } }),
});

const index = (n: number) => fc.integer({ min: 0, max: n - 1 });
/** Any question of any type and size that the schema allows. */
export const anyQuestion: fc.Arbitrary<Question> = fc.oneof(
  fc.integer({ min: 2, max: 8 }).chain((n) => index(n).map((key) => single({ options: optionsOf(n), key }))),
  fc
    .integer({ min: 2, max: 8 })
    .chain((n) => fc.uniqueArray(index(n), { minLength: 1, maxLength: n }).map((key) => multiple(key, n))),
  fc.boolean().map(trueFalse),
  fc.constantFrom(short('试用期', 'probation'), short('OA'), short('ＶＰＮ', 'vpn')),
  fc
    .tuple(fc.integer({ min: -9999, max: 9999 }), fc.integer({ min: 0, max: 5 }))
    .map(([k, t]) => numeric(k, t)),
  fc.integer({ min: 2, max: 6 }).map(matching),
  fc.integer({ min: 3, max: 8 }).map(ordering),
);

/** The answer that the key as shown asks for: what a player who was told the key would send. */
export const answerByKey = (question: Question, key: KeyView): Answer => {
  if (question.type === 'numeric') return String((key as { value: number }).value);
  if (question.type === 'short') return (key as string[])[0] ?? '';
  return key as Answer;
};

/** A well-formed answer that is wrong. */
export const wrongAnswer = (question: Question, key: KeyView): Answer => {
  switch (question.type) {
    case 'single':
      return ((key as number) + 1) % question.options.length;
    case 'multiple':
      return (key as number[]).slice(1);
    case 'true-false':
      return !key;
    case 'short':
      return 'certainly not this';
    case 'numeric':
      return String(question.key + question.tolerance + 1);
    default: {
      const [first = 0, second = 1, ...rest] = key as number[];
      return [second, first, ...rest];
    }
  }
};
