import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contentFiles } from '../content.ts';
import { PLACES } from '../places.ts';

/** A set of characters as a sorted string. */
export type Characters = string;

const HAN = /\p{Script=Han}/u;
/** Signs of the house's own texts that are neither Han nor Latin: CJK marks, arrows, geometric shapes, maths. */
const SIGN = /[\u00A0-\u024F\u2000-\u206F\u2190-\u22FF\u2460-\u24FF\u25A0-\u27BF\u3000-\u303F\uFF00-\uFFEF]/u;
const LATIN = String.fromCharCode(...Array.from({ length: 95 }, (_, i) => 32 + i));
const PUNCTUATION = '，。！？、；：“”‘’（）《》〈〉【】「」…—·～￥％＋－×÷→←↑↓✓✕★☆●○■□▲△◆◇';

const sorted = (characters: Iterable<string>): Characters => [...new Set(characters)].sort().join('');

const pick = (text: string, ...kinds: RegExp[]): string[] =>
  [...text].filter((character) => kinds.some((kind) => kind.test(character)));

export const without = (characters: Characters, other: Characters): Characters => {
  const excluded = new Set(other);
  return [...characters].filter((character) => !excluded.has(character)).join('');
};

const translations = (pattern: string): string =>
  globSync(pattern, { cwd: PLACES.translations })
    .sort()
    .map((path) => readFileSync(join(PLACES.translations, path), 'utf8'))
    .join('');

const contentTexts = (isWanted: (path: string) => boolean): string =>
  contentFiles()
    .filter(([path]) => isWanted(path))
    .map(([, text]) => text)
    .join('');

/** What stands on the first screen: the texts of joining and the names that a new company begins with. */
const firstScreen = (): string =>
  translations('zh/{common,join}.ts') +
  ['server/config.ts', 'server/store/seed.ts']
    .map((path) => readFileSync(join(PLACES.root, path), 'utf8'))
    .join('');

const isName = (path: string): boolean => /quest\.yaml$|islands\/|^catalog\//.test(path);

/** The 3,755 characters of GB2312 level 1, by use the most frequent ones. */
const commonHan = (): string => {
  const decoder = new TextDecoder('gbk');
  const rows = Array.from({ length: 0xd7 - 0xb0 + 1 }, (_, i) => 0xb0 + i);
  const cells = Array.from({ length: 94 }, (_, i) => 0xa1 + i);
  return rows
    .flatMap((row) => cells.map((cell) => decoder.decode(new Uint8Array([row, cell]))))
    .filter((character) => character.length === 1 && HAN.test(character))
    .join('');
};

/** Characters of the first screen, of the interface and fixed names, of all content, and the common Han: each tier without the former ones. */
export const characterTiers = (): {
  start: Characters;
  ui: Characters;
  content: Characters;
  han: Characters;
  display: Characters;
  latin: Characters;
} => {
  const interfaceText = translations('**/*.ts') + contentTexts(isName);
  const start = sorted(LATIN + PUNCTUATION + pick(firstScreen(), HAN).join(''));
  const ui = without(sorted(pick(interfaceText, HAN, SIGN)), start);
  const content = without(
    sorted(
      pick(
        contentTexts(() => true),
        HAN,
        SIGN,
      ),
    ),
    start + ui,
  );
  return {
    start,
    ui,
    content,
    han: without(sorted(commonHan()), start + ui + content),
    display: sorted(pick(interfaceText + PUNCTUATION, HAN, /[\u3000-\u303F\uFF00-\uFFEF…—·“”‘’]/u)),
    latin: sorted(`${LATIN}×÷±·–—‘’“”…•éèüöäß°`),
  };
};
