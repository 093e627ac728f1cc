import type { Note, Place } from '../domain/notes/index.ts';
import { foldRadicals as foldRadicalsIn } from './zh-words.ts';

/** One row of a sheet as text. `row` counts from 1 as sheets show it, `line` as editors do (CSV only). */
export type SheetRow = {
  row: number;
  line?: number;
  cells: string[];
  /** Columns whose text was filled in from the cell above that they are merged with. */
  merged?: Set<number>;
};
export type Grid = { sheet?: string; rows: SheetRow[] };
export type Grids = { grids: Grid[]; encoding: string; warnings: Note[] };

/** 0 -> A, 25 -> Z, 26 -> AA. */
export const columnName = (index: number): string => {
  let name = '';
  for (let n = index + 1; n > 0; n = Math.floor((n - 1) / 26))
    name = String.fromCharCode(65 + ((n - 1) % 26)) + name;
  return name;
};

/** A -> 0, Z -> 25, AA -> 26; -1 when it is no column name. */
export const columnIndex = (name: string): number =>
  /^[A-Z]{1,3}$/u.test(name) ? [...name].reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0) - 1 : -1;

/** Where a row stands; the line is told when it differs from the row. */
export const placeOf = (grid: Grid, row: SheetRow, column?: number): Place => ({
  ...(grid.sheet === undefined ? {} : { sheet: grid.sheet }),
  row: row.row,
  ...(row.line !== undefined && row.line !== row.row ? { line: row.line } : {}),
  ...(column === undefined ? {} : { column: columnName(column) }),
});

export const isBlank = (row: SheetRow): boolean => row.cells.every((c) => c.trim() === '');

/** Look-alike radicals of PDF copies become the characters they look like; returns how many. In place. */
export const foldRadicals = (grid: Grid): number => {
  let n = 0;
  for (const row of grid.rows)
    row.cells = row.cells.map((cell) => {
      const { text, folded } = foldRadicalsIn(cell);
      n += folded;
      return text;
    });
  return n;
};

const LONG_GAP = /\s{64,}/gu;

/** Long runs of white space, which no sheet means, become one space or one line break. In place. */
export const tidyGaps = (grid: Grid): void => {
  for (const row of grid.rows)
    row.cells = row.cells.map((cell) => cell.replace(LONG_GAP, (gap) => (gap.includes('\n') ? '\n' : ' ')));
};
