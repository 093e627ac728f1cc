import type { LevelPlan } from '../plans.ts';
import type { Point } from './curve.ts';
import { flatnessAt, type Projection } from './relief.ts';
import type { Clearing } from './scenery.ts';
import type { Terrain } from './terrain.ts';

/** Places of the side finds on a level island. */
export type Spots = { coins: Point[]; ghosts: Point[]; peers: Point[] };

/** Where somebody may stand beside a station, best first: left or right of it, a little in front, then behind. */
const BESIDE: readonly Point[] = [
  [0.115, 0.035],
  [-0.115, 0.035],
  [0.125, -0.02],
  [-0.125, -0.02],
  [0.15, 0.06],
  [-0.15, 0.06],
  [0.14, -0.07],
  [-0.14, -0.07],
  [0.19, 0.02],
  [-0.19, 0.02],
];

const COIN_SEGMENTS = [1, 3, 4, 6, 7];

/** How good a place is to stand on: negative when it cannot be used at all. */
const roomAt = (
  u: number,
  v: number,
  taken: readonly Point[],
  terrain: Terrain,
  projection: Projection,
): number => {
  const cell = projection.cell(u, v);
  const road = terrain.road[cell] ?? 9;
  if ((terrain.shore[cell] ?? -1) < 0.05 || (terrain.stream[cell] ?? -9) > -0.02) return -1;
  const flat = flatnessAt(terrain, cell, projection.scale);
  const nearest = Math.min(...taken.map(([x, y]) => Math.hypot(x - u, y - v)));
  if (nearest < 0.08) return -1;
  return Math.min(road, 0.07) * 6 + (flat > 0.93 ? 0.4 : 0) + Math.min(nearest, 0.12);
};

const placeBeside = (
  station: Point,
  taken: readonly Point[],
  terrain: Terrain,
  projection: Projection,
): Point => {
  const rated = BESIDE.map(([du, dv], rank) => {
    const place: Point = [station[0] + du, station[1] + dv];
    return { place, room: roomAt(place[0], place[1], taken, terrain, projection) - rank * 0.015 };
  });
  return rated.reduce((best, next) => (next.room > best.room ? next : best)).place;
};

/** Coins on the path between stations, a free place for a ghost beside each station, and places for other players. */
export const spotsOf = (
  plan: LevelPlan,
  path: readonly Point[],
  perSegment: number,
  terrain: Terrain,
  projection: Projection,
): Spots => {
  const stations = plan.stops.slice(1);
  const taken: Point[] = [...plan.stops];
  const beside = (station: Point): Point => {
    const place = placeBeside(station, taken, terrain, projection);
    taken.push(place);
    return place;
  };
  const coins = COIN_SEGMENTS.map((segment): Point => path[segment * perSegment + perSegment / 2] ?? [0, 0]);
  return { coins, ghosts: stations.map(beside), peers: stations.map(beside) };
};

/** Ground that the scenery leaves to stations, their labels, and those who stand there. */
export const clearingsOf = (plan: LevelPlan, spots: Spots): Clearing[] => [
  ...plan.stops.map(([u, v]) => ({ u, v, ru: 0.1, rv: 0.1 })),
  ...plan.stops.slice(-1).map(([u, v]) => ({ u, v, ru: 0.14, rv: 0.14 })),
  ...plan.stops.slice(1).map(([u, v]) => ({ u, v: v + 0.13, ru: 0.125, rv: 0.115 })),
  ...[...spots.ghosts, ...spots.peers].map(([u, v]) => ({ u, v: v + 0.05, ru: 0.055, rv: 0.08 })),
  ...[plan.dig, plan.bottle].map(([u, v]) => ({ u, v: v + 0.02, ru: 0.07, rv: 0.07 })),
];
