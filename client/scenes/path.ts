import type { ArtPoint, LevelArt } from '../stores/world.ts';

const near = (path: readonly ArtPoint[], [x, y]: ArtPoint, from: number): number => {
  let best = from;
  let least = Number.POSITIVE_INFINITY;
  for (const [i, [px, py]] of path.entries()) {
    const distance = Math.hypot(px - x, py - y);
    if (i < from || distance >= least) continue;
    least = distance;
    best = i;
  }
  return best;
};

/** Index of the path point at each stop: the dock, then the stations. Never runs backwards. */
export const stopsOnPath = ({
  path,
  dock,
  stations,
}: Pick<LevelArt, 'path' | 'dock' | 'stations'>): number[] => {
  const stops: number[] = [];
  for (const stop of [dock, ...stations]) stops.push(near(path, stop, stops.at(-1) ?? 0));
  return stops;
};

/** The path's points from one stop to a neighbouring one (0 = dock), in walking order. */
export const legPoints = (level: LevelArt, from: number, to: number): ArtPoint[] => {
  const stops = stopsOnPath(level);
  const a = stops[Math.min(from, to)] ?? 0;
  const b = stops[Math.max(from, to)] ?? 0;
  const points = level.path.slice(a, b + 1);
  return from <= to ? points : points.reverse();
};

export type Way = { length: number; at: (share: number) => { x: number; y: number } };

/** A polyline to walk on: its length, and the point after a share (0..1) of it. */
export const wayAlong = (points: readonly { x: number; y: number }[]): Way => {
  const reach: number[] = [0];
  for (const [i, p] of points.entries()) {
    const before = points[i - 1];
    if (before) reach.push((reach.at(-1) ?? 0) + Math.hypot(p.x - before.x, p.y - before.y));
  }
  const length = reach.at(-1) ?? 0;
  const at = (share: number): { x: number; y: number } => {
    const gone = share * length;
    const next = Math.max(
      1,
      reach.findIndex((r) => r >= gone),
    );
    const [a, b] = [points[next - 1], points[next]];
    if (!a || !b) return points[0] ?? { x: 0, y: 0 };
    const [from = 0, to = 0] = [reach[next - 1], reach[next]];
    const t = to > from ? (gone - from) / (to - from) : 1;
    return { x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t };
  };
  return { length, at };
};
