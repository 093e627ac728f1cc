import { paintIsland } from './island/picture.ts';
import { drawRelief, projectionOf, type View } from './island/relief.ts';
import { sow } from './island/scenery.ts';
import { terrainOf } from './island/terrain.ts';
import { type BuiltFile, jsonFile, type Part, type Quality } from './part.ts';
import { recipeOf } from './pictures.ts';
import { ISLAND_IDS, type IslandId, type MapIslandPlan, propsOf, readBiomes, readMapPlans } from './plans.ts';
import { randomFrom } from './random.ts';
import { webp } from './raster.ts';

const WIDTH = 560;
const VIEW: View = { pitch: 0.6, heightScale: 0.34, topPad: 0.5 };
const MASK_SCALE = 4;

type IslandSize = { w: number; h: number; full: number };

const drawIsland = async (
  id: IslandId,
  plan: MapIslandPlan,
  quality: Quality,
): Promise<{ files: BuiltFile[]; size: IslandSize }> => {
  const biome = readBiomes()[plan.biome];
  if (!biome) throw new Error(`island ${id}: no biome ${plan.biome}`);
  const detail = quality === 'full' ? 2 : 1;
  const terrain = terrainOf(plan.shape, WIDTH * detail);
  const projection = projectionOf(terrain, VIEW);
  const props = sow(plan.scenery, terrain, projection, [], randomFrom(plan.shape.seed));
  const relief = drawRelief(terrain, plan.shape, biome, VIEW, 0);
  const island = await paintIsland(relief, projection, props, detail, MASK_SCALE);
  return {
    files: [
      { path: `art/map/${id}.webp`, data: await webp(island.png, 86) },
      { path: `art/map/${id}.mask.png`, data: island.mask },
    ],
    size: { w: island.width, h: island.height, full: WIDTH },
  };
};

/** The six islands of the world map, from content/art/islands.yaml. */
export const islandParts = (): Part[] => {
  const plans = readMapPlans();
  return [
    {
      name: 'islands',
      module: import.meta.filename,
      inputs: [plans, readBiomes(), Object.values(plans).flatMap(propsOf).map(recipeOf)],
      build: async (quality) => {
        const files: BuiltFile[] = [];
        const sizes: Record<string, IslandSize> = {};
        for (const id of ISLAND_IDS) {
          const drawn = await drawIsland(id, plans[id], quality);
          files.push(...drawn.files);
          sizes[id] = drawn.size;
        }
        return [...files, jsonFile('art/map/islands.json', sizes)];
      },
    },
  ];
};
