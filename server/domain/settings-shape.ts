import { z } from 'zod';
import { LANGS } from './text.ts';

/** A person's own choices; kept on the account so that they follow to another device. */
export const Settings = z.strictObject({
  lang: z.enum(LANGS),
  sound: z.boolean(),
  volume: z.number().min(0).max(1),
  soundCaptions: z.boolean(),
  motion: z.enum(['system', 'full', 'reduced']),
  textSize: z.enum(['normal', 'large', 'larger']),
  /** Lists instead of the drawn world. */
  plain: z.boolean(),
  /** Single-letter shortcuts (WCAG 2.1.4). */
  shortcuts: z.boolean(),
  /** Ask before an answer counts; off = one tap answers a single choice. */
  confirmAnswer: z.boolean(),
  guideDone: z.boolean(),
  soundAsked: z.boolean(),
  /** Kept off public boards; nothing earned is lost by it. */
  hideFromBoards: z.boolean(),
  /** Shown as away to everybody. */
  hidePresence: z.boolean(),
  /** Nobody visits my island. */
  noVisits: z.boolean(),
  /** Chat does not ring between these org hours. */
  quiet: z.strictObject({ from: z.int().min(0).max(23), to: z.int().min(0).max(23) }),
  /** No reminders, by whatever way. */
  noReminders: z.boolean(),
  /** Proposals are the same for everybody of my post, not made for me. */
  sameList: z.boolean(),
  /** How much longer than others this person has in timed play; known to nobody else. */
  pace: z.union([z.literal(1), z.literal(1.25), z.literal(1.5), z.literal(2)]),
});
export type Settings = z.output<typeof Settings>;
export const SettingsPatch = Settings.partial();
