import type { LocalText } from './text-shape.ts';

// The schema stands apart, so that a screen can pick a language without loading zod.
export type { LocalText };

export const LANGS = ['zh', 'en'] as const;
export type Lang = (typeof LANGS)[number];

/** The text in `lang`, else in the other language; never empty. */
export const textIn = (text: LocalText, lang: Lang): string => text[lang] ?? text.zh ?? text.en ?? '';

/** What a person wrote, as it is kept: line breaks and tabs stay, every other control character goes. */
export const plainText = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\r\n?/gu, '\n')
    .replace(/[^\P{Cc}\t\n]/gu, '');
