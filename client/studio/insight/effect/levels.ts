import type { Row } from '../../../../server/domain/figure.ts';

export const LEVELS = ['L1', 'L2', 'L3', 'L4'] as const;
export type Level = (typeof LEVELS)[number];

/** Rows of the four levels, each level in the order of the figure; a level without a row has none. */
export const byLevel = (rows: readonly Row[]): [Level, Row[]][] =>
  LEVELS.map((level) => [level, rows.filter((row) => row.level === level)]);

/** A value in its unit: shares as percent, all else with at most two places. */
export const inUnit = (value: unknown, unit: unknown, tag: string): string | undefined => {
  if (typeof value !== 'number') return undefined;
  return unit === 'share'
    ? value.toLocaleString(tag, { style: 'percent', maximumFractionDigits: 0 })
    : value.toLocaleString(tag, { maximumFractionDigits: 2 });
};
