import type { Lang, LocalText } from '../domain/text.ts';

const HAN = /\p{Script=Han}/u;

/** The language a text is stored under: zh when it has a Han character, else en. */
export const langOf = (text: string): Lang => (HAN.test(text) ? 'zh' : 'en');

/** A text of a file as a LocalText. Give `langOf` the whole question as `lang`, so that "A" in a Chinese question is zh. */
export const localTextOf = (text: string, lang: Lang = langOf(text)): LocalText => ({ [lang]: text.trim() });

/** Like localTextOf; undefined for an empty text. */
export const localTextIfAny = (text: string, lang?: Lang): LocalText | undefined =>
  text.trim() === '' ? undefined : localTextOf(text, lang);
