import type { Note, Place } from '../domain/notes/index.ts';
import type { Lang } from '../domain/text.ts';
import { langOf } from './local-text.ts';
import { splitOptions } from './option-cell.ts';
import type { SheetRow } from './sheet-grid.ts';
import type { Role } from './sheet-headers.ts';
import type { Labels } from './sheet-key.ts';
import type { Column, Layout } from './sheet-layout.ts';
import { mainOf, type Pair } from './sheet-parts.ts';
import { linesOfHtml } from './sheet-rich.ts';
import { truthOf } from './zh-words.ts';

/** One option cell: `label` counts its column from 0 whether or not the columns before it are filled. */
export type RawOption = { label: number; text: Pair; feedback: Pair; score?: string; right?: boolean };
/** A row taken apart, before its type is known. */
export type Raw = {
  place: Place;
  lang: Lang;
  own: boolean;
  labels: Labels;
  type: string;
  stem: Pair;
  options: RawOption[];
  key: Pair;
  /** Right answers that have columns of their own beside the wrong ones. */
  rightTexts: string[];
  text: (role: Role) => Pair;
  one: (role: Role) => string;
  all: (role: Role) => string[];
  /** What is to be said of its texts. */
  notes: Note[];
};

const cellAt = (row: SheetRow, column: Column): string => row.cells[column.at]?.trim() ?? '';

/** Both languages of a cell: an unmarked column is the one that no marked column covers, else `lang`. */
const pairOf = (row: SheetRow, columns: readonly Column[], lang: Lang): Pair => {
  const pair: Pair = {};
  let plain = '';
  for (const column of columns) {
    const cell = cellAt(row, column);
    if (cell === '') continue;
    if (column.lang) pair[column.lang] ??= cell;
    else if (plain === '') plain = cell;
  }
  if (plain === '') return pair;
  if (pair.en !== undefined) return { zh: plain, ...pair };
  if (pair.zh !== undefined) return { en: plain, ...pair };
  return { [lang]: plain };
};

/** Columns of a role, best heading first. */
export const columnsOfRole = (layout: Layout, role: Role): Column[] =>
  layout.columns.filter((c) => c.role === role).sort((a, b) => a.rank - b.rank);

const wordsOf = (row: SheetRow, layout: Layout): string =>
  layout.columns
    .filter((c) => c.lang === undefined && ['stem', 'option', 'options', 'wrong'].includes(c.role))
    .map((c) => cellAt(row, c))
    .join(' ');

const optionColumns = (row: SheetRow, layout: Layout, lang: Lang): RawOption[] => {
  const of = (role: Role, index: number) => columnsOfRole(layout, role).filter((c) => c.index === index);
  const labels = new Set(
    layout.columns.flatMap((c) =>
      (c.role === 'option' || c.role === 'feedback') && c.index !== undefined ? [c.index] : [],
    ),
  );
  return [...labels]
    .sort((a, b) => a - b)
    .map((label): RawOption => {
      const score = of('score', label).map((c) => cellAt(row, c))[0];
      const mark = of('mark', label).map((c) => truthOf(cellAt(row, c)) ?? cellAt(row, c) === '1')[0];
      return {
        label,
        text: pairOf(row, of('option', label), lang),
        feedback: pairOf(row, of('feedback', label), lang),
        ...(score ? { score } : {}),
        ...(mark === undefined ? {} : { right: mark }),
      };
    })
    .filter((o) => mainOf(o.text) !== '' || mainOf(o.feedback) !== '');
};

/** The options of one cell; both languages are split by themselves. */
const optionsInCell = (row: SheetRow, layout: Layout, lang: Lang): RawOption[] => {
  const cell = pairOf(row, columnsOfRole(layout, 'options'), lang);
  if (mainOf(cell) === '') return [];
  const main = splitOptions(linesOfHtml(mainOf(cell)));
  const zh = cell.zh === undefined ? [] : splitOptions(linesOfHtml(cell.zh)).options;
  const en = cell.en === undefined ? [] : splitOptions(linesOfHtml(cell.en)).options;
  return main.options.map((_, label) => ({
    label,
    text: {
      ...(zh[label] === undefined ? {} : { zh: zh[label] }),
      ...(en[label] === undefined ? {} : { en: en[label] }),
    },
    feedback: {},
    ...(main.marked.includes(label) ? { right: true } : {}),
  }));
};

const listIn = (cells: readonly string[]): string[] =>
  cells.length === 1 && cells[0] !== undefined && /^\s*\[/u.test(cells[0])
    ? splitOptions(cells[0]).options
    : [...cells];

/** Takes a row apart by its columns. */
export const rawOf = (row: SheetRow, layout: Layout, labels: Labels, place: Place): Raw => {
  const lang = langOf(wordsOf(row, layout));
  const text = (role: Role): Pair =>
    pairOf(
      row,
      columnsOfRole(layout, role).filter((c) => c.index === undefined),
      lang,
    );
  const all = (role: Role): string[] =>
    layout.columns.flatMap((c) => (c.role === role && cellAt(row, c) !== '' ? [cellAt(row, c)] : []));
  const cells = optionColumns(row, layout, lang);
  const wrong = listIn(all('wrong'));
  const rightTexts = wrong.length > 0 ? [...all('right'), ...all('key').slice(0, 1)] : [];
  const made = [...rightTexts, ...wrong].map(
    (option, label): RawOption => ({ label, text: { [lang]: option }, feedback: {} }),
  );
  const inCell = cells.length > 0 || layout.own ? [] : optionsInCell(row, layout, lang);
  return {
    place,
    lang,
    own: layout.own,
    labels,
    type: mainOf(text('type')),
    stem: text('stem'),
    options: wrong.length > 0 ? made : cells.length > 0 ? cells : inCell,
    key: text('key'),
    rightTexts,
    text,
    one: (role) => mainOf(text(role)),
    all,
    notes: [],
  };
};
