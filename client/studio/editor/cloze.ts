import { LANGS, type Lang } from '../../../server/domain/text.ts';
import { type Draft, fieldsOf, isBlank, listOf, put, putText, textAt, without } from './draft.ts';

const MARK = /\[\[(\d{1,3})\]\]/gu;
/** The numbers of the gaps that stand in a text, in its order. */
const marksIn = (text: string): number[] => [...text.matchAll(MARK)].map((m) => Number(m[1]));

const NEW_GAP: Draft = { kind: 'short', key: [] };

/** Puts a gap at the caret of the stem: the first that this language lacks, else a new one; says where the caret goes. */
export const insertGap = (
  draft: unknown,
  lang: Lang,
  from: number,
  to: number,
): { draft: Draft; caret: number } => {
  const d = fieldsOf(draft);
  const gaps = listOf(d.gaps);
  const text = textAt(d.stem, lang);
  const has = marksIn(text.slice(0, from) + text.slice(to));
  const lacking = gaps.findIndex((_, i) => !has.includes(i + 1));
  const n = (lacking < 0 ? gaps.length : lacking) + 1;
  const mark = `[[${n}]]`;
  const stem = putText(d.stem, lang, text.slice(0, from) + mark + text.slice(to));
  const next = { ...d, stem, gaps: n > gaps.length ? [...gaps, NEW_GAP] : gaps };
  return { draft: next, caret: from + mark.length };
};

/** Takes a gap away with its marks; the later ones move up. */
export const removeGap = (draft: unknown, at: number): Draft => {
  const d = fieldsOf(draft);
  const renumbered = (text: string): string =>
    text.replace(MARK, (mark, n: string) =>
      Number(n) === at + 1 ? '' : Number(n) > at + 1 ? `[[${Number(n) - 1}]]` : mark,
    );
  const stem = LANGS.reduce<Draft>((s, l) => putText(s, l, renumbered(textAt(s, l))), fieldsOf(d.stem));
  return { ...d, stem, gaps: without(listOf(d.gaps), at) };
};

/** How marks and gaps differ in one language: gaps that stand nowhere, marks without a gap, marks that stand twice. */
export type Mismatch = { lang: Lang; unplaced: number[]; unknown: number[]; twice: number[] };
export const mismatches = (draft: unknown): Mismatch[] => {
  const d = fieldsOf(draft);
  const count = listOf(d.gaps).length;
  return LANGS.filter((l) => textAt(d.stem, l) !== '' || (l === 'zh' && isBlank(d.stem))).flatMap((lang) => {
    const marks = marksIn(textAt(d.stem, lang));
    const unplaced = Array.from({ length: count }, (_, i) => i + 1).filter((n) => !marks.includes(n));
    const unknown = [...new Set(marks.filter((n) => n < 1 || n > count))];
    const twice = [...new Set(marks.filter((n, i) => marks.indexOf(n) !== i))];
    return unplaced.length + unknown.length + twice.length === 0 ? [] : [{ lang, unplaced, unknown, twice }];
  });
};

const MOST_GAPS = 50;
/** A gap for every mark that was typed by hand. */
export const addMissingGaps = (draft: unknown): Draft => {
  const d = fieldsOf(draft);
  const gaps = listOf(d.gaps);
  const highest = Math.min(MOST_GAPS, Math.max(0, ...LANGS.flatMap((l) => marksIn(textAt(d.stem, l)))));
  const more = Array.from({ length: Math.max(0, highest - gaps.length) }, () => NEW_GAP);
  return put(d, 'gaps', [...gaps, ...more]);
};
