import { clamp } from './maths.ts';

/** A place on an island: u from -1 (west) to 1 (east), v from -aspect (north) to aspect (south). */
export type Point = readonly [u: number, v: number];

/** Where a place lies beside a line: its distance, and how far along the line (0 to 1) the nearest point is. */
export type Nearest = { distance: number; along: number };

const catmullRom = (a: number, b: number, c: number, d: number, t: number): number =>
  0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t);

/** A smooth line through points: `perSegment` points from each of them to the next, and the last one. */
export const smoothLine = (points: readonly Point[], perSegment: number): Point[] => {
  const at = (i: number): Point => points[clamp(i, 0, points.length - 1)] ?? [0, 0];
  const line: Point[] = [];
  for (let i = 0; i < points.length - 1; i++)
    for (let k = 0; k < perSegment; k++) {
      const [a, b, c, d] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
      const t = k / perSegment;
      line.push([catmullRom(a[0], b[0], c[0], d[0], t), catmullRom(a[1], b[1], c[1], d[1], t)]);
    }
  line.push(at(points.length - 1));
  return line;
};

type Segment = { u: number; v: number; du: number; dv: number; length2: number };

const segmentsOf = (line: readonly Point[]): Segment[] =>
  line.slice(1).map(([u2, v2], i) => {
    const [u, v] = line[i] ?? [u2, v2];
    return { u, v, du: u2 - u, dv: v2 - v, length2: Math.max(1e-9, (u2 - u) ** 2 + (v2 - v) ** 2) };
  });

const CELL = 0.08;

/** Finds the nearest point of a line for places within `reach`; farther places get an infinite distance. */
export const nearestOn = (line: readonly Point[], reach: number): ((u: number, v: number) => Nearest) => {
  const segments = segmentsOf(line);
  const buckets = new Map<number, number[]>();
  const key = (i: number, j: number) => (i + 64) * 256 + j + 64;
  segments.forEach((s, index) => {
    for (
      let i = Math.floor((Math.min(s.u, s.u + s.du) - reach) / CELL);
      i <= Math.floor((Math.max(s.u, s.u + s.du) + reach) / CELL);
      i++
    )
      for (
        let j = Math.floor((Math.min(s.v, s.v + s.dv) - reach) / CELL);
        j <= Math.floor((Math.max(s.v, s.v + s.dv) + reach) / CELL);
        j++
      ) {
        const bucket = buckets.get(key(i, j));
        if (bucket) bucket.push(index);
        else buckets.set(key(i, j), [index]);
      }
  });
  return (u, v) => {
    const nearest: Nearest = { distance: Number.POSITIVE_INFINITY, along: 0 };
    for (const index of buckets.get(key(Math.floor(u / CELL), Math.floor(v / CELL))) ?? []) {
      const s = segments[index] as Segment;
      const t = clamp(((u - s.u) * s.du + (v - s.v) * s.dv) / s.length2);
      const distance = Math.hypot(u - s.u - s.du * t, v - s.v - s.dv * t);
      if (distance < nearest.distance) {
        nearest.distance = distance;
        nearest.along = (index + t) / segments.length;
      }
    }
    return nearest;
  };
};
