import { z } from 'zod';
import { Slug } from './question.ts';
import { LocalText } from './text-shape.ts';

/** rating 1 to 5, nps 0 to 10, one choice, or a free text. */
export const SurveyItem = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('rating'), id: Slug, text: LocalText }),
  z.strictObject({ kind: z.literal('nps'), id: Slug, text: LocalText }),
  z.strictObject({
    kind: z.literal('choice'),
    id: Slug,
    text: LocalText,
    options: z.array(LocalText).min(2).max(10),
  }),
  z.strictObject({ kind: z.literal('text'), id: Slug, text: LocalText }),
]);
export type SurveyItem = z.output<typeof SurveyItem>;
/** Voluntary: every item may be left out. Opinions are kept without their author (analytics.md 1.5, class O). */
export const Survey = z.strictObject({ items: z.array(SurveyItem).min(1).max(12) });
export type Survey = z.output<typeof Survey>;

/** By item id; what is missing was left out. */
export const SurveyAnswers = z.record(
  Slug,
  z.union([z.int().min(0).max(10), z.string().trim().min(1).max(2000)]),
);
export type SurveyAnswers = z.output<typeof SurveyAnswers>;
