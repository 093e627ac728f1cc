import i18next, { type TFunction } from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { LANGS, type Lang, type LocalText, textIn } from '../../server/domain/text.ts';
import { first } from './first.ts';
import type { zh } from './zh/index.ts';

export type Area = keyof typeof zh;

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    keySeparator: false;
    nsSeparator: false;
    resources: typeof zh;
  }
}

i18next.use(initReactI18next).init({
  lng: 'zh',
  fallbackLng: 'zh',
  supportedLngs: [...LANGS],
  resources: first,
  ns: Object.keys(first.zh),
  defaultNS: 'common',
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
  initAsync: false,
  react: { useSuspense: false },
});

/** The texts of one area, redrawn when the language changes: `const t = useT('map')`. Keys are flat, with dots. */
export const useT = <A extends Area>(area: A): TFunction<A> => useTranslation(area).t as TFunction<A>;

/** The texts in one fixed language, for a part of the page that shows what another person will see. */
export const i18nIn = (fixed: Lang): typeof i18next => {
  const made = inOne[fixed] ?? i18next.cloneInstance({ lng: fixed, initAsync: false });
  inOne[fixed] = made;
  return made;
};
const inOne: Partial<Record<Lang, typeof i18next>> = {};

/** The same outside React. */
export const textOf = <A extends Area>(area: A): TFunction<A> =>
  i18next.getFixedT(null, area) as unknown as TFunction<A>;

export const lang = (): Lang => (i18next.language === 'en' ? 'en' : 'zh');
export const setLang = (next: Lang): void => {
  void i18next.changeLanguage(next);
  if (typeof document !== 'undefined') document.documentElement.lang = next === 'zh' ? 'zh-CN' : 'en';
};

/** Content in the learner's language, else in the other one. Components that call `useT` redraw with it. */
export const pick = (text: LocalText): string => textIn(text, lang());
/** BCP 47 tag of the language `pick` really gave, for the `lang` attribute. */
export const pickedLang = (text: LocalText): string => (text[lang()] === undefined ? other() : tag());
const tag = (): string => (lang() === 'zh' ? 'zh-CN' : 'en');
const other = (): string => (lang() === 'zh' ? 'en' : 'zh-CN');

/** 1280 -> "1,280". */
export const number = (n: number): string => n.toLocaleString(tag());
/** 0.873 -> "87%". */
export const percent = (part: number): string =>
  part.toLocaleString(tag(), { style: 'percent', maximumFractionDigits: 0 });
/** Milliseconds UTC -> day and minute in the given time zone. */
export const dayAndTime = (at: number, timeZone?: string): string =>
  new Date(at).toLocaleString(tag(), {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    ...(timeZone === undefined ? {} : { timeZone }),
  });
/** Milliseconds UTC -> month and day in the given time zone. */
export const dayOf = (at: number, timeZone?: string): string =>
  new Date(at).toLocaleDateString(tag(), {
    month: 'short',
    day: 'numeric',
    ...(timeZone === undefined ? {} : { timeZone }),
  });
/** Names joined by the language's own comma and "and". */
export const listOf = (names: string[]): string => new Intl.ListFormat(tag()).format(names);
/** Words of a heading, so that a line breaks between words in Chinese too (put a <wbr/> between them). */
export const words = (text: string): string[] =>
  [...new Intl.Segmenter(tag(), { granularity: 'word' }).segment(text)].map((s) => s.segment);
