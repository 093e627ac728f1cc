import type { Mapping, SheetSample } from './format.ts';
import { type Grid, isBlank, type SheetRow } from './sheet-grid.ts';
import { headingOf, type Role } from './sheet-headers.ts';
import type { Column, Layout } from './sheet-layout.ts';
import { truthOf } from './zh-words.ts';

const ONE: readonly Exclude<keyof Mapping, 'headerRow' | 'options'>[] = [
  'stem',
  'key',
  'type',
  'explanation',
  'hint',
  'category',
  'tags',
  'point',
  'difficulty',
  'ref',
];

/** The columns a mapping names, as if their headings had been understood. */
export const mappedColumns = (mapping: Mapping, headers: readonly string[]): Column[] => {
  const column = (role: Role, at: number, rest: Partial<Column> = {}): Column => ({
    role,
    rank: 0,
    at,
    title: headers[at]?.trim() ?? '',
    ...rest,
  });
  const numbered = mapping.options.some((at) => headingOf(headers[at] ?? '')?.numbered);
  const options =
    mapping.options.length === 1
      ? mapping.options.map((at) => column('options', at))
      : mapping.options.map((at, index) =>
          column('option', at, { index, ...(numbered ? { numbered: true } : {}) }),
        );
  const singles = ONE.flatMap((role) => {
    const at = mapping[role];
    return at === undefined || at < 0 ? [] : [column(role, at)];
  });
  return [...singles, ...options];
};

type Profile = {
  at: number;
  filled: number;
  length: number;
  letters: number;
  truths: number;
  numbers: number;
  distinct: number;
};
const LETTER_KEY = /^\s*[A-H](?:[\s,，、;；]?[A-H]){0,7}\s*$/u;

const profileOf = (rows: readonly SheetRow[], at: number): Profile => {
  const cells = rows.map((r) => r.cells[at]?.trim() ?? '').filter((c) => c !== '');
  const share = (test: (cell: string) => boolean): number =>
    cells.length === 0 ? 0 : cells.filter(test).length / cells.length;
  return {
    at,
    filled: rows.length === 0 ? 0 : cells.length / rows.length,
    length: cells.length === 0 ? 0 : cells.reduce((n, c) => n + c.length, 0) / cells.length,
    letters: share((c) => LETTER_KEY.test(c.toUpperCase())),
    truths: share((c) => truthOf(c) !== undefined),
    numbers: share((c) => /^[\d.]+$/u.test(c)),
    distinct: new Set(cells).size / Math.max(1, cells.length),
  };
};

const optionsBetween = (profiles: readonly Profile[], stem: Profile, key: Profile | undefined): number[] => {
  const end = key && key.at > stem.at ? key.at : profiles.length;
  return profiles
    .filter((p) => p.at > stem.at && p.at < end && p !== key && p.filled > 0.2 && p.letters < 0.8)
    .map((p) => p.at)
    .slice(0, 8);
};

/** A guess from the content alone: the key is what looks like letters or verdicts, the stem the longest text. */
const guessContent = (rows: readonly SheetRow[]): { mapping: Mapping; sure: boolean } => {
  const sample = rows.slice(0, 200);
  const width = Math.max(0, ...sample.map((r) => r.cells.length));
  const profiles = Array.from({ length: width }, (_, at) => profileOf(sample, at));
  const texts = profiles.filter(
    (p) => p.numbers < 0.8 && p.letters < 0.8 && p.truths < 0.8 && p.filled > 0.6,
  );
  const longest = [...texts].sort((a, b) => b.length * b.distinct - a.length * a.distinct)[0];
  const stem = texts.find((p) => longest && p.length * p.distinct >= longest.length * 0.7) ?? longest;
  if (!stem) return { mapping: { headerRow: -1, stem: 0, options: [] }, sure: false };
  const keys = profiles.filter((p) => p !== stem && p.filled > 0.8 && (p.letters > 0.8 || p.truths > 0.8));
  const key = keys.find((p) => p.at > stem.at) ?? keys[0];
  const options = optionsBetween(profiles, stem, key);
  const pair = !key && texts.length === 2 && width === 2 && sample.length >= 3;
  if (pair)
    return { mapping: pairMapping(texts), sure: texts.every((p) => p.filled > 0.9 && p.length < 400) };
  return {
    mapping: { headerRow: -1, stem: stem.at, options, ...(key ? { key: key.at } : {}) },
    sure:
      sample.length >= 2 &&
      stem.length >= 6 &&
      stem.distinct > 0.7 &&
      key !== undefined &&
      (key.letters > 0.8 ? options.length >= 2 || options.length === 1 : key.truths > 0.9),
  };
};

/** Two columns: the shorter text is what can be typed. */
const pairMapping = (texts: readonly Profile[]): Mapping => {
  const [first, second] = texts;
  if (!first || !second) return { headerRow: -1, stem: 0, options: [] };
  return second.length > first.length * 2
    ? { headerRow: -1, stem: second.at, key: first.at, options: [] }
    : { headerRow: -1, stem: first.at, key: second.at, options: [] };
};

/** A layout from content when there are no headings; `sure` = good enough to read by it. */
export const layoutByContent = (
  grid: Grid,
): { layout: Layout; guess: Mapping; sure: boolean; pairs: boolean } => {
  const rows = grid.rows.filter((r) => !isBlank(r));
  const { mapping, sure } = guessContent(rows);
  const headless = { from: 0, columns: mappedColumns(mapping, []), own: false, guessed: true, headers: [] };
  return {
    layout: headless,
    guess: mapping,
    sure,
    pairs: mapping.options.length === 0 && rows.every((r) => r.cells.length <= 2),
  };
};

const SAMPLE_ROWS = 20;
/** What the mapping screen shows: the first rows and a guess. Row numbers of the guess are those of the sample. */
export const sampleOf = (grid: Grid, guess: Mapping): SheetSample => {
  const rows = grid.rows.slice(0, SAMPLE_ROWS).map((r) => r.cells);
  const width = Math.max(0, ...rows.map((r) => r.length));
  const first = grid.rows.findIndex((r) => !isBlank(r));
  return {
    sheet: grid.sheet ?? '',
    headers: grid.rows[Math.max(0, first)]?.cells ?? [],
    rows: rows.map((r) => Array.from({ length: width }, (_, i) => r[i] ?? '')),
    guess,
  };
};
