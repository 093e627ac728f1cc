import type { Gap, Question } from './question.ts';
import { plainOf } from './rich-text.ts';
import { LANGS, type LocalText, textIn } from './text.ts';

/** What looks alike is found alike: NFKC (width, Kangxi radicals), lower case, one space; no control characters. */
export const foldForSearch = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();

/** The words of a search, each to be found somewhere. */
export const wordsOf = (typed: string): string[] => [
  ...new Set(
    foldForSearch(typed)
      .split(' ')
      .filter((w) => w !== ''),
  ),
];

/** `word` as a LIKE pattern with `\` as its escape. */
export const likePattern = (word: string): string => `%${word.replace(/[\\%_]/gu, '\\$&')}%`;

type Part = LocalText | string | number | undefined;

const gapParts = (gap: Gap): Part[] => {
  if (gap.kind === 'choice') return gap.options.map((o) => o.text);
  return gap.kind === 'short' ? gap.key : [gap.key];
};

/** What a learner reads or types, without stem, explanation and hint. */
const answerParts = (q: Question): Part[] => {
  switch (q.type) {
    case 'single':
    case 'multiple':
      return q.options.map((o) => o.text);
    case 'short':
      return q.key;
    case 'numeric':
      return [q.key, q.unit];
    case 'matching':
      return [...q.pairs.flatMap((p) => [p.left, p.right]), ...(q.extras ?? [])];
    case 'ordering':
      return q.items;
    case 'cloze':
      return q.gaps.flatMap(gapParts);
    case 'categorising':
      return [...q.categories, ...q.items.map((i) => i.text)];
    default:
      return [];
  }
};

const plainParts = (parts: readonly Part[], langs: readonly ('zh' | 'en')[]): string[] =>
  parts.flatMap((part) => {
    if (part === undefined) return [];
    if (typeof part !== 'object') return [String(part)];
    return langs.flatMap((lang) => (part[lang] === undefined ? [] : [plainOf(part[lang])]));
  });

/** Everything in a question that a search should find it by, folded. */
export const searchTextOf = (question: Question, name = ''): string =>
  foldForSearch(
    plainParts(
      [name, question.stem, ...answerParts(question), question.explanation, question.hint],
      LANGS,
    ).join('\n'),
  );

/** Stem and answers in one language, for comparing; undefined when the stem is not written in it. */
export const comparedTextOf = (question: Question, lang: 'zh' | 'en'): string | undefined =>
  question.stem[lang] === undefined
    ? undefined
    : plainParts([question.stem, ...answerParts(question)], [lang]).join('\n');

const MOST_NAME = 60;
/** What a question is called in lists when nobody has named it: the beginning of its stem. */
export const nameOf = (question: Question): string => cut(stemOf(question), MOST_NAME);

/** The stem without markup, on one line. */
export const stemOf = ({ stem }: Pick<Question, 'stem'>): string =>
  plainOf(textIn(stem, 'zh')).replace(/\s+/gu, ' ').trim();

/** The first `most` characters; no character is cut in half. */
export const cut = (text: string, most: number): string =>
  text.length <= most ? text : [...text.slice(0, 2 * most)].slice(0, most).join('');

const folded = (value: unknown): unknown => {
  if (typeof value === 'string') return value.normalize('NFKC').replace(/\s+/gu, ' ').trim();
  if (Array.isArray(value)) return value.map(folded);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, v]) => v !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, v]) => [k, folded(v)]),
  );
};

/** A text that two questions share when they say the same: NFKC and white space folded; id, point, difficulty aside. */
export const fingerprintOf = (question: Question): string => {
  const { id: _id, point: _point, difficulty: _difficulty, ...content } = question;
  return JSON.stringify(folded(content));
};

/** Every text in any JSON, for what is typed and not yet a question. */
export const looseTextOf = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(looseTextOf);
};
