import fc from 'fast-check';
import type { Answer, KeyView, QuestionView } from '../../server/domain/answer.ts';
import type { KnownQuestion } from '../../server/domain/grade.ts';
import { answerOfKey } from '../../server/domain/grade-key.ts';
import type { Gap, Question } from '../../server/domain/question.ts';

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

export const cloze = (...gaps: Gap[]): Question => ({
  ...base,
  type: 'cloze',
  stem: text(gaps.map((_, i) => `part ${i} [[${i + 1}]]`).join(' ')),
  gaps,
});
export const choiceGap = (n: number, key: number, over: { weight?: number } = {}): Gap => ({
  kind: 'choice',
  options: optionsOf(n),
  key,
  ...over,
});
export const shortGap = (...key: string[]): Gap => ({ kind: 'short', key });
export const numericGap = (key: number, tolerance = 0): Gap => ({ kind: 'numeric', key, tolerance });
export const categorising = (categories: number, ...of: number[]): Question => ({
  ...base,
  type: 'categorising',
  categories: Array.from({ length: categories }, (_, i) => text(`group ${i}`)),
  items: of.map((category, i) => ({ text: text(`item ${i}`), category })),
});
export const essay = (over: Partial<Extract<Question, { type: 'essay' }>> = {}): Question => ({
  ...base,
  type: 'essay',
  sample: text('because of the sample'),
  ...over,
});
export const description = (): Question => ({ ...base, type: 'description' });

const index = (n: number) => fc.integer({ min: 0, max: n - 1 });
const anyShare = fc.constantFrom(-1, -0.5, 0, 1 / 3, 0.5, undefined);
const scored = (shares: readonly (number | undefined)[]) =>
  shares.map((score, i) => ({ text: text(`option ${i}`), ...(score === undefined ? {} : { score }) }));
const anySingle = fc
  .array(anyShare, { minLength: 2, maxLength: 26 })
  .chain((shares) => index(shares.length).map((key) => single({ options: scored(shares), key })));
const anyMultiple = fc
  .tuple(fc.array(anyShare, { minLength: 2, maxLength: 12 }), fc.constantFrom('all', 'partial', undefined))
  .chain(([shares, scoring]) =>
    fc.uniqueArray(index(shares.length), { minLength: 1, maxLength: shares.length }).map(
      (key): Question => ({
        ...base,
        type: 'multiple',
        options: scored(shares),
        key,
        ...(scoring ? { scoring } : {}),
      }),
    ),
  );
const shortKeys: [string, ...string[]][] = [
  ['试用期', 'probation'],
  ['OA'],
  ['ＶＰＮ', 'vpn'],
  ['*probation*'],
  ['a\\*b', '5 \\* 5'],
  ['colo*r'],
  ['?'],
];
const anyShort = fc.constantFrom(...shortKeys).map((keys) => short(...keys));
const anyNumeric = fc
  .tuple(fc.integer({ min: -9999, max: 9999 }), fc.integer({ min: 0, max: 5 }))
  .map(([k, t]) => numeric(k, t));
/** Right sides from few texts, so that some are equal; extras, some of them equal to a right side. */
const anyMatching = fc
  .tuple(fc.array(index(5), { minLength: 1, maxLength: 8 }), fc.array(index(7), { maxLength: 4 }))
  .map(
    ([rights, extras]): Question => ({
      ...base,
      type: 'matching',
      pairs: rights.map((r, i) => ({ left: text(`left ${i}`), right: text(`right ${r}`) })),
      extras: extras.map((r) => text(`right ${r}`)),
    }),
  );
const anyGap = fc.oneof(
  fc
    .integer({ min: 1, max: 6 })
    .chain((n) =>
      fc
        .tuple(index(n), fc.integer({ min: 1, max: 5 }))
        .map(([key, weight]) => choiceGap(n, key, { weight })),
    ),
  fc.constantFrom(...shortKeys).map((keys) => shortGap(...keys)),
  fc.integer({ min: -50, max: 50 }).map((key) => numericGap(key, 1)),
);
const anyCloze = fc.array(anyGap, { minLength: 1, maxLength: 6 }).map((gaps) => cloze(...gaps));
const anyCategorising = fc
  .integer({ min: 2, max: 8 })
  .chain((n) => fc.array(index(n), { minLength: 2, maxLength: 26 }).map((of) => categorising(n, ...of)));

/** Any question that the server marks by itself, of any type and size that the schema allows. */
export const anyQuestion: fc.Arbitrary<Question> = fc.oneof(
  anySingle,
  anyMultiple,
  fc.boolean().map(trueFalse),
  anyShort,
  anyNumeric,
  fc.integer({ min: 2, max: 6 }).map(matching),
  anyMatching,
  fc.integer({ min: 3, max: 26 }).map(ordering),
  anyCloze,
  anyCategorising,
);
/** The same and what a person marks or nobody does. */
export const everyQuestion: fc.Arbitrary<Question> = fc.oneof(
  anyQuestion,
  fc.constant(
    essay({ maxWords: 100, template: text('first'), rubric: [{ name: text('depth'), points: 4 }] }),
  ),
  fc.constant(description()),
);

/** The answer that the key as shown asks for: what a player who was told the key would send. */
export const answerByKey = (_: Question, key: KeyView): Answer => answerOfKey(key);

/** Well formed, with nothing in it; undefined where only leaving the question open is blank. */
export const blankAnswer = (view: QuestionView): Answer | undefined => {
  switch (view.type) {
    case 'multiple':
      return [];
    case 'short':
    case 'numeric':
    case 'essay':
      return '  ';
    case 'matching':
      return view.lefts.map(() => -1);
    case 'categorising':
      return view.items.map(() => -1);
    case 'cloze':
      return view.gaps.map((gap) => (gap.kind === 'choice' ? -1 : ' '));
    default:
      return undefined;
  }
};

/** A well-formed answer that is wrong. */
export const wrongAnswer = (question: Question, key: KeyView): Answer => {
  switch (question.type) {
    case 'single':
      return ((key as number) + 1) % question.options.length;
    case 'multiple':
      return question.options.some((o) => o.score !== undefined) ? [] : (key as number[]).slice(1);
    case 'true-false':
      return !key;
    case 'short':
      return 'certainly not this';
    case 'numeric':
      return String(question.key + question.tolerance + 1);
    case 'matching':
      return question.pairs.map(() => -1);
    case 'cloze':
      return question.gaps.map((gap) => (gap.kind === 'choice' ? -1 : 'certainly not this'));
    case 'categorising':
      return (key as number[]).map((category) => (category + 1) % question.categories.length);
    case 'ordering': {
      const [first = 0, second = 1, ...rest] = key as number[];
      return [second, first, ...rest];
    }
    default:
      return '';
  }
};
