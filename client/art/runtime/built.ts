import type { BiomeName, IslandStyle } from '../../../server/domain/quest.ts';
import type { IslandRequest } from './finish.ts';

/** The islands that the art build has painted, each with nine stations, and the land nearest to theirs. */
const BUILT: ReadonlyMap<string, BiomeName> = new Map([
  ['sail', 'beach'],
  ['rules', 'forest'],
  ['security', 'fort'],
  ['business', 'volcano'],
  ['team', 'blossom'],
  ['summit', 'snow'],
]);
export const BUILT_ISLANDS: readonly string[] = [...BUILT.keys()];
export const BUILT_STATIONS = 9;

/** What decides how an island looks to a learner. */
export type Look = { id: string; style?: IslandStyle | undefined; stations: number };

const numberOf = (id: string): number =>
  [...id].reduce((sum, letter) => (Math.imul(sum, 31) + (letter.codePointAt(0) ?? 0)) >>> 0, 7) % 1_000_000;

/** The style of an island: its own, else one that follows from its id. */
export const styleOf = ({ id, style }: Pick<Look, 'id' | 'style'>): IslandStyle =>
  style ?? { seed: numberOf(id), biome: BUILT.get(id) ?? 'beach', size: 'medium' };

/** What to draw for an island; undefined when its picture was built: no style of its own, and stations as painted. */
export const drawnAs = (look: Look, kind: IslandRequest['kind']): IslandRequest | undefined => {
  const isBuilt = look.style === undefined && BUILT.has(look.id);
  if (isBuilt && (kind === 'map' || look.stations === BUILT_STATIONS)) return undefined;
  return { ...styleOf(look), stations: Math.min(15, Math.max(1, look.stations)), kind };
};
