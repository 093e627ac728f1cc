import type { Row } from '../../../../server/domain/figure.ts';

export type TriangleCell = { rate: number; hits: number };
export type TriangleLine = { cohort: number; n: number; cells: (TriangleCell | undefined)[] };
export type Triangle = { offsets: number[]; lines: TriangleLine[] };

const numbersIn = (rows: readonly Row[], id: string): number[] =>
  [...new Set(rows.flatMap((row) => (typeof row[id] === 'number' ? [row[id]] : [])))].sort((a, b) => a - b);

/** Rows of cohort and day as a triangle: a line for each cohort, a cell where its day is over. */
export const triangleOf = (rows: readonly Row[]): Triangle => {
  const offsets = numbersIn(rows, 'offset');
  const lines = numbersIn(rows, 'cohort').map((cohort) => {
    const own = rows.filter((row) => row.cohort === cohort);
    const cells = offsets.map((offset) => {
      const { rate, hits } = own.find((row) => row.offset === offset) ?? {};
      return typeof rate === 'number' ? { rate, hits: Number(hits) } : undefined;
    });
    return { cohort, n: Number(own[0]?.n ?? 0), cells };
  });
  return { offsets, lines };
};
