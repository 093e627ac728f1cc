import type { Point } from '../island/curve.ts';
import { flatnessAt, type Projection } from '../island/relief.ts';
import type { Shape } from '../island/shape.ts';
import type { Terrain } from '../island/terrain.ts';
import type { Hero } from '../plans.ts';
import type { Landmark } from './flora.ts';

/** What landmarks keep clear of: pads (and who stands there), each with a radius. */
export type Kept = { at: Point; r: number };

type Ground = { terrain: Terrain; projection: Projection; shape: Shape };

const TRIES = 220;

const isFirm = (
  { terrain, projection }: Ground,
  where: Landmark['at'],
  size: number,
  u: number,
  v: number,
): boolean => {
  const cell = projection.cell(u, v);
  const shore = terrain.shore[cell] ?? -1;
  const onLand = where === 'beach' ? shore > 0.035 && shore < 0.1 : shore > Math.max(0.15, size * 0.62);
  return (
    onLand && (terrain.stream[cell] ?? -9) < -0.045 && flatnessAt(terrain, cell, projection.scale) > 0.92
  );
};

/** True when something of this size would stand on a pad or before it, or on the path. */
const isInTheWay = (
  { terrain, projection }: Ground,
  kept: readonly Kept[],
  size: number,
  u: number,
  v: number,
): boolean => {
  if ((terrain.road[projection.cell(u, v)] ?? 9) < size * 0.42 + 0.03) return true;
  if ([0.3, 0.6, 0.9].some((k) => (terrain.road[projection.cell(u, v - k * size)] ?? 9) < 0.03)) return true;
  return kept.some(({ at: [x, y], r }) => {
    const dv = v - y;
    const near = Math.hypot(x - u, dv) < size * 0.5 + r;
    return near || (Math.abs(x - u) < size * 0.5 + r * 0.6 && dv > 0 && dv < size * 1.35);
  });
};

/** Higher ground in front hides the foot of whatever stands here. */
const isHidden = ({ terrain, projection }: Ground, u: number, v: number): boolean => {
  const [, foot] = projection.pixel(u, v);
  for (let ahead = v + 0.02; ahead < terrain.aspect; ahead += 0.02)
    if (projection.pixel(u, ahead)[1] < foot - 2) return true;
  return false;
};

/** Puts landmarks where they hide no station and stand firm; big ones rather in the north. One without room is left out. */
export const placeLandmarks = (
  landmarks: readonly (Landmark & { size: number })[],
  ground: Ground,
  kept: readonly Kept[],
  random: () => number,
): Hero[] => {
  const placed: Hero[] = [];
  const { shape, terrain } = ground;
  const suits = (mark: Landmark, size: number, u: number, v: number): boolean =>
    isFirm(ground, mark.at, size, u, v) &&
    !isInTheWay(ground, kept, size, u, v) &&
    placed.every((p) => Math.hypot(p.u - u, (p.v - v) * 1.2) > (p.size + size) * 0.62) &&
    !isHidden(ground, u, v);
  for (const mark of landmarks) {
    const peak = shape.peaks[0];
    let best: { hero: Hero; worth: number } | undefined;
    for (let tries = 0; tries < TRIES; tries++) {
      const size = mark.size * (tries < TRIES / 2 ? 1 : 0.75);
      if (tries === TRIES / 2 && best) break;
      const near = mark.at === 'peak' && peak && tries < TRIES / 4;
      const u = near ? peak.u + (random() - 0.5) * 0.16 : random() * 1.8 - 0.9;
      const v = near ? peak.v + (random() - 0.5) * 0.16 : (random() * 1.8 - 0.9) * terrain.aspect;
      if (!suits(mark, size, u, v)) continue;
      const worth = random() - v * (kept.length > 0 ? size * 8 : 0.3) + (near ? 1 : 0);
      if (!best || worth > best.worth) best = { hero: { slug: mark.slug, u, v, size, flip: false }, worth };
    }
    if (best) placed.push(best.hero);
  }
  return placed;
};
