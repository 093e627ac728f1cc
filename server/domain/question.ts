import { z } from 'zod';
import { LocalText } from './text-shape.ts';

export const QUESTION_TYPES = [
  'single',
  'multiple',
  'true-false',
  'short',
  'numeric',
  'matching',
  'ordering',
  'cloze',
  'categorising',
  'essay',
  'description',
] as const;
export type QuestionType = (typeof QUESTION_TYPES)[number];

/** Most options, pairs, items or gaps of one question: A to Z. */
export const MOST_PARTS = 26;
export const MOST_TEXT = 20_000;

const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'slug');
export const Slug = slug.max(60);

const base = {
  /** Stable: `sail-007` in a content file, a UUID in the studio. */
  id: Slug,
  /** Texts are rich text by rich-text.ts: paragraphs, lists, bold, code, pictures and sound. */
  stem: LocalText,
  explanation: LocalText.optional(),
  hint: LocalText.optional(),
  /** Knowledge point id in the bank. */
  point: Slug.optional(),
  /** The author's guess, 1 easy to 5 hard, until answers calibrate it. */
  difficulty: z.int().min(1).max(5),
};

/** Share of the mark, -1 to 1; negative = a penalty. */
const Share = z.number().min(-1).max(1);
/** `score`: what choosing it brings, when it is not simply right or wrong by the key. */
export const Option = z.strictObject({
  text: LocalText,
  feedback: LocalText.optional(),
  score: Share.optional(),
});
export type Option = z.output<typeof Option>;
const options = z.array(Option).min(1).max(MOST_PARTS);
const index = z
  .int()
  .min(0)
  .max(MOST_PARTS - 1);
/** false = the options stay in the author's order ("all of the above" comes last). */
const shuffle = z.literal(false).optional();

const accepted = z.string().trim().min(1).max(500);
/** What is said of one typed text, and its share of the mark; looked up before `key`. */
const Reply = z.strictObject({ text: accepted, score: Share, feedback: LocalText.optional() });
const short = {
  /** Every text that gets the full mark; compared after NFKC, case, width and white-space folding. `*` stands for any
   * text, `\\*` for a star. */
  key: z.array(accepted).min(1).max(50),
  replies: z.array(Reply).max(50).optional(),
  caseSensitive: z.literal(true).optional(),
};
/** A second number that gets a share of the mark. */
const NumericReply = z.strictObject({
  value: z.number(),
  tolerance: z.number().min(0),
  score: Share,
  feedback: LocalText.optional(),
});
const numeric = {
  /** Right when |answer - key| <= tolerance; a range is its middle and half its width. */
  key: z.number(),
  tolerance: z.number().min(0).default(0),
  feedback: LocalText.optional(),
  others: z.array(NumericReply).max(20).optional(),
  /** Shown behind the field. */
  unit: LocalText.optional(),
  /** Units that may be typed instead: answer x factor is compared with the key. */
  units: z
    .array(z.strictObject({ name: z.string().trim().min(1).max(40), factor: z.number().positive() }))
    .max(20)
    .optional(),
};
const weight = z.number().positive().max(100).optional();

/** One gap of a cloze text. */
export const Gap = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('choice'), options, key: index, shuffle, weight }),
  z.strictObject({ kind: z.literal('short'), ...short, weight }),
  z.strictObject({ kind: z.literal('numeric'), ...numeric, weight }),
]);
export type Gap = z.output<typeof Gap>;

/** One line of an essay's rubric: a marker gives 0 to `points`. */
export const Criterion = z.strictObject({ name: LocalText, points: z.int().min(1).max(100) });
export type Criterion = z.output<typeof Criterion>;

/** The full question with its key: server, bank and authors only. Options are named by their index. */
export const Question = z.discriminatedUnion('type', [
  z.strictObject({ ...base, type: z.literal('single'), options, key: index, shuffle }),
  /** `scoring`: all = 1 or 0; partial (default) = (right - wrong) / keys, or the options' own scores. */
  z.strictObject({
    ...base,
    type: z.literal('multiple'),
    options,
    key: z.array(index).min(1),
    shuffle,
    scoring: z.enum(['all', 'partial']).optional(),
  }),
  z.strictObject({
    ...base,
    type: z.literal('true-false'),
    key: z.boolean(),
    /** Said of the answer that was given. */
    feedback: z.strictObject({ true: LocalText.optional(), false: LocalText.optional() }).optional(),
  }),
  z.strictObject({ ...base, type: z.literal('short'), ...short }),
  z.strictObject({ ...base, type: z.literal('numeric'), ...numeric }),
  /** Each `left` belongs to the `right` of the same index; rights with one text are one choice; `extras` belong to none. */
  z.strictObject({
    ...base,
    type: z.literal('matching'),
    pairs: z
      .array(z.strictObject({ left: LocalText, right: LocalText }))
      .min(1)
      .max(MOST_PARTS),
    extras: z.array(LocalText).max(MOST_PARTS).optional(),
  }),
  /** `items` are listed in the right order. */
  z.strictObject({ ...base, type: z.literal('ordering'), items: z.array(LocalText).min(2).max(MOST_PARTS) }),
  /** The stem holds [[1]] [[2]] ... where the gaps stand, each once, in every language. */
  z.strictObject({ ...base, type: z.literal('cloze'), gaps: z.array(Gap).min(1).max(50) }),
  /** Each item belongs to the category of that index. */
  z.strictObject({
    ...base,
    type: z.literal('categorising'),
    categories: z.array(LocalText).min(2).max(8),
    items: z
      .array(z.strictObject({ text: LocalText, category: z.int().min(0).max(7) }))
      .min(2)
      .max(MOST_PARTS),
  }),
  /** Marked by a person. */
  z.strictObject({
    ...base,
    type: z.literal('essay'),
    rubric: z.array(Criterion).max(10).optional(),
    /** A model answer, for the marker and after the mark. */
    sample: LocalText.optional(),
    template: LocalText.optional(),
    maxWords: z.int().min(1).max(10_000).optional(),
  }),
  /** A text without an answer, between questions. */
  z.strictObject({ ...base, type: z.literal('description') }),
]);
export type Question = z.output<typeof Question>;

/** Types that the server marks by itself: what practice, exam, boss and battle may draw. */
export const AUTO_GRADED: readonly QuestionType[] = QUESTION_TYPES.filter(
  (t) => t !== 'essay' && t !== 'description',
);

/** Where a question is in its life: only `ready` ones are drawn for learners. */
export const QUESTION_STATES = ['draft', 'review', 'ready', 'retired'] as const;
export type QuestionState = (typeof QUESTION_STATES)[number];

const Point = z.strictObject({ id: Slug, name: LocalText });

/** A bank file of `content/`: knowledge points and the questions that test them. */
export const Bank = z.strictObject({
  id: Slug,
  name: LocalText,
  points: z.array(Point).min(1),
  questions: z.array(Question).min(1),
});
export type Bank = z.output<typeof Bank>;
