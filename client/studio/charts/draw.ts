import type { Column, MetricView, Names, Row } from '../../../server/domain/figure.ts';

/** Columns of the lower and the upper end of an interval. */
export type Band = readonly [low: string, high: string];
/** How a figure is drawn; every text is the id of a column. */
export type Draw =
  /** Lying bars with whiskers, one for each row. */
  | { kind: 'bars'; label: string; value: string; band?: Band; note?: string }
  /** Upright bars of a distribution. */
  | { kind: 'columns'; label: string; value: string }
  /** Points with whiskers on one scale; `mine` marks the row to compare with. */
  | { kind: 'dots'; label: string; value: string; band?: Band; mine?: (row: Row) => boolean }
  /** One line for each entry, or one for each value of `by`; `target` = a level with its name. */
  | {
      kind: 'line';
      x: string;
      lines: readonly { value: string; band?: Band }[];
      by?: string;
      target?: { value: number; name: string };
    }
  /** `corner` = the area that asks for a look, in values of both axes. */
  | {
      kind: 'scatter';
      label: string;
      x: string;
      y: string;
      size: string;
      corner?: { x: readonly [number, number]; y: readonly [number, number] };
    }
  | { kind: 'heat'; weekday: string; hour: string; value: string }
  /** From before to after; `band` = interval of the change. */
  | { kind: 'slope'; label: string; from: string; to: string; change?: string; band?: Band }
  /** Steps in the order of the rows, each with its part of the first. */
  | { kind: 'funnel'; label: string; value: string }
  /** How far somebody has come, as blocks; `late` = islands that are late; `each` + 1, 2 ... = columns with each one's state. */
  | { kind: 'strip'; label: string; done: string; of: string; late?: string; each?: string }
  /** The numbers of the first row, large. */
  | { kind: 'tiles'; values: readonly string[] }
  | { kind: 'table' };

/** What a drawing is made of. */
export type Figure = { metric: MetricView; rows: readonly Row[]; names: Names };
export const columnOf = ({ columns }: MetricView, id: string): Column | undefined =>
  columns.find((column) => column.id === id);

/** How many stand behind a row; undefined = the figure counts none. */
export const countOf = (row: Row): number | undefined => {
  const n = row.n ?? row.people;
  return typeof n === 'number' ? n : undefined;
};
/** Too few to judge by: shown grey. */
export const isSmall = ({ atLeast }: MetricView, row: Row): boolean => {
  const n = countOf(row);
  return n !== undefined && n < atLeast.n;
};
export const numberIn = (row: Row, id: string | undefined): number | null => {
  const cell = id === undefined ? null : row[id];
  return typeof cell === 'number' && Number.isFinite(cell) ? cell : null;
};
