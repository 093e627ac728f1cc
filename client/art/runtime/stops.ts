import type { Point } from '../island/curve.ts';
import { mix } from '../island/maths.ts';

/** Stations of an island in walking order, and half the width and depth of the ground they take. */
export type Layout = { stations: Point[]; spanU: number; spanV: number; kind: 'rows' | 'columns' | 'ring' };

type Grid = { columns: number; rows: number };

/** The grids that hold n stations with room for their labels. */
const gridsOf = (n: number): Grid[] => {
  if (n <= 3) return [{ columns: n, rows: 1 }];
  if (n === 4)
    return [
      { columns: 4, rows: 1 },
      { columns: 2, rows: 2 },
    ];
  if (n <= 6) return [{ columns: 3, rows: 2 }];
  if (n <= 8)
    return [
      { columns: 4, rows: 2 },
      { columns: 3, rows: 3 },
    ];
  if (n === 9)
    return [
      { columns: 3, rows: 3 },
      { columns: 5, rows: 2 },
    ];
  if (n === 10)
    return [
      { columns: 5, rows: 2 },
      { columns: 4, rows: 3 },
    ];
  return [{ columns: n <= 12 ? 4 : 5, rows: 3 }];
};

/** Distance between columns, by their number, and between rows. */
const COLUMN_GAP = [0, 0, 0.56, 0.48, 0.39, 0.3];
const ROW_GAP = [0, 0, 0.42, 0.36];
const JITTER = 0.034;
/** Stations lie a little to the south: the north has the hills. */
const SOUTHWARD = 0.06;
const MOST_RING = 10;

const spread = (i: number, of: number, gap: number): number => (i - (of - 1) / 2) * gap;

/** A path that winds through a grid: up one column and down the next, or along one row and back along the next. */
const winding = (n: number, { columns, rows }: Grid, byColumns: boolean): Point[] =>
  Array.from({ length: n }, (_, k): Point => {
    const lines = byColumns ? rows : columns;
    const line = Math.floor(k / lines);
    const step = line % 2 === 0 ? k % lines : lines - 1 - (k % lines);
    const [i, j] = byColumns ? [line, step] : [step, line];
    const zigzag = rows === 1 ? (k % 2 === 0 ? 0.13 : -0.13) : (i + j) % 2 === 0 ? 0.035 : -0.035;
    return [
      spread(i, columns, COLUMN_GAP[columns] ?? 0.31),
      -spread(j, rows, ROW_GAP[rows] ?? 0) + (n === 1 ? 0 : zigzag),
    ];
  });

/** A path around the middle, from the west along the south, the east and the north. */
const ring = (n: number): Point[] =>
  Array.from({ length: n }, (_, k): Point => {
    const angle = Math.PI * (1.02 - mix(0, 1.5 + 0.02 * n, k / (n - 1)));
    return [0.6 * Math.cos(angle), 0.38 * Math.sin(angle)];
  });

const spanOf = (stations: readonly Point[], axis: 0 | 1): number =>
  Math.max(...stations.map((s) => Math.abs(s[axis])));

/** Lays out n stations: a winding grid or a ring, mirrored, bent, slanted and shaken as the dice fall. */
export const layStations = (n: number, random: () => number): Layout => {
  const grids = gridsOf(n);
  const grid = grids[Math.floor(random() * grids.length)] ?? { columns: 3, rows: 3 };
  const isRing = n >= 6 && n <= MOST_RING && random() < 0.3;
  const byColumns = random() < 0.6;
  const south = random() < 0.7 ? 1 : -1;
  const bend = (random() - 0.5) * 0.24;
  const slant = (random() - 0.5) * 0.2;
  const laid = isRing ? ring(n) : winding(n, grid, byColumns);
  const stations = laid.map(
    ([u, v]): Point => [
      u + 0.03 + (random() - 0.5) * 2 * JITTER,
      v * south +
        SOUTHWARD +
        (bend * (u * u - 0.16) + slant * u) * (isRing ? 0.4 : 1) +
        (random() - 0.5) * 2 * JITTER,
    ],
  );
  const kind = isRing ? 'ring' : byColumns ? 'columns' : 'rows';
  return { stations, spanU: spanOf(stations, 0), spanV: spanOf(stations, 1), kind };
};
