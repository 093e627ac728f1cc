import { MOST_PARTS } from '../../../server/domain/question.ts';
import type { Lang } from '../../../server/domain/text.ts';
import { type Draft, fieldsOf, listOf, moved, put, putText, without } from './draft.ts';

/** 0 -> A. */
export const letterOf = (at: number): string => String.fromCharCode(65 + at);

/** Options and their key, of a question or of a gap: the key always follows the option it was set on. */
const withKey = (draft: unknown, options: readonly unknown[], newPlace: (old: number) => number): Draft => {
  const { key } = fieldsOf(draft);
  const next = put(draft, 'options', options);
  if (Array.isArray(key))
    return put(
      next,
      'key',
      key
        .map((k) => newPlace(Number(k)))
        .filter((k) => k >= 0)
        .toSorted((a, b) => a - b),
    );
  if (typeof key !== 'number') return next;
  return put(next, 'key', Math.max(0, newPlace(key)));
};

export const moveOption = (draft: unknown, from: number, to: number): Draft => {
  const options = listOf(fieldsOf(draft).options);
  if (to < 0 || to >= options.length) return fieldsOf(draft);
  const places = moved([...options.keys()], from, to);
  return withKey(draft, moved(options, from, to), (old) => places.indexOf(old));
};

export const removeOption = (draft: unknown, at: number): Draft =>
  withKey(draft, without(listOf(fieldsOf(draft).options), at), (old) =>
    old === at ? -1 : old > at ? old - 1 : old,
  );

export const addOption = (draft: unknown): Draft => {
  const options = listOf(fieldsOf(draft).options);
  return options.length >= MOST_PARTS ? fieldsOf(draft) : put(draft, 'options', [...options, { text: {} }]);
};

/** Sets the right one, or with several right ones adds or takes away one. */
export const markKey = (draft: unknown, at: number, right: boolean): Draft => {
  const { key } = fieldsOf(draft);
  if (!Array.isArray(key)) return put(draft, 'key', at);
  const others = key.filter((k) => k !== at);
  return put(draft, 'key', right ? [...others, at].toSorted((a, b) => Number(a) - Number(b)) : others);
};

export const isKey = (draft: unknown, at: number): boolean => [fieldsOf(draft).key].flat().includes(at);

/** "A. ", "b）", "（C）", "1、" in front of a pasted option. */
const NUMBERING =
  /^\s*(?:[（(]\s*(?:[A-Za-z]|\d{1,2})\s*[)）]|(?:[A-Za-zＡ-Ｚ]|\d{1,2})\s*[.．、:：)）])\s*/u;
/** The lines of a pasted text, each a part, without the letters that numbered them all. */
export const linesOf = (text: string): string[] => {
  const lines = text
    .split(/\r\n|[\r\n\u2028]/u)
    .map((l) => l.trim())
    .filter((l) => l !== '');
  const numbered = lines.every((l) => NUMBERING.test(l) && l.replace(NUMBERING, '') !== '');
  return numbered ? lines.map((l) => l.replace(NUMBERING, '')) : lines;
};

/** Several pasted lines: the first becomes the text at `at`, the others follow as parts of their own. */
export const spread = (
  list: readonly unknown[],
  at: number,
  lines: readonly string[],
  write: (part: unknown, line: string) => unknown,
): unknown[] => {
  const most = Math.max(1, MOST_PARTS - list.length + 1);
  const [first = '', ...more] = lines.slice(0, most);
  return [
    ...list.slice(0, at),
    write(list[at], first),
    ...more.map((line) => write(undefined, line)),
    ...list.slice(at + 1),
  ];
};

export const spreadOptions = (draft: unknown, at: number, lines: readonly string[], lang: Lang): Draft => {
  const options = listOf(fieldsOf(draft).options);
  const write = (part: unknown, line: string) => put(part, 'text', putText(fieldsOf(part).text, lang, line));
  const next = spread(options, at, lines, write);
  const more = next.length - options.length;
  return withKey(draft, next, (old) => (old > at ? old + more : old));
};
