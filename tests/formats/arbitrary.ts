import fc from 'fast-check';
import { QUESTION_TYPES, Question, type QuestionType } from '../../server/domain/question.ts';
import type { LocalText } from '../../server/domain/text.ts';
import type { PortableQuestion } from '../../server/formats/format.ts';

/** What formats stumble over: their own marks, markup, quotes, line comments, wide and combined characters. */
const NASTY = [
  ...[
    '~',
    '=',
    '#',
    '{',
    '}',
    ':',
    '::',
    '\\',
    '\\n',
    '->',
    '%50%',
    '####',
    '//',
    '$CATEGORY:',
    '[html]',
    '~=',
  ],
  ...[
    'A. ',
    'B) ',
    'ANSWER: A',
    '答案：A',
    '1. ',
    '- ',
    '（正确）',
    '[x]',
    '*',
    '\\*',
    '_____',
    '@@PLUGINFILE@@',
  ],
  ...['<b>', '</b>', '<script>', '<br/>', '&', '&amp;', '&lt;', '&#65;', ']]>', '<!--', '--', '<', '>'],
  ...[
    '**',
    '`',
    '```',
    '![',
    '](media:',
    "'",
    '"',
    '“”',
    '«»',
    ',',
    ';',
    '\t',
    '=1+1',
    '@sum',
    '|',
    '^',
    '$',
  ],
  ...[
    '题目',
    '岛 ',
    '中文，标点。',
    'ＡＢＣ１',
    '⼈⽤',
    '😀',
    '👩‍👩‍👧',
    'é',
    'e\u0301',
    'שלום',
    '\u00a0',
    '\u3000',
  ],
  ...['word', 'The answer is', '42', '0', '-1', 'true', 'null', ' ', '  ', '\n', '\n\n'],
];
const isControl = /[^\P{Cc}\n\t]|\ufffd/u;

/** A trimmed text that is not empty; `lines` false = on one line. */
export const nastyText = (lines = true): fc.Arbitrary<string> =>
  fc
    .array(
      fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom(...NASTY) },
        fc.string({ unit: 'grapheme', maxLength: 8 }),
      ),
      {
        minLength: 1,
        maxLength: 7,
      },
    )
    .map((parts) =>
      (lines ? parts.join('') : parts.join('').replace(/[\n\u2028\u2029\u0085]+/gu, ' ')).trim(),
    )
    .filter((text) => text !== '' && !isControl.test(text));

/** Which languages the texts of one question have. */
type Langs = 'zh' | 'en' | 'both';
const localText = (langs: Langs, lines = true): fc.Arbitrary<LocalText> =>
  fc
    .tuple(nastyText(lines), nastyText(lines))
    .map(([zh, en]) => (langs === 'both' ? { zh, en } : langs === 'zh' ? { zh } : { en }));

const share = fc.integer({ min: -20, max: 20 }).map((n) => (n === 0 ? 0 : n / 20));
const real = fc
  .oneof(
    fc.integer({ min: -1e6, max: 1e6 }).map((n) => n / 1000),
    fc.integer({ min: -9, max: 9999 }),
  )
  .map((n) => (n === 0 ? 0 : n));
const size = real.map(Math.abs);
const word = nastyText(false).filter((t) => t.length <= 100);
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
const shuffle = fc.option(fc.constant(false as const), { nil: undefined, freq: 4 });
const indexIn = (list: readonly unknown[]) => fc.nat({ max: list.length - 1 });
/** Leaves out the fields that are undefined: exactOptionalPropertyTypes and deep equality want them absent. */
const compact = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as T;

const optionsOf = (langs: Langs, scores: boolean) =>
  fc.array(
    fc
      .record({
        text: localText(langs),
        feedback: optional(localText(langs)),
        score: scores ? share : fc.constant(undefined),
      })
      .map(compact),
    { minLength: 2, maxLength: 5 },
  );
const shortParts = (langs: Langs) => ({
  key: fc.uniqueArray(word, { minLength: 1, maxLength: 3 }),
  replies: optional(
    fc.uniqueArray(
      fc.record({ text: word, score: share, feedback: optional(localText(langs)) }).map(compact),
      { minLength: 1, maxLength: 3, selector: (r) => r.text },
    ),
  ),
  caseSensitive: fc.option(fc.constant(true as const), { nil: undefined, freq: 5 }),
});
const numericParts = (langs: Langs) => ({
  key: real,
  tolerance: size,
  feedback: optional(localText(langs)),
  others: optional(
    fc.array(
      fc
        .record({ value: real, tolerance: size, score: share, feedback: optional(localText(langs)) })
        .map(compact),
      { minLength: 1, maxLength: 2 },
    ),
  ),
  unit: optional(localText(langs, false)),
  units: optional(
    fc.array(
      fc.record({
        name: word.map((w) => [...w].slice(0, 8).join('').trim() || 'm'),
        factor: size.map((n) => n + 0.5),
      }),
      {
        minLength: 1,
        maxLength: 2,
      },
    ),
  ),
});

const gap = (langs: Langs) => {
  const weight = optional(fc.integer({ min: 1, max: 5 }));
  return fc.oneof(
    optionsOf(langs, false).chain((options) =>
      fc.record({
        kind: fc.constant('choice'),
        options: fc.constant(options),
        key: indexIn(options),
        shuffle,
        weight,
      }),
    ),
    fc.record({ kind: fc.constant('short'), ...shortParts(langs), weight }),
    fc.record({ kind: fc.constant('numeric'), ...numericParts(langs), weight }),
  );
};
const clozeOf = (langs: Langs) =>
  fc.array(gap(langs).map(compact), { minLength: 1, maxLength: 3 }).chain((gaps) =>
    fc.record({
      gaps: fc.constant(gaps),
      stem: fc.array(localText(langs), { minLength: gaps.length, maxLength: gaps.length }).map((texts) => {
        const stemIn = (lang: 'zh' | 'en') => texts.map((t, i) => `${t[lang]} [[${i + 1}]]`).join(' ');
        return compact({
          zh: langs === 'en' ? undefined : stemIn('zh'),
          en: langs === 'zh' ? undefined : stemIn('en'),
        });
      }),
    }),
  );

const PARTS: Record<QuestionType, (langs: Langs) => fc.Arbitrary<object>> = {
  single: (langs) =>
    fc
      .boolean()
      .chain((scored) =>
        optionsOf(langs, scored).chain((options) =>
          fc.record({ options: fc.constant(options), key: indexIn(options), shuffle }),
        ),
      ),
  multiple: (langs) =>
    fc.boolean().chain((scored) =>
      optionsOf(langs, scored).chain((options) =>
        fc.record({
          options: fc.constant(options),
          key: fc.uniqueArray(indexIn(options), { minLength: 1 }).map((key) => key.toSorted((a, b) => a - b)),
          shuffle,
          scoring: optional(fc.constantFrom('all', 'partial')),
        }),
      ),
    ),
  'true-false': (langs) =>
    fc.record({
      key: fc.boolean(),
      feedback: optional(
        fc.record({ true: optional(localText(langs)), false: optional(localText(langs)) }).map(compact),
      ),
    }),
  short: (langs) => fc.record(shortParts(langs)),
  numeric: (langs) => fc.record(numericParts(langs)),
  matching: (langs) =>
    fc.record({
      pairs: fc.array(fc.record({ left: localText(langs), right: localText(langs, false) }), {
        minLength: 2,
        maxLength: 4,
      }),
      extras: optional(fc.array(localText(langs, false), { minLength: 1, maxLength: 2 })),
    }),
  ordering: (langs) => fc.record({ items: fc.array(localText(langs), { minLength: 2, maxLength: 5 }) }),
  cloze: clozeOf,
  categorising: (langs) =>
    fc.array(localText(langs, false), { minLength: 2, maxLength: 3 }).chain((categories) =>
      fc.record({
        categories: fc.constant(categories),
        items: fc.array(fc.record({ text: localText(langs), category: indexIn(categories) }), {
          minLength: 2,
          maxLength: 5,
        }),
      }),
    ),
  essay: (langs) =>
    fc.record({
      rubric: optional(
        fc.array(fc.record({ name: localText(langs, false), points: fc.integer({ min: 1, max: 20 }) }), {
          minLength: 1,
          maxLength: 3,
        }),
      ),
      sample: optional(localText(langs)),
      template: optional(localText(langs)),
      maxWords: optional(fc.integer({ min: 1, max: 2000 })),
    }),
  description: () => fc.constant({}),
};

/** Schema-valid questions of the given types with texts that are hard on formats. */
export const questionArb = (types: readonly QuestionType[] = QUESTION_TYPES): fc.Arbitrary<Question> =>
  fc
    .tuple(fc.constantFrom(...types), fc.constantFrom<Langs>('zh', 'en', 'both'), fc.uuid())
    .chain(([type, langs, id]) =>
      fc
        .tuple(
          fc.record({
            stem: localText(langs),
            explanation: optional(localText(langs)),
            hint: optional(localText(langs)),
            difficulty: fc.integer({ min: 1, max: 5 }),
          }),
          PARTS[type](langs),
        )
        .map(([base, parts]) => Question.parse(compact({ id, type, ...base, ...parts }))),
    );

const label = nastyText(false).filter((t) => t.length <= 60);
/** Questions as they travel: with names, refs, categories, tags and the names of knowledge points. */
export const portableArb = (types?: readonly QuestionType[]): fc.Arbitrary<PortableQuestion> =>
  fc
    .record({
      question: questionArb(types),
      name: optional(label),
      ref: optional(label),
      category: optional(fc.array(label, { minLength: 1, maxLength: 3 })),
      tags: optional(fc.uniqueArray(label, { minLength: 1, maxLength: 3 })),
      point: optional(label),
    })
    .map((q) => ({ ...compact(q), question: q.question }) as PortableQuestion);
