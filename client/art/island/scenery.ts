import type { Growth, Habitat, Hero, Scenery } from '../plans.ts';
import { flatnessAt, type Projection } from './relief.ts';
import type { Terrain } from './terrain.ts';

/** A place that scattered props leave free: an ellipse of half axes `ru` and `rv`. */
export type Clearing = { u: number; v: number; ru: number; rv: number };

/** Half the width of a path that props keep off, besides the props' own distance. */
const ROAD_CLEARANCE = 0.05;
const TRIES_PER_PROP = 300;

/** What grows where, from what is known of the ground. */
const isHome = (where: Habitat, shore: number, height: number): boolean => {
  switch (where) {
    case 'beach':
      return shore > 0.035 && shore < 0.1;
    case 'coast':
      return shore > 0.14 && shore < 0.27;
    case 'inland':
      return shore >= 0.22;
    case 'lowland':
      return shore > 0.14 && height < 0.13;
    case 'any':
      return shore > 0.14;
  }
};

/** True when a prop may stand on the ground of a cell: level, dry, off the path. */
const isFirm = (terrain: Terrain, cell: number, scale: number): boolean =>
  (terrain.shore[cell] ?? -1) > 0.035 &&
  (terrain.road[cell] ?? 9) > ROAD_CLEARANCE &&
  (terrain.stream[cell] ?? -9) < -0.025 &&
  flatnessAt(terrain, cell, scale) > 0.9;

/** Higher ground in front hides the foot of whatever stands here. */
const isHidden = (terrain: Terrain, projection: Projection, u: number, v: number): boolean => {
  const [, foot] = projection.pixel(u, v);
  for (let ahead = v + 0.02; ahead < terrain.aspect; ahead += 0.01)
    if (projection.pixel(u, ahead)[1] < foot - 2) return true;
  return false;
};

/** The path runs just behind: a tall prop here would hide it. */
const hidesRoad = (terrain: Terrain, projection: Projection, u: number, v: number): boolean =>
  [0.03, 0.06, 0.09].some((dv) => (terrain.road[projection.cell(u, v - dv)] ?? 9) < 0.035);

const isInside = (c: Clearing, u: number, v: number): boolean =>
  ((u - c.u) / c.ru) ** 2 + ((v - c.v) / c.rv) ** 2 < 1;

const choose = (growths: Growth[], dice: number): Growth | undefined => {
  let rest = dice * growths.reduce((sum, growth) => sum + growth.weight, 0);
  return growths.find((growth) => {
    rest -= growth.weight;
    return rest < 0;
  });
};

/** A hero keeps its own ground free, and the ground before it, `front` deep, where a tree would hide it. */
const heroClearings = (heroes: Hero[], front: number): Clearing[] =>
  heroes.flatMap(({ u, v, size }) => [
    { u, v, ru: size * 0.62 + 0.015, rv: size * 0.5 },
    { u, v: v + front, ru: size * 0.5 + front * 0.45, rv: front * 1.1 },
  ]);

/** The heroes and the scattered props, far ones first. The same random numbers give the same scenery. */
export const sow = (
  scenery: Scenery,
  terrain: Terrain,
  projection: Projection,
  kept: Clearing[],
  random: () => number,
): Hero[] => {
  const tallest = Math.max(...scenery.growths.map(({ size }) => size));
  const clearings = [
    ...kept,
    ...heroClearings(scenery.heroes, tallest * 0.9),
    ...(scenery.clearings ?? []).map(({ u, v, r }) => ({ u, v, ru: r, rv: r })),
  ];
  const grown: Hero[] = [];
  for (let tries = 0; grown.length < scenery.count && tries < scenery.count * TRIES_PER_PROP; tries++) {
    const u = random() * 1.9 - 0.95;
    const v = (random() * 1.9 - 0.95) * terrain.aspect;
    const cell = projection.cell(u, v);
    if (!isFirm(terrain, cell, projection.scale)) continue;
    if (clearings.some((c) => isInside(c, u, v))) continue;
    if (grown.some((prop) => Math.hypot(prop.u - u, prop.v - v) < scenery.gap)) continue;
    const [shore, height] = [terrain.shore[cell] ?? 0, terrain.heights[cell] ?? 0];
    const growth = choose(scenery.growths, random());
    if (!growth || !isHome(growth.where, shore, height)) continue;
    if (isHidden(terrain, projection, u, v)) continue;
    if (growth.size > 0.045 && hidesRoad(terrain, projection, u, v)) continue;
    grown.push({
      slug: growth.slug,
      u,
      v,
      size: growth.size * (0.85 + 0.35 * random()),
      flip: random() > 0.5,
    });
  }
  return [...scenery.heroes, ...grown].sort((a, b) => a.v - b.v);
};
