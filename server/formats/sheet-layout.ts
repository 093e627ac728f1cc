import type { Mapping } from './format.ts';
import { type Grid, isBlank, type SheetRow } from './sheet-grid.ts';
import { foldHeading, type Heading, headingOf, type Role } from './sheet-headers.ts';
import { mappedColumns } from './sheet-mapping.ts';

/** A column whose heading is understood. */
export type Column = Heading & { at: number; title: string };
/** How the rows below a heading row are read. `own` = our template: structure in cells, rich text as it is. */
export type Layout = {
  /** Index in `Grid.rows` of the first row of data. */
  from: number;
  columns: Column[];
  own: boolean;
  guessed: boolean;
  headers: string[];
};

const MOST_TITLES = 40;
const OWN_STEM = /^题干(\((?:中文|英文)\))? Stem(?: \((?:zh|en)\))?$/u;

const columnsOf = (row: SheetRow): Column[] =>
  row.cells.flatMap((title, at) => {
    const heading = headingOf(title);
    return heading ? [{ ...heading, at, title: title.trim() }] : [];
  });

const KEY_ROLES: readonly Role[] = [
  'option',
  'options',
  'key',
  'type',
  'right',
  'wrong',
  'mark',
  'explanation',
  'category',
];
const has = (columns: readonly Column[], role: Role): boolean => columns.some((c) => c.role === role);

/** How much a row looks like headings: roles that differ, of which one is the stem or several belong to a question. */
const headingScore = (row: SheetRow, columns: readonly Column[]): number => {
  const filled = row.cells.filter((c) => c.trim() !== '').length;
  const kinds = new Set(columns.map((c) => `${c.role}${c.index ?? ''}${c.lang ?? ''}`)).size;
  if (filled < 2 || kinds < 2 || columns.length * 3 < filled) return 0;
  const core = KEY_ROLES.filter((role) => has(columns, role)).length;
  if (has(columns, 'stem')) return core > 0 ? kinds + 2 : 0;
  return kinds >= 4 && core >= 2 && columns.every((c) => c.title.length < 40) ? kinds : 0;
};

/** Two heading rows: the upper one says 选项 once, the lower one A B C D below it. */
const withSecondRow = (columns: Column[], next: SheetRow | undefined): Column[] | undefined => {
  if (!next) return undefined;
  const lower = columnsOf(next);
  const filled = next.cells.filter((c) => c.trim() !== '').length;
  if (lower.filter((c) => c.role === 'option').length < 2 || lower.length < filled) return undefined;
  const taken = new Set(lower.map((c) => c.at));
  return [...columns.filter((c) => !taken.has(c.at)), ...lower].sort((a, b) => a.at - b.at);
};

const NOTE_WORDS =
  /required|optional|必填|选填|非必填|填写说明|示例说明|text of the question|请填写|请输入|不能为空/iu;
const isInstruction = (row: SheetRow): boolean => {
  const filled = row.cells.filter((c) => c.trim() !== '');
  return filled.length >= 2 && filled.filter((c) => NOTE_WORDS.test(c)).length * 3 >= filled.length;
};

const averageLength = (rows: readonly SheetRow[], at: number): number => {
  const cells = rows.map((r) => r.cells[at]?.trim() ?? '').filter((c) => c !== '');
  return cells.length === 0 ? 0 : cells.reduce((n, c) => n + c.length, 0) / cells.length;
};

/** A sheet whose stem column has an odd name: the longest column that no heading explains. */
const withStem = (columns: Column[], rows: readonly SheetRow[], header: SheetRow): Column[] => {
  if (has(columns, 'stem')) return columns;
  const known = new Set(columns.map((c) => c.at));
  const width = Math.max(...rows.slice(0, 50).map((r) => r.cells.length), 0);
  const free = Array.from({ length: width }, (_, at) => at).filter((at) => !known.has(at));
  const best = free.sort((a, b) => averageLength(rows, b) - averageLength(rows, a))[0];
  return best === undefined
    ? columns
    : [...columns, { role: 'stem', rank: 9, at: best, title: header.cells[best] ?? '' }];
};

const layoutAt = (grid: Grid, index: number): Layout | undefined => {
  const header = grid.rows[index];
  if (!header) return undefined;
  const upper = columnsOf(header);
  const both =
    has(upper, 'options') || !has(upper, 'option') ? withSecondRow(upper, grid.rows[index + 1]) : undefined;
  let from = index + (both ? 2 : 1);
  while (
    grid.rows[from] &&
    (isBlank(grid.rows[from] as SheetRow) || isInstruction(grid.rows[from] as SheetRow))
  )
    from++;
  const named = withStem(both ?? upper, grid.rows.slice(from, from + 50), header);
  return {
    from,
    columns: named,
    own: header.cells.some((c) => OWN_STEM.test(c.trim())),
    guessed: !has(both ?? upper, 'stem'),
    headers: header.cells,
  };
};

/** The layout by the heading row, looked for below titles; undefined when no row looks like one. */
export const layoutByHeader = (grid: Grid): Layout | undefined => {
  let best = -1;
  let score = 0;
  const rows = grid.rows.slice(0, MOST_TITLES);
  for (const [i, row] of rows.entries()) {
    const value = headingScore(row, columnsOf(row));
    if (value > score) [best, score] = [i, value];
  }
  return best < 0 ? undefined : layoutAt(grid, best);
};

/** The layout that a person chose on the mapping screen. `headerRow` is an index in the rows of the sample; -1 = none. */
export const layoutByMapping = (grid: Grid, mapping: Mapping): Layout => {
  const filled = grid.rows.findIndex((r) => !isBlank(r));
  const header = mapping.headerRow < 0 ? undefined : grid.rows[mapping.headerRow];
  return {
    from: mapping.headerRow < 0 ? Math.max(0, filled) : mapping.headerRow + 1,
    columns: mappedColumns(mapping, header?.cells ?? []),
    own: false,
    guessed: false,
    headers: header?.cells ?? [],
  };
};

/** The same headings again further down: a page break, or a section with columns of its own. */
export const layoutAgain = (grid: Grid, index: number, now: Layout): Layout | undefined => {
  const row = grid.rows[index];
  if (!row || now.headers.length === 0) return undefined;
  const stem = now.columns.find((c) => c.role === 'stem');
  const folded = foldHeading(row.cells[stem?.at ?? 0] ?? '');
  if (folded.length > 12) return undefined;
  const columns = columnsOf(row);
  const filled = row.cells.filter((c) => c.trim() !== '').length;
  if (
    !columns.some((c) => c.role === 'stem' && foldHeading(c.title).length > 1) ||
    columns.length * 4 < filled * 3 ||
    headingScore(row, columns) < 5
  )
    return undefined;
  return layoutAt(grid, index);
};
