import type { IslandStyle } from '../../../server/domain/quest.ts';
import { randomFrom } from '../random.ts';

const BIOME_SALT = { beach: 11, forest: 23, fort: 37, volcano: 53, blossom: 71, snow: 97 } as const;

/** The number all dice of an island come from; another biome is another land. */
export const seedOf = ({ seed, biome }: IslandStyle): number => seed * 131 + BIOME_SALT[biome];

/** Dice for one purpose of an island: the same style, purpose and attempt always fall the same. */
export const diceOf = (style: IslandStyle, purpose: number, attempt = 0): (() => number) =>
  randomFrom(Math.imul(seedOf(style) + 1, 2654435761) ^ Math.imul(purpose * 64 + attempt + 1, 40503));
