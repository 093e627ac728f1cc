import type { BiomeName } from '../../../server/domain/quest.ts';
import type { Growth, Hero } from '../plans.ts';

/** A prop that stands on purpose: of size `size` on a level, `map` on the map; `peak` = on the first hill when it is free. */
export type Landmark = { slug: string; size: number; map?: number; at?: 'peak' | 'beach' };

/** What grows on a kind of land and what was built there. Slugs: frames of the atlas, `tints.ts`, `icon:` large icons. */
export type Flora = { landmarks: Landmark[]; growths: Growth[]; density: number };

const grow = (slug: string, size: number, weight: number, where: Growth['where'] = 'any'): Growth => ({
  slug,
  size,
  weight,
  where,
});

export const FLORA: Record<BiomeName, Flora> = {
  beach: {
    landmarks: [
      { slug: 'hut', size: 0.15, map: 0.32 },
      { slug: 'hut', size: 0.12, map: 0.2 },
      { slug: 'hut', size: 0.13 },
      { slug: 'signpost', size: 0.05 },
      { slug: 'crab', size: 0.045, map: 0.1, at: 'beach' },
      { slug: 'ring-buoy', size: 0.04, map: 0.09, at: 'beach' },
      { slug: 'parrot', size: 0.045 },
      { slug: 'turtle', size: 0.05, at: 'beach' },
      { slug: 'triangular-flag', size: 0.06, map: 0.13, at: 'peak' },
    ],
    growths: [
      grow('palm-tree', 0.088, 10),
      grow('palm-tree', 0.07, 4),
      grow('palm-tree', 0.08, 2.2, 'beach'),
      grow('cherry-blossom', 0.026, 2),
      grow('sunflower', 0.03, 2),
      grow('seedling', 0.026, 3),
      grow('rock', 0.036, 2),
      grow('spiral-shell', 0.022, 1, 'beach'),
      grow('coral', 0.03, 0.7, 'beach'),
    ],
    density: 76,
  },
  forest: {
    landmarks: [
      { slug: 'icon:house-with-garden', size: 0.15, map: 0.28 },
      { slug: 'camping', size: 0.13, map: 0.2 },
      { slug: 'mushroom', size: 0.06, map: 0.09 },
      { slug: 'mushroom', size: 0.042, map: 0.06 },
      { slug: 'icon:house-with-garden', size: 0.13 },
      { slug: 'wood', size: 0.045 },
      { slug: 'wood', size: 0.04 },
    ],
    growths: [
      grow('deciduous-tree', 0.082, 6, 'inland'),
      grow('evergreen-tree', 0.076, 7),
      grow('dark-evergreen', 0.08, 6, 'inland'),
      grow('mushroom', 0.026, 2),
      grow('seedling', 0.024, 2),
      grow('wood', 0.03, 0.8),
      grow('rock', 0.034, 1.2),
    ],
    density: 96,
  },
  fort: {
    landmarks: [
      { slug: 'castle', size: 0.25, map: 0.44, at: 'peak' },
      { slug: 'icon:house-with-garden', size: 0.14 },
      { slug: 'hut', size: 0.13 },
      { slug: 'camping', size: 0.13 },
      { slug: 'triangular-flag', size: 0.05, map: 0.1 },
      { slug: 'shield', size: 0.05, map: 0.11 },
    ],
    growths: [
      grow('evergreen-tree', 0.076, 6, 'inland'),
      grow('deciduous-tree', 0.08, 6, 'inland'),
      grow('palm-tree', 0.085, 3, 'coast'),
      grow('seedling', 0.026, 2),
      grow('tulip', 0.026, 1.5),
      grow('sunflower', 0.032, 1.2),
      grow('mushroom', 0.026, 0.8),
      grow('rock', 0.036, 1.4),
    ],
    density: 74,
  },
  volcano: {
    landmarks: [
      { slug: 'icon:factory', size: 0.16, map: 0.22 },
      { slug: 'icon:office-building', size: 0.13, map: 0.2 },
      { slug: 'hammer-and-pick', size: 0.06, map: 0.14 },
      { slug: 'gem-stone', size: 0.04 },
      { slug: 'gem-stone', size: 0.035 },
      { slug: 'camping', size: 0.12 },
    ],
    growths: [
      grow('palm-tree', 0.085, 5, 'coast'),
      grow('burnt-rock', 0.05, 6, 'lowland'),
      grow('burnt-rock', 0.03, 3, 'lowland'),
      grow('cactus', 0.04, 3, 'lowland'),
      grow('seedling', 0.024, 2, 'lowland'),
      grow('dark-evergreen', 0.07, 3, 'lowland'),
    ],
    density: 68,
  },
  blossom: {
    landmarks: [
      { slug: 'ferris-wheel', size: 0.22, map: 0.4 },
      { slug: 'hut', size: 0.14, map: 0.2 },
      { slug: 'icon:house-with-garden', size: 0.13 },
      { slug: 'tulip', size: 0.05, map: 0.06 },
      { slug: 'tulip', size: 0.05, map: 0.06 },
      { slug: 'drum', size: 0.05 },
    ],
    growths: [
      grow('pink-tree', 0.084, 9),
      grow('rose-tree', 0.08, 4, 'inland'),
      grow('deciduous-tree', 0.07, 1.5, 'inland'),
      grow('tulip', 0.028, 3),
      grow('cherry-blossom', 0.026, 3),
      grow('rock', 0.03, 0.8),
    ],
    density: 72,
  },
  snow: {
    landmarks: [
      { slug: 'icon:house-with-garden', size: 0.13, map: 0.22 },
      { slug: 'snowman', size: 0.08, map: 0.16 },
      { slug: 'penguin', size: 0.045, map: 0.11 },
      { slug: 'penguin', size: 0.045, at: 'beach' },
      { slug: 'camping', size: 0.12 },
      { slug: 'triangular-flag', size: 0.06, map: 0.13, at: 'peak' },
    ],
    growths: [
      grow('frosted-evergreen', 0.078, 9, 'lowland'),
      grow('frosted-evergreen', 0.062, 4, 'inland'),
      grow('evergreen-tree', 0.072, 4, 'coast'),
      grow('rock', 0.036, 1.5),
    ],
    density: 78,
  },
};

/** Names of the pictures that props need, each once. */
export const slugsOf = (props: readonly Pick<Hero, 'slug'>[]): string[] => [
  ...new Set(props.map((p) => p.slug)),
];
