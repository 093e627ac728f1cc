import { z } from 'zod';
import { LocalText } from './text.ts';

export const QUESTION_TYPES = [
  'single',
  'multiple',
  'true-false',
  'short',
  'numeric',
  'matching',
  'ordering',
] as const;
export type QuestionType = (typeof QUESTION_TYPES)[number];

const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'slug');

const base = {
  /** Stable within the bank, for example `sail-007`. */
  id: slug.max(60),
  stem: LocalText,
  explanation: LocalText,
  hint: LocalText.optional(),
  /** Knowledge point id. */
  point: slug.max(60),
  /** The author's guess, 1 easy to 5 hard, until answers calibrate it. */
  difficulty: z.int().min(1).max(5),
};

const Option = z.strictObject({ text: LocalText, feedback: LocalText.optional() });
const options = z.array(Option).min(2).max(8);
const index = z.int().min(0).max(7);

/** The full question with its key: server, bank and authors only. Options are named by their index. */
export const Question = z.discriminatedUnion('type', [
  z.strictObject({ ...base, type: z.literal('single'), options, key: index }),
  z.strictObject({ ...base, type: z.literal('multiple'), options, key: z.array(index).min(1) }),
  z.strictObject({ ...base, type: z.literal('true-false'), key: z.boolean() }),
  /** `key`: every accepted text; compared after NFKC, case, width and white-space folding. */
  z.strictObject({
    ...base,
    type: z.literal('short'),
    key: z.array(z.string().trim().min(1).max(80)).min(1),
  }),
  /** Right when |answer - key| <= tolerance. `unit` is shown behind the field. */
  z.strictObject({
    ...base,
    type: z.literal('numeric'),
    key: z.number(),
    tolerance: z.number().min(0).default(0),
    unit: LocalText.optional(),
  }),
  /** Each `left` belongs to the `right` of the same index. */
  z.strictObject({
    ...base,
    type: z.literal('matching'),
    pairs: z
      .array(z.strictObject({ left: LocalText, right: LocalText }))
      .min(2)
      .max(6),
  }),
  /** `items` are listed in the right order. */
  z.strictObject({ ...base, type: z.literal('ordering'), items: z.array(LocalText).min(3).max(8) }),
]);
export type Question = z.output<typeof Question>;

const Point = z.strictObject({ id: slug.max(60), name: LocalText });

/** A bank file: knowledge points and the questions that test them. */
export const Bank = z.strictObject({
  id: slug.max(60),
  name: LocalText,
  points: z.array(Point).min(1),
  questions: z.array(Question).min(1),
});
export type Bank = z.output<typeof Bank>;
