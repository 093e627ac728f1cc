import { describe, expect, test } from 'vitest';
import { en } from '../../client/i18n/en/index.ts';
import { zh } from '../../client/i18n/zh/index.ts';
import { en as studioEn } from '../../client/studio/i18n/en/index.ts';
import { zh as studioZh } from '../../client/studio/i18n/zh/index.ts';

type Rule = [name: string, fault: RegExp];
const ENGLISH: Rule[] = [
  ['apostrophes and quotation marks are straight', /[‘’“”]/u],
  ['an ellipsis is one character', /\.\.\./u],
  ['a pause is a colon, a semicolon or two sentences, no dash', /\w ?— ?\w|\w [–-] \w/u],
  ['nothing is spaced before a sign or twice', / [,.;:?!](?!\w)|\S {2}/u],
  ['no sign is a Chinese one', /[，。；：？！（）、《》「」]/u],
];
const CHINESE: Rule[] = [
  [
    'a sign beside a character is full-width',
    /[\p{Script=Han}}”] ?[,;:?!()](?!\d)|[,;:?!()] ?[\p{Script=Han}“]/u,
  ],
  ['a sentence ends in 。', /\p{Script=Han}\.(?!\w)/u],
  ['a quotation stands in “ and ”', /["‘’「」]|“[^”]*$/u],
  ['an ellipsis is ……', /\.\.\.|(?<!…)…(?!…)/u],
  ['nothing is spaced around a full-width sign', / [，。；：？！（）、]|[，。；：？！（）、] /u],
];
/** Shown as they are typed into a field. */
const EXAMPLES = new Set(['studio/effect kpi.example', 'studio/awards values.lead']);

type Texts = Record<string, Record<string, string>>;
type Placed = [place: string, text: string];
const placed = (area: string, texts: Texts): Placed[] =>
  Object.entries(texts).flatMap(([file, all]) =>
    Object.entries(all).map(([key, text]): Placed => [`${area}${file} ${key}`, text]),
  );
const ALL: Record<'zh' | 'en', Placed[]> = {
  zh: [...placed('', zh), ...placed('studio/', studioZh)],
  en: [...placed('', en), ...placed('studio/', studioEn)],
};
/** A text under `….zh` is Chinese on every screen, one under `….en` is English. */
const langOf = (place: string, shown: 'zh' | 'en'): 'zh' | 'en' =>
  place.endsWith('.zh') ? 'zh' : place.endsWith('.en') ? 'en' : shown;
const textsIn = (lang: 'zh' | 'en'): Placed[] =>
  (['zh', 'en'] as const).flatMap((shown) =>
    ALL[shown].filter(([place]) => langOf(place, shown) === lang && !EXAMPLES.has(place)),
  );
const breaking = (lang: 'zh' | 'en', fault: RegExp): string[] =>
  textsIn(lang).flatMap(([place, text]) => (fault.test(text) ? [`${place}: ${text}`] : []));

describe('English texts', () => {
  test.each(ENGLISH)('%s', (_, fault) => expect(breaking('en', fault)).toEqual([]));
});
describe('Chinese texts', () => {
  test.each(CHINESE)('%s', (_, fault) => expect(breaking('zh', fault)).toEqual([]));
});
