import { z } from 'zod';

export const LANGS = ['zh', 'en'] as const;
export type Lang = (typeof LANGS)[number];

/** One text in one or both languages, side by side; at least one is present. */
export const LocalText = z
  .strictObject({
    zh: z.string().trim().min(1).max(20_000).optional(),
    en: z.string().trim().min(1).max(20_000).optional(),
  })
  .refine((t) => t.zh !== undefined || t.en !== undefined, 'text.empty');
export type LocalText = z.output<typeof LocalText>;

/** The text in `lang`, else in the other language; never empty. */
export const textIn = (text: LocalText, lang: Lang): string => text[lang] ?? text.zh ?? text.en ?? '';

/** What a person wrote, as it is kept: line breaks and tabs stay, every other control character goes. */
export const plainText = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\r\n?/gu, '\n')
    .replace(/[^\P{Cc}\t\n]/gu, '');
