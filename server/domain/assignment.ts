import { z } from 'zod';
import { LocalText } from './text-shape.ts';

export const ACCEPTS = ['text', 'photo', 'file'] as const;
export const MOST_FILES = 5;
export const MOST_FILE_BYTES = 5 * 1024 * 1024;
export const MOST_WORDS = 20_000;
/** From this share of the rubric's points a work is good enough; whether it is accepted is the trainer's decision. */
export const ASSIGNMENT_PASS = 0.6;

/** What is asked for; the rubric is shown before anything is written. */
export const Assignment = z.strictObject({
  /** Rich text by rich-text.ts. */
  brief: LocalText,
  rubric: z
    .array(z.strictObject({ name: LocalText, about: LocalText.optional(), points: z.int().min(1).max(100) }))
    .min(1)
    .max(10),
  accepts: z.array(z.enum(ACCEPTS)).min(1),
  /** Shown on request: how somebody else did it. */
  example: LocalText.optional(),
});
export type Assignment = z.output<typeof Assignment>;

export const SUBMISSION_STATES = ['draft', 'submitted', 'marking', 'returned', 'accepted'] as const;
/** draft -> submitted (-> withdrawn: draft) -> marking -> accepted, or returned, mended as such and submitted again */
export type SubmissionState = (typeof SUBMISSION_STATES)[number];
