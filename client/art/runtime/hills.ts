import type { BiomeName } from '../../../server/domain/quest.ts';
import type { Point } from '../island/curve.ts';
import type { Peak, Shape, Stream } from '../island/shape.ts';

type Coast = (u: number, v: number) => number;

/** How hills of a kind of land are: heights of the peaks from the highest, and the terraces. */
type Build = Pick<Shape, 'levels' | 'hill'> & {
  peaks: readonly number[];
  crater?: boolean;
  stream?: Stream['kind'];
};

export const BUILD: Record<BiomeName, Build> = {
  beach: { peaks: [0.75, 0.55, 0.35], levels: 2, hill: 0.35 },
  forest: { peaks: [0.8, 0.5, 0.4], levels: 3, hill: 0.6, stream: 'water' },
  fort: { peaks: [0.95, 0.6, 0.3], levels: 3, hill: 0.6 },
  volcano: { peaks: [1.25, 0.45, 0.35], levels: 4, hill: 0.3, crater: true, stream: 'lava' },
  blossom: { peaks: [0.7, 0.5, 0.35], levels: 3, hill: 0.4, stream: 'water' },
  snow: { peaks: [1.0, 0.6, 0.4], levels: 4, hill: 0.25, stream: 'ice' },
};

/** What a hill of height 1 hides behind it, in v. */
const SHADE = 0.3;
const PLACES_TRIED = 150;
/** A hill that would hide the path is tried lower. */
const LOWER = [1, 0.75, 0.5];

const nearest = (points: readonly Point[], u: number, v: number): number =>
  Math.min(...points.map(([x, y]) => Math.hypot(x - u, y - v)));

/** True when a hill stands before the path and hides it. */
const hides = (path: readonly Point[], u: number, v: number, r: number, height: number): boolean =>
  path.some(([x, y]) => Math.abs(x - u) < r * 0.8 && y < v && v - y < r * 0.45 + height * SHADE);

/** Hills beside the path, the highest where there is most room; each keeps off the path and hides none of it. */
export const hillsBeside = (
  biome: BiomeName,
  path: readonly Point[],
  coast: Coast,
  reach: { u: number; v: number },
  lowered: number,
  random: () => number,
): Peak[] => {
  const { peaks, crater } = BUILD[biome];
  const placed: Peak[] = [];
  for (const [i, full] of peaks.entries()) {
    let best: { peak: Peak; room: number } | undefined;
    for (let tries = 0; tries < PLACES_TRIED; tries++) {
      const height = full * lowered * (LOWER[tries % LOWER.length] ?? 1);
      const [u, v] = [(random() * 2 - 1) * reach.u, (random() * 2 - 1) * reach.v];
      const free = Math.min(nearest(path, u, v), coast(u, v) * 1.6);
      const apart = Math.min(9, ...placed.map((p) => Math.hypot(p.u - u, p.v - v) - p.r));
      if (free < 0.1 || apart < 0.05) continue;
      const r = Math.min(i === 0 ? 0.44 : 0.34, free + 0.11);
      if (hides(path, u, v, r, height)) continue;
      const room = r + height * 0.1 - v * 0.12;
      if (!best || room > best.room) best = { peak: { u, v, r, height }, room };
    }
    if (best) placed.push(best.peak);
  }
  const [first, ...rest] = placed;
  if (!first || !crater || first.r < 0.24) return placed;
  return [{ ...first, crater: first.r * 0.34 }, ...rest];
};

const BRIDGES = 3;

const crossings = (line: readonly Point[], path: readonly Point[]): number => {
  const side = ([u, v]: Point): boolean => {
    const i = line.findIndex(([, y]) => y > v);
    const [a, b] = [line[Math.max(0, i - 1)], line[i < 0 ? line.length - 1 : i]];
    if (!a || !b) return false;
    const t = b[1] > a[1] ? (v - a[1]) / (b[1] - a[1]) : 0;
    return u > a[0] + (b[0] - a[0]) * t;
  };
  return path.slice(1).filter((p, i) => side(p) !== side(path[i] ?? p)).length;
};

/** A stream from the north to the south between the stations, with at most three bridges; undefined without room. */
export const streamBetween = (
  kind: Stream['kind'],
  stops: readonly Point[],
  path: readonly Point[],
  peaks: readonly Peak[],
  depth: number,
  random: () => number,
): Stream | undefined => {
  for (let tries = 0; tries < 120; tries++) {
    const from = (random() * 2 - 1) * 0.5;
    const points = Array.from({ length: 7 }, (_, i): Point => {
      const v = -depth + (i / 6) * depth * 2;
      return [from + (random() - 0.5) * 0.12, v];
    });
    const isClear = points.every(
      ([u, v], i) =>
        nearest(stops, u, v) > 0.115 &&
        (i === 0 || nearest(stops, (u + (points[i - 1]?.[0] ?? u)) / 2, v - depth / 6) > 0.115) &&
        peaks.every((p) => Math.hypot(p.u - u, p.v - v) > p.r * 0.8),
    );
    if (isClear && crossings(points, path) <= BRIDGES) return { kind, width: 0.034, points };
  }
  return undefined;
};
