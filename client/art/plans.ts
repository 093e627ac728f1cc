import { readParameters } from './content.ts';
import type { Point } from './island/curve.ts';
import type { Biome } from './island/palette.ts';
import type { Shape } from './island/shape.ts';

/** Where a kind of prop grows: on the beach, near it, away from it, away from beach and hills, or anywhere but the beach. */
export type Habitat = 'beach' | 'coast' | 'inland' | 'lowland' | 'any';

/** A prop put at a place on purpose. Sizes are widths in units of u. */
export type Hero = { slug: string; u: number; v: number; size: number; flip?: boolean };

/** A kind of prop that is scattered; those with more weight more often. */
export type Growth = { slug: string; size: number; weight: number; where: Habitat };

export type Scenery = {
  heroes: Hero[];
  count: number;
  gap: number;
  growths: Growth[];
  clearings?: { u: number; v: number; r: number }[];
};

export type MapIslandPlan = { biome: string; shape: Shape; scenery: Scenery };

/** A level island: ten stops (the dock and nine stations) and the places of the side finds. */
export type LevelPlan = MapIslandPlan & { stops: Point[]; dig: Point; bottle: Point };

export const ISLAND_IDS = ['sail', 'rules', 'security', 'business', 'team', 'summit'] as const;
export type IslandId = (typeof ISLAND_IDS)[number];

export const readBiomes = (): Record<string, Biome> => readParameters('biomes.yaml');

export const readMapPlans = (): Record<IslandId, MapIslandPlan> => readParameters('islands.yaml');

export const readLevelPlan = (id: IslandId): LevelPlan => readParameters(`levels/${id}.yaml`);

/** Slugs of a plan's props. */
export const propsOf = ({ scenery }: MapIslandPlan): string[] => [
  ...new Set([...scenery.heroes, ...scenery.growths].map((prop) => prop.slug)),
];

export const propsOfIslands = (): string[] =>
  [...Object.values(readMapPlans()), ...ISLAND_IDS.map(readLevelPlan)].flatMap(propsOf);
