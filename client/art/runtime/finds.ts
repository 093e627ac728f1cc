import type { Point } from '../island/curve.ts';
import { flatnessAt, type Projection } from '../island/relief.ts';
import type { Spots } from '../island/spots.ts';
import type { Terrain } from '../island/terrain.ts';

/** Where things are found on a level: beside the stations, dug up, washed ashore, on the path. */
export type Finds = Spots & { dig: Point; bottle: Point };

const MOST_COINS = 5;
/** Least distance of anybody from a pad, and from one another. */
const PAD_ROOM = 0.098;
const ELBOW_ROOM = 0.066;
/** Rings around a station where somebody may stand, nearest first, each at these angles: the sides before the front. */
const RINGS = [0.12, 0.15, 0.185, 0.225, 0.27];
const ANGLES = [12, 168, -10, 190, 35, 145, -30, 210, 60, 120, 90, -55, 235, 270].map(
  (a) => (a * Math.PI) / 180,
);

type Ground = { terrain: Terrain; projection: Projection; stops: readonly Point[] };

const distanceTo = (points: readonly Point[], u: number, v: number): number => {
  let least = Number.POSITIVE_INFINITY;
  for (const [x, y] of points) least = Math.min(least, Math.hypot(x - u, y - v));
  return least;
};

/** How good a place is to stand on: negative when it cannot be used at all. */
const roomAt = (
  { terrain, projection, stops }: Ground,
  taken: readonly Point[],
  u: number,
  v: number,
): number => {
  const cell = projection.cell(u, v);
  if ((terrain.shore[cell] ?? -1) < 0.045 || (terrain.stream[cell] ?? -9) > -0.02) return -1;
  if (distanceTo(stops, u, v) < PAD_ROOM || distanceTo(taken, u, v) < ELBOW_ROOM) return -1;
  const flat = flatnessAt(terrain, cell, projection.scale) > 0.93 ? 0.4 : 0;
  return Math.min(terrain.road[cell] ?? 9, 0.07) * 6 + flat;
};

const besideOf = (ground: Ground, taken: Point[], [su, sv]: Point): Point => {
  let best: { place: Point; room: number } | undefined;
  for (const [ring, r] of RINGS.entries())
    for (const [rank, angle] of ANGLES.entries()) {
      const place: Point = [su + r * Math.cos(angle), sv + r * Math.sin(angle) * 0.8];
      const at = roomAt(ground, taken, place[0], place[1]);
      const room = at - ring * 0.12 - rank * 0.012;
      if (at >= 0 && (!best || room > best.room)) best = { place, room };
    }
  const place = best?.place ?? [su + PAD_ROOM * 1.05, sv];
  taken.push(place);
  return place;
};

/** The place with the highest worth among many tried; `worth` below 0 = not here. */
const searched = (
  worth: (u: number, v: number) => number,
  aspect: number,
  random: () => number,
): Point | undefined => {
  let best: { place: Point; worth: number } | undefined;
  for (let tries = 0; tries < 400; tries++) {
    const [u, v] = [random() * 1.9 - 0.95, (random() * 1.9 - 0.95) * aspect];
    const now = worth(u, v);
    if (now >= 0 && (!best || now > best.worth)) best = { place: [u, v], worth: now };
  }
  return best?.place;
};

const coinsOn = (path: readonly Point[], perSegment: number, stops: readonly Point[]): Point[] => {
  const segments = stops.length - 1;
  const n = Math.min(MOST_COINS, segments);
  return Array.from({ length: n }, (_, i): Point => {
    const segment = Math.floor(((i + 0.5) * segments) / n);
    return path[segment * perSegment + perSegment / 2] ?? stops[0] ?? [0, 0];
  });
};

/** Places the finds of a level on its ground; nobody stands on a pad, in a stream or in the sea. */
export const findsOn = (
  ground: Ground,
  path: readonly Point[],
  perSegment: number,
  random: () => number,
): Finds => {
  const { terrain, projection, stops } = ground;
  const stations = stops.slice(1);
  const coins = coinsOn(path, perSegment, stops);
  const taken: Point[] = [];
  const ghosts = stations.map((station) => besideOf(ground, taken, station));
  const peers = stations.map((station) => besideOf(ground, taken, station));
  const others = [...stops, ...taken, ...coins];
  const free = (u: number, v: number): number => distanceTo(others, u, v);
  const dig = searched(
    (u, v) => {
      const cell = projection.cell(u, v);
      const firm = (terrain.shore[cell] ?? -1) > 0.07 && (terrain.stream[cell] ?? -9) < -0.05;
      const level = flatnessAt(terrain, cell, projection.scale) > 0.94;
      return firm && level && (terrain.road[cell] ?? 9) > 0.1 ? Math.min(free(u, v), 0.26) - 0.11 : -1;
    },
    terrain.aspect,
    random,
  );
  const bottle = searched(
    (u, v) => {
      const shore = terrain.shore[projection.cell(u, v)] ?? -1;
      return shore > 0.02 && shore < 0.06 ? Math.min(free(u, v), 0.3) - 0.11 + v * 0.2 : -1;
    },
    terrain.aspect,
    random,
  );
  const dock = stops[0] ?? [0, 0];
  return { coins, ghosts, peers, dig: dig ?? dock, bottle: bottle ?? dock };
};
