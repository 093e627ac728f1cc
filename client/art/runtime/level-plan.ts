import type { IslandStyle } from '../../../server/domain/quest.ts';
import { type Point, smoothLine } from '../island/curve.ts';
import { coastOf } from '../island/land.ts';
import { type Projection, projectionOf, type View } from '../island/relief.ts';
import type { Road, Shape } from '../island/shape.ts';
import { type Terrain, terrainOf } from '../island/terrain.ts';
import { randomFrom } from '../random.ts';
import { diceOf, seedOf } from './dice.ts';
import { type Finds, findsOn } from './finds.ts';
import { BUILD, hillsBeside, streamBetween } from './hills.ts';
import { type Layout, layStations } from './stops.ts';

/** The land of a level: its shape, dock and stations, the road between, and what is found beside it. */
export type LevelLand = { shape: Shape; stops: Point[]; road: Road; finds: Finds };

export const LEVEL_VIEW: View = { pitch: 0.66, heightScale: 0.17, topPad: 0.34 };
export const ROAD_WIDTH = 0.026;
/** Points of the path from each stop to the next. */
export const PER_SEGMENT = 14;
const PAD_RADIUS = 0.058;
const LAST_PAD_RADIUS = 0.08;
const MARGIN = { small: 0.25, medium: 0.29, large: 0.34 } as const;
const ROUGHNESS = { small: 0.1, medium: 0.13, large: 0.16 } as const;
/** Cells across the coarse ground on which a plan is judged. */
const SURVEY = 220;
const ATTEMPTS = 10;
const LEAST_APART = 0.21;
const STATION_SHORE = 0.125;

const coastLine = (shape: Shape) => coastOf(shape, randomFrom(shape.seed * 7919));

const bareShape = (style: IslandStyle, layout: Layout, attempt: number): Shape => {
  const random = diceOf(style, 2, attempt);
  const margin = MARGIN[style.size];
  const ru = Math.min(0.87, Math.max(0.5, layout.spanU + margin));
  const rv = Math.max(0.42, layout.spanV + margin + 0.03);
  const { levels, hill } = BUILD[style.biome];
  const exponent = layout.kind === 'ring' ? 2.3 : 2.9;
  const bump = (): number => (random() - 0.5) * 0.16;
  return {
    seed: (seedOf(style) * 16 + attempt) % 1_000_003,
    aspect: rv + 0.15,
    lobes: [
      { u: 0.03, v: 0, ru, rv, exponent },
      { u: 0.03 + bump() * 3, v: -rv * 0.36, ru: ru * 0.72, rv: rv * 0.68, exponent: 2.2 },
      { u: 0.03 + bump() * 3, v: rv * 0.34, ru: ru * 0.76, rv: rv * 0.66, exponent: 2.2 },
    ],
    roughness: ROUGHNESS[style.size] * (attempt < 4 ? 1 : 0.6),
    peaks: [],
    levels,
    hill: hill * (attempt < 6 ? 1 : 0.4),
    amplitude: 0.6,
  };
};

/** Where the road meets the sea west of the first station. */
const dockOf = (shape: Shape, [u, v]: Point): Point => {
  const coast = coastLine(shape);
  let west = u - 0.1;
  while (west > -0.98 && coast(west, v) > 0.03) west -= 0.01;
  return [Math.max(west, -0.97), v + 0.015];
};

const roadOf = (stops: Point[]): Road => ({
  line: smoothLine(stops, PER_SEGMENT),
  width: ROAD_WIDTH,
  pads: stops
    .slice(1)
    .map(([u, v], i) => ({ u, v, r: i === stops.length - 2 ? LAST_PAD_RADIUS : PAD_RADIUS })),
});

const apart = (points: readonly Point[]): number => {
  let least = Number.POSITIVE_INFINITY;
  for (const [i, [u, v]] of points.entries())
    for (const [x, y] of points.slice(i + 1)) least = Math.min(least, Math.hypot(x - u, y - v));
  return least;
};

const isHidden = (terrain: Terrain, projection: Projection, [u, v]: Point): boolean => {
  const [, foot] = projection.pixel(u, v);
  for (let ahead = v + 0.02; ahead < terrain.aspect; ahead += 0.012)
    if (projection.pixel(u, ahead)[1] < foot - 1.5) return true;
  return false;
};

/** True when the sea is all around: no coast is cut off by the edge of the picture. */
export const isSurrounded = ({ shore, width, depth }: Terrain): boolean => {
  const isSea = (k: number): boolean => (shore[k] ?? 0) < -0.006;
  for (let i = 0; i < width; i++) if (!isSea(i) || !isSea((depth - 1) * width + i)) return false;
  for (let j = 0; j < depth; j++) if (!isSea(j * width) || !isSea((j + 1) * width - 1)) return false;
  return true;
};

/** True when every station stands dry and in sight, apart from the others, and the road stays on land. */
const holds = (stops: readonly Point[], road: Road, terrain: Terrain, projection: Projection): boolean => {
  const shoreAt = ([u, v]: Point): number => terrain.shore[projection.cell(u, v)] ?? -1;
  const stations = stops.slice(1);
  return (
    apart(stops) >= LEAST_APART &&
    isSurrounded(terrain) &&
    stations.every((s) => shoreAt(s) >= STATION_SHORE && !isHidden(terrain, projection, s)) &&
    road.line.slice(PER_SEGMENT / 2).every((p) => shoreAt(p) > 0.07) &&
    road.line.every((p) => shoreAt(p) > 0.012)
  );
};

const attempted = (style: IslandStyle, stations: number, attempt: number) => {
  const layout = layStations(stations, diceOf(style, 1 + stations * 4, attempt));
  const bare = bareShape(style, layout, attempt);
  const [first] = layout.stations;
  const stops = [dockOf(bare, first ?? [0, 0]), ...layout.stations];
  const road = roadOf(stops);
  const random = diceOf(style, 3, attempt);
  const reach = { u: layout.spanU + 0.2, v: layout.spanV + 0.18 };
  const lowered = attempt < 3 ? 1 : attempt < 6 ? 0.7 : 0.35;
  const peaks = hillsBeside(style.biome, road.line, coastLine(bare), reach, lowered, random);
  const kind = BUILD[style.biome].stream;
  const stream =
    kind && attempt < 8 ? streamBetween(kind, stops, road.line, peaks, bare.aspect, random) : undefined;
  const shape: Shape = { ...bare, peaks, ...(stream && { streams: [stream] }) };
  return { shape, stops, road };
};

/** Plans a level for 1 to 15 stations: tries lands, ever gentler ones, until one holds them all. */
export const planLevel = (style: IslandStyle, stations: number): LevelLand => {
  for (let attempt = 0; ; attempt++) {
    const { shape, stops, road } = attempted(style, stations, attempt);
    const terrain = terrainOf(shape, SURVEY, road);
    const projection = projectionOf(terrain, LEVEL_VIEW);
    if (!holds(stops, road, terrain, projection) && attempt < ATTEMPTS) continue;
    const finds = findsOn({ terrain, projection, stops }, road.line, PER_SEGMENT, diceOf(style, 5));
    return { shape, stops, road, finds };
  }
};
