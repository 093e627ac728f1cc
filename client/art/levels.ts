import { smoothLine } from './island/curve.ts';
import { paintIsland } from './island/picture.ts';
import { drawRelief, projectionOf, type View } from './island/relief.ts';
import { sow } from './island/scenery.ts';
import type { Road } from './island/shape.ts';
import { clearingsOf, type Spots, spotsOf } from './island/spots.ts';
import { terrainOf } from './island/terrain.ts';
import { type BuiltFile, jsonFile, type Part, type Quality } from './part.ts';
import { recipeOf } from './pictures.ts';
import { ISLAND_IDS, type IslandId, type LevelPlan, propsOf, readBiomes, readLevelPlan } from './plans.ts';
import { randomFrom } from './random.ts';
import { webp } from './raster.ts';

const WIDTH = 1600;
const VIEW: View = { pitch: 0.66, heightScale: 0.17, topPad: 0.34 };
const MASK_SCALE = 5;
const ROAD_WIDTH = 0.026;
const PAD_RADIUS = 0.058;
const BOSS_PAD_RADIUS = 0.09;
/** Points of the exported path from each stop to the next. */
const PER_SEGMENT = 14;

const roadOf = ({ stops }: LevelPlan): Road => ({
  line: smoothLine(stops, PER_SEGMENT),
  width: ROAD_WIDTH,
  pads: stops
    .slice(1)
    .map(([u, v], i) => ({ u, v, r: i === stops.length - 2 ? BOSS_PAD_RADIUS : PAD_RADIUS })),
});

type Pixel = [x: number, y: number];

/** What a scene knows of a level island, in pixels of its picture. */
type LevelData = {
  w: number;
  h: number;
  dock: Pixel;
  stations: Pixel[];
  path: Pixel[];
  spots: { coins: Pixel[]; ghosts: Pixel[]; dig: Pixel; bottle: Pixel; peers: Pixel[] };
};

const drawLevel = async (id: IslandId, plan: LevelPlan, quality: Quality): Promise<BuiltFile[]> => {
  const biome = readBiomes()[plan.biome];
  if (!biome) throw new Error(`level ${id}: no biome ${plan.biome}`);
  const detail = quality === 'full' ? 2 : 1;
  const road = roadOf(plan);
  const terrain = terrainOf(plan.shape, WIDTH * detail, road);
  const projection = projectionOf(terrain, VIEW);
  const spots = spotsOf(plan, road.line, PER_SEGMENT, terrain, projection);
  const props = sow(plan.scenery, terrain, projection, clearingsOf(plan, spots), randomFrom(plan.shape.seed));
  const relief = drawRelief(terrain, plan.shape, biome, VIEW, ROAD_WIDTH);
  const island = await paintIsland(relief, projection, props, detail, MASK_SCALE);
  const pixel = ([u, v]: readonly [number, number]): Pixel => {
    const [x, y] = projection.pixel(u, v);
    return [Math.round(x / detail - island.left), Math.round(y / detail - island.top)];
  };
  return [
    { path: `art/level/${id}.webp`, data: await webp(island.png, 84) },
    { path: `art/level/${id}.mask.png`, data: island.mask },
    jsonFile(`art/level/${id}.json`, levelData(plan, road, spots, island, pixel)),
  ];
};

const levelData = (
  plan: LevelPlan,
  road: Road,
  spots: Spots,
  island: { width: number; height: number },
  pixel: (point: readonly [number, number]) => Pixel,
): LevelData => ({
  w: island.width,
  h: island.height,
  dock: pixel(plan.stops[0] ?? [0, 0]),
  stations: plan.stops.slice(1).map(pixel),
  path: road.line.map(pixel),
  spots: {
    coins: spots.coins.map(pixel),
    ghosts: spots.ghosts.map(pixel),
    dig: pixel(plan.dig),
    bottle: pixel(plan.bottle),
    peers: spots.peers.map(pixel),
  },
});

/** The level islands, one part each, from content/art/levels/<id>.yaml. */
export const levelParts = (): Part[] =>
  ISLAND_IDS.map((id) => {
    const plan = readLevelPlan(id);
    return {
      name: `levels/${id}`,
      module: import.meta.filename,
      inputs: [id, plan, readBiomes()[plan.biome], propsOf(plan).map(recipeOf)],
      build: (quality) => drawLevel(id, plan, quality),
    };
  });
