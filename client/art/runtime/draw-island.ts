import type { IslandStyle } from '../../../server/domain/quest.ts';
import type { Point } from '../island/curve.ts';
import { drawRelief, type Projection, projectionOf, type Relief } from '../island/relief.ts';
import { type Clearing, sow } from '../island/scenery.ts';
import type { Shape } from '../island/shape.ts';
import { type Terrain, terrainOf } from '../island/terrain.ts';
import type { Hero } from '../plans.ts';
import { BIOME_COLOURS } from './biomes.ts';
import { diceOf } from './dice.ts';
import { enlargeTerrain } from './enlarge.ts';
import { FLORA } from './flora.ts';
import { type Kept, placeLandmarks } from './landmarks.ts';
import { LEVEL_VIEW, type LevelLand, planLevel, ROAD_WIDTH } from './level-plan.ts';
import { MAP_VIEW, planMap } from './map-plan.ts';

/** Counts up when any island looks different: cached pictures of another version are drawn anew. */
export const ART_VERSION = 1;

export type ArtKind = 'map' | 'level';
/** `width` = pixels across the whole ground; the picture is cut to what is drawn. */
export type ArtRequest = IslandStyle & { stations: number; kind: ArtKind; width: number };

type Pixel = readonly [x: number, y: number];
/** Where things are in a level picture, in its pixels: the shape of LevelArt in client/stores/layout.ts. */
export type LevelPoints = {
  w: number;
  h: number;
  dock: Pixel;
  stations: Pixel[];
  path: Pixel[];
  spots: { coins: Pixel[]; ghosts: Pixel[]; peers: Pixel[]; dig: Pixel; bottle: Pixel };
};
/** A thing that stands on the ground: its foot and width in pixels of the picture. */
export type Standing = { slug: string; x: number; y: number; w: number; flip: boolean };
export type DrawnIsland = {
  width: number;
  height: number;
  /** RGBA of the bare ground; `props` stand on it, far ones first. */
  pixels: Uint8ClampedArray<ArrayBuffer>;
  /** 255 where land meets the sea level, one byte a pixel. */
  foot: Uint8Array;
  props: Standing[];
  level?: LevelPoints;
};

/** The ground is reckoned this much coarser than it is painted. */
const COARSE = 2;
/** Least width of a level picture as a share of the ground's: a small island has sea around it. */
const LEAST_LEVEL = 0.66;
const MAP_WIDTH = 0.93;
/** Most of a prop's width that it rises above its foot. */
const TALLEST = 1.35;

type Scene = {
  shape: Shape;
  terrain: Terrain;
  projection: Projection;
  relief: Relief;
  props: Hero[];
  land?: LevelLand;
};

const clearingsAt = ({ stops, finds }: LevelLand): Clearing[] => [
  ...stops.map(([u, v]) => ({ u, v, ru: 0.1, rv: 0.1 })),
  ...stops.slice(-1).map(([u, v]) => ({ u, v, ru: 0.14, rv: 0.14 })),
  ...stops.slice(1).map(([u, v]) => ({ u, v: v + 0.11, ru: 0.12, rv: 0.095 })),
  ...[...finds.ghosts, ...finds.peers].map(([u, v]) => ({ u, v: v + 0.05, ru: 0.055, rv: 0.08 })),
  ...[finds.dig, finds.bottle].map(([u, v]) => ({ u, v: v + 0.02, ru: 0.07, rv: 0.07 })),
];

const keptAt = ({ stops, finds }: LevelLand): Kept[] => [
  ...stops.map((at) => ({ at, r: 0.085 })),
  ...[...finds.ghosts, ...finds.peers, ...finds.coins, finds.dig, finds.bottle].map((at) => ({
    at,
    r: 0.035,
  })),
];

const landArea = ({ shore, width }: Terrain): number => {
  let cells = 0;
  for (const s of shore) if (s > 0.1) cells++;
  return (cells * 4) / (width * width);
};

const levelScene = (style: IslandStyle, stations: number, width: number): Scene => {
  const land = planLevel(style, stations);
  const coarse = terrainOf(land.shape, Math.round(width / COARSE), land.road);
  const terrain = enlargeTerrain(coarse, width);
  const projection = projectionOf(coarse, LEVEL_VIEW);
  const { landmarks, growths, density } = FLORA[style.biome];
  const ground = { terrain: coarse, projection, shape: land.shape };
  const heroes = placeLandmarks(landmarks, ground, keptAt(land), diceOf(style, 6));
  const count = Math.round(density * landArea(coarse));
  const scenery = { heroes, growths, count, gap: 0.05 };
  const props = sow(scenery, coarse, projection, clearingsAt(land), diceOf(style, 7));
  const relief = drawRelief(terrain, land.shape, BIOME_COLOURS[style.biome], LEVEL_VIEW, ROAD_WIDTH);
  return { shape: land.shape, terrain, projection: projectionOf(terrain, LEVEL_VIEW), relief, props, land };
};

const MAP_PROPS = 1.55;

const mapScene = (style: IslandStyle, width: number): Scene => {
  const shape = planMap(style);
  const coarse = terrainOf(shape, Math.round(width / COARSE));
  const terrain = enlargeTerrain(coarse, width);
  const projection = projectionOf(coarse, MAP_VIEW);
  const { landmarks, growths, density } = FLORA[style.biome];
  const shown = landmarks.flatMap((mark) => (mark.map === undefined ? [] : [{ ...mark, size: mark.map }]));
  const heroes = placeLandmarks(shown, { terrain: coarse, projection, shape }, [], diceOf(style, 8));
  const scenery = {
    heroes,
    growths: growths.map((growth) => ({ ...growth, size: growth.size * MAP_PROPS })),
    count: Math.round((density * landArea(coarse)) / 6),
    gap: 0.1,
  };
  const props = sow(scenery, coarse, projection, [], diceOf(style, 9));
  const relief = drawRelief(terrain, shape, BIOME_COLOURS[style.biome], MAP_VIEW, 0);
  return { shape, terrain, projection: projectionOf(terrain, MAP_VIEW), relief, props };
};

type Box = { left: number; top: number; right: number; bottom: number };

const boxOf = ({ relief, projection, props, terrain }: Scene, kind: ArtKind): Box => {
  const { width, height, pixels } = relief;
  const box: Box = { left: width, top: height, right: 0, bottom: 0 };
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if ((pixels[(y * width + x) * 4 + 3] ?? 0) === 0) continue;
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x + 1);
      box.top = Math.min(box.top, y);
      box.bottom = y + 1;
    }
  for (const prop of props) {
    const [x, y] = projection.pixel(prop.u, prop.v);
    const w = (prop.size * terrain.width) / 2;
    box.left = Math.min(box.left, Math.floor(x - w / 2));
    box.right = Math.max(box.right, Math.ceil(x + w / 2));
    box.top = Math.min(box.top, Math.floor(y - w * TALLEST));
  }
  const least = width * (kind === 'map' ? MAP_WIDTH : LEAST_LEVEL);
  const wider = Math.max(0, Math.ceil((least - (box.right - box.left)) / 2));
  return {
    left: Math.max(0, box.left - wider - 2),
    right: Math.min(width, box.right + wider + 2),
    top: Math.max(0, box.top - 2),
    bottom: Math.min(height, box.bottom + 2),
  };
};

/** A pixel at the rim of the ground is drawn as far as the land covers it. */
const softenRim = (pixels: Uint8ClampedArray, width: number, height: number): void => {
  const solid = (x: number, y: number): number =>
    x >= 0 && y >= 0 && x < width && y < height && (pixels[(y * width + x) * 4 + 3] ?? 0) > 0 ? 1 : 0;
  const rim: [number, number][] = [];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (solid(x, y) === 0) continue;
      const beside = solid(x - 1, y) + solid(x + 1, y) + solid(x, y - 1) + solid(x, y + 1);
      if (beside < 4) rim.push([(y * width + x) * 4 + 3, 40 + beside * 45]);
    }
  for (const [k, alpha] of rim) pixels[k] = alpha;
};

const cut = <T extends Uint8Array | Uint8ClampedArray>(
  from: Uint8Array,
  to: T,
  relief: Relief,
  box: Box,
  bytes: number,
): T => {
  const row = (box.right - box.left) * bytes;
  for (let y = box.top; y < box.bottom; y++) {
    const start = (y * relief.width + box.left) * bytes;
    to.set(from.subarray(start, start + row), (y - box.top) * row);
  }
  return to;
};

const pointsOf = ({ stops, road, finds }: LevelLand, projection: Projection, box: Box): LevelPoints => {
  const pixel = ([u, v]: Point): Pixel => {
    const [x, y] = projection.pixel(u, v);
    return [Math.round(x - box.left), Math.round(y - box.top)];
  };
  return {
    w: box.right - box.left,
    h: box.bottom - box.top,
    dock: pixel(stops[0] ?? [0, 0]),
    stations: stops.slice(1).map(pixel),
    path: road.line.map(pixel),
    spots: {
      coins: finds.coins.map(pixel),
      ghosts: finds.ghosts.map(pixel),
      peers: finds.peers.map(pixel),
      dig: pixel(finds.dig),
      bottle: pixel(finds.bottle),
    },
  };
};

/** Draws an island. Pure: the same request gives the same pixels, props and points. */
export const drawIsland = ({ stations, kind, width, ...style }: ArtRequest): DrawnIsland => {
  const scene = kind === 'map' ? mapScene(style, width) : levelScene(style, stations, width);
  const { relief, projection, land } = scene;
  const box = boxOf(scene, kind);
  const [w, h] = [box.right - box.left, box.bottom - box.top];
  const pixels = cut(relief.pixels, new Uint8ClampedArray(w * h * 4), relief, box, 4);
  softenRim(pixels, w, h);
  return {
    width: w,
    height: h,
    pixels,
    foot: cut(relief.foot, new Uint8Array(w * h), relief, box, 1),
    props: scene.props.map(({ slug, u, v, size, flip }) => {
      const [x, y] = projection.pixel(u, v);
      return { slug, x: x - box.left, y: y - box.top, w: (size * width) / 2, flip: flip ?? false };
    }),
    ...(land && { level: pointsOf(land, projection, box) }),
  };
};
