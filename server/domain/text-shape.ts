import { z } from 'zod';

/** One text in one or both languages, side by side; at least one is present. */
export const LocalText = z
  .strictObject({
    zh: z.string().trim().min(1).max(20_000).optional(),
    en: z.string().trim().min(1).max(20_000).optional(),
  })
  .refine((t) => t.zh !== undefined || t.en !== undefined, 'text.empty');
export type LocalText = z.output<typeof LocalText>;
