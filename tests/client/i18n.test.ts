import { describe, expect, test } from 'vitest';
import { en } from '../../client/i18n/en/index.ts';
import { lang, pick, pickedLang, setLang, textOf } from '../../client/i18n/index.ts';
import { zh } from '../../client/i18n/zh/index.ts';
import { en as studioEn } from '../../client/studio/i18n/en/index.ts';
import { zh as studioZh } from '../../client/studio/i18n/zh/index.ts';
import { faultText } from '../../client/ui/fault-text.ts';
import { ERROR_CODES } from '../../server/domain/errors.ts';

type Texts = Record<string, string>;
const named = (texts: Record<string, Texts>): Record<string, Texts> =>
  Object.fromEntries(Object.entries(texts).map(([area, t]) => [`studio.${area}`, t]));
const inZh: Record<string, Texts> = { ...zh, ...named(studioZh) };
const inEn: Record<string, Texts> = { ...en, ...named(studioEn) };

/** The plural forms of Chinese and English; other endings (`crew.too_few`) are words. */
const PLURAL = /_(one|other)$/;
const bases = (texts: Texts): string[] =>
  [...new Set(Object.keys(texts).map((k) => k.replace(PLURAL, '')))].sort();
const holes = (text: string): string[] =>
  [...new Set(text.match(/\{\{\s*\w+/g))].map((h) => h.replace(/\W/g, '')).sort();

describe.each(Object.keys(inZh))('the %s texts', (area) => {
  const [source, other] = [inZh[area] ?? {}, inEn[area] ?? {}];

  test('have the same keys in both languages', () => {
    expect(bases(other)).toEqual(bases(source));
  });

  test('are never empty in English, where an empty text would show the Chinese one', () => {
    for (const [key, text] of Object.entries(other)) expect(text, key).not.toBe('');
  });

  test('ask for the same values in both languages', () => {
    for (const [key, text] of Object.entries(other)) {
      const twin = source[key] ?? source[key.replace(PLURAL, '_other')];
      expect(twin, key).toBeDefined();
      expect(holes(text), key).toEqual(holes(twin ?? ''));
    }
  });

  test('have a singular and a plural in English wherever they count', () => {
    const counted = Object.keys(other).filter((k) => PLURAL.test(k));
    for (const base of new Set(counted.map((k) => k.replace(PLURAL, ''))))
      expect([other[`${base}_one`], other[`${base}_other`]], base).not.toContain(undefined);
  });
});

test('every error code has a Chinese and an English sentence, and no sentence is left over', () => {
  for (const texts of [zh.errors, en.errors])
    expect(Object.keys(texts).sort()).toEqual([...ERROR_CODES].sort());
  for (const code of ERROR_CODES) {
    expect(zh.errors[code], code).toMatch(/\p{Script=Han}.*[。！]/u);
    expect(en.errors[code], code).toMatch(/^[A-Z].*[.!]$/);
  }
});

test('an error is told in the language chosen last', () => {
  setLang('en');
  expect(faultText('station.locked')).toBe(en.errors['station.locked']);
  setLang('zh');
  expect(faultText('station.locked')).toBe(zh.errors['station.locked']);
});

test('a lost network and an unknown fault have their own sentences', () => {
  setLang('zh');
  expect(faultText('offline')).toBe(zh.common['offline.short']);
  expect(faultText('no.such.code')).toBe(zh.common['fault.unknown']);
});

test('content that exists in one language only is shown and marked in that language', () => {
  setLang('en');
  expect([pick({ zh: '岛' }), pickedLang({ zh: '岛' })]).toEqual(['岛', 'zh-CN']);
  expect([pick({ zh: '岛', en: 'Isle' }), pickedLang({ zh: '岛', en: 'Isle' })]).toEqual(['Isle', 'en']);
  setLang('zh');
});

test('choosing a language marks the document with it', () => {
  setLang('en');
  expect([lang(), document.documentElement.lang]).toEqual(['en', 'en']);
  setLang('zh');
  expect([lang(), document.documentElement.lang]).toEqual(['zh', 'zh-CN']);
});

test('English counts one thing as one', () => {
  setLang('en');
  expect(textOf('island')('questions', { count: 1 })).toBe('1 question');
  expect(textOf('island')('questions', { count: 8 })).toBe('8 questions');
  setLang('zh');
  expect(textOf('island')('questions', { count: 1 })).toBe('1 题');
});
