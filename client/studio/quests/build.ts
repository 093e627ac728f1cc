import { BIOMES, type IslandStyle, STATION_KINDS, type StationKind } from '../../../server/domain/quest.ts';
import { nextStationId } from '../../../server/domain/quest-copy.ts';
import { type Draft, fieldsOf, listOf, moved, put, putAt, stringOf, without } from '../editor/draft.ts';
import { NEW_STATION } from './new-station.ts';

/** A quest in any stage of being built. */
export type Build = { definition: Draft; cards: readonly unknown[] };
/** What of a quest is chosen: all of it, an island, or a station of an island. */
export type Spot = { island?: number; station?: number };
export type Placed = { build: Build; spot: Spot };

export const islandsOf = (b: Build): readonly Draft[] => listOf(b.definition.islands).map(fieldsOf);
export const stationsOf = (island: Draft | undefined): readonly Draft[] =>
  listOf(island?.stations).map(fieldsOf);
export const kindOf = (station: unknown): StationKind =>
  STATION_KINDS.find((k) => k === fieldsOf(station).kind) ?? 'practice';
export const islandAt = (b: Build, { island }: Spot): Draft | undefined =>
  island === undefined ? undefined : islandsOf(b)[island];
export const stationAt = (b: Build, spot: Spot): Draft | undefined =>
  spot.station === undefined ? undefined : stationsOf(islandAt(b, spot))[spot.station];
/** The place as faults name it: `islands.0.stations.3`; '' = the quest itself. */
export const pathOfSpot = ({ island, station }: Spot): string =>
  island === undefined
    ? ''
    : station === undefined
      ? `islands.${island}`
      : `islands.${island}.stations.${station}`;
/** The nearest place that is still there. */
export const heldSpot = (b: Build, spot: Spot): Spot => {
  const island = islandAt(b, spot);
  if (spot.island === undefined || island === undefined) return {};
  return stationAt(b, spot) === undefined ? { island: spot.island } : spot;
};

const putIslands = (b: Build, islands: readonly unknown[]): Build => ({
  ...b,
  definition: { ...b.definition, islands },
});
export const putIsland = (b: Build, at: number, island: Draft): Build =>
  putIslands(b, putAt(islandsOf(b), at, island));
const putStations = (b: Build, at: number, stations: readonly unknown[]): Build =>
  putIsland(b, at, { ...islandsOf(b)[at], stations });
export const putStation = (b: Build, { island = 0, station = 0 }: Spot, next: Draft): Build =>
  putStations(b, island, putAt(stationsOf(islandsOf(b)[island]), station, next));
const inserted = <T>(list: readonly T[], at: number, one: T): T[] => [
  ...list.slice(0, at),
  one,
  ...list.slice(at),
];

const idOf = (thing: unknown): string => stringOf(fieldsOf(thing).id);
const takenIds = (b: Build): Set<string> =>
  new Set(islandsOf(b).flatMap((i) => [idOf(i), ...stationsOf(i).map(idOf)]));
const questId = (b: Build): string => idOf(b.definition);
/** The next free `<stem>-<n>`. */
const freeId = (stem: string, taken: ReadonlySet<string>): string => nextStationId(stem, taken);
/** A free island id whose stations' ids are free, too. */
const freeIslandId = (b: Build): string => {
  const taken = takenIds(b);
  const begun = new Set(taken);
  for (const id of taken) begun.add(id.split('-').slice(0, 2).join('-'));
  return freeId(questId(b), begun);
};

export const cardNamed = (b: Build, id: unknown): number =>
  b.cards.findIndex((c) => idOf(c) === id && id !== '');
const panelsOf = (card: unknown): readonly Draft[] => listOf(fieldsOf(card).panels).map(fieldsOf);
const checkIds = (b: Build): Set<string> =>
  new Set(b.cards.flatMap(panelsOf).flatMap((p) => (p.kind === 'check' ? [idOf(p.question)] : [])));
const freeCardId = (b: Build): string => freeId(`${questId(b)}-card`, new Set(b.cards.map(idOf)));
export const freeCheckId = (b: Build): string => freeId(`${questId(b)}-check`, checkIds(b));

export const newPanel = (): Draft => ({ kind: 'text', title: {}, body: {}, picture: 'open-book', alt: {} });
const newCard = (b: Build, point: string): Draft => ({
  id: freeCardId(b),
  title: {},
  point,
  source: {},
  panels: [
    newPanel(),
    newPanel(),
    {
      kind: 'check',
      question: { id: freeCheckId(b), type: 'true-false', stem: {}, key: true, difficulty: 1 },
    },
  ],
});

export const addIsland = (b: Build, style: IslandStyle, about: Draft = {}): Placed => {
  const at = islandsOf(b).length;
  const island = {
    id: freeIslandId(b),
    name: {},
    about: {},
    icon: 'desert-island',
    bank: '',
    style,
    ...about,
    stations: [],
  };
  return { build: putIslands(b, [...islandsOf(b), island]), spot: { island: at } };
};

/** A new station behind the chosen one, or at the end of the island; a card station brings its card. */
export const addStation = (
  b: Build,
  { island = 0, station }: Spot,
  kind: StationKind,
  point = 'general',
): Placed => {
  const here = islandsOf(b)[island];
  const stations = stationsOf(here);
  const id = freeId(idOf(here), takenIds(b));
  const at = station === undefined ? stations.length : station + 1;
  const card = kind === 'card' ? newCard(b, point) : undefined;
  const next = { id, kind, ...NEW_STATION[kind], ...(card === undefined ? {} : { card: card.id }) };
  const cards = card === undefined ? b.cards : [...b.cards, card];
  return {
    build: putStations({ ...b, cards }, island, inserted(stations, at, next)),
    spot: { island, station: at },
  };
};

/** A copy of a card for a station, with ids of its own for card and check question. */
const withCopy = (b: Build, card: unknown, station: Draft): { build: Build; station: Draft } => {
  const id = freeCardId(b);
  let now = b;
  const panels: Draft[] = [];
  for (const p of panelsOf(card)) {
    panels.push(p.kind === 'check' ? put(p, 'question', put(p.question, 'id', freeCheckId(now))) : p);
    now = { ...b, cards: [...b.cards, { ...fieldsOf(card), id, panels: [...panels] }] };
  }
  if (panels.length === 0) now = { ...b, cards: [...b.cards, { ...fieldsOf(card), id }] };
  return { build: now, station: put(station, 'card', id) };
};
const copiedCard = (b: Build, station: Draft): { build: Build; station: Draft } => {
  const card = b.cards[cardNamed(b, station.card)];
  return kindOf(station) !== 'card' || card === undefined
    ? { build: b, station }
    : withCopy(b, card, station);
};

const copyStation = (b: Build, { island = 0, station = 0 }: Spot): Placed => {
  const stations = stationsOf(islandsOf(b)[island]);
  const id = freeId(idOf(islandsOf(b)[island]), takenIds(b));
  const copy = copiedCard(b, put(stations[station], 'id', id));
  return {
    build: putStations(copy.build, island, inserted(stations, station + 1, copy.station)),
    spot: { island, station: station + 1 },
  };
};

const copyIsland = (b: Build, at: number): Placed => {
  const { place: _, ...from } = fieldsOf(islandsOf(b)[at]);
  const id = freeIslandId(b);
  const empty = putIslands(b, inserted(islandsOf(b), at + 1, { ...from, id, stations: [] }));
  const build = stationsOf(from).reduce<Build>((now, s, n) => {
    const copy = copiedCard(now, put(s, 'id', `${id}-${n + 1}`));
    return putStations(copy.build, at + 1, [...stationsOf(islandsOf(copy.build)[at + 1]), copy.station]);
  }, empty);
  return { build, spot: { island: at + 1 } };
};

/** A copy behind the original, with ids and cards of its own. */
export const copySpot = (b: Build, spot: Spot): Placed =>
  spot.station === undefined ? copyIsland(b, spot.island ?? 0) : copyStation(b, spot);

/** Something taken out, with what is needed to put it back. */
export type Removed = { spot: Spot; thing: Draft; cards: readonly unknown[] };

/** The cards that no station shows any more leave with what was removed. */
export const removeSpot = (b: Build, spot: Spot): Placed & { removed: Removed } => {
  const { island = 0, station } = spot;
  const thing = fieldsOf(station === undefined ? islandsOf(b)[island] : stationAt(b, spot));
  const left =
    station === undefined
      ? putIslands(b, without(islandsOf(b), island))
      : putStations(b, island, without(stationsOf(islandsOf(b)[island]), station));
  const gone = new Set((station === undefined ? stationsOf(thing) : [thing]).map((s) => s.card));
  const used = new Set(
    islandsOf(left)
      .flatMap(stationsOf)
      .map((s) => s.card),
  );
  const leaves = (card: unknown): boolean => gone.has(idOf(card)) && !used.has(idOf(card));
  const near =
    station === undefined
      ? islandsOf(left).length === 0
        ? {}
        : { island: Math.max(0, island - 1) }
      : station === 0
        ? { island }
        : { island, station: station - 1 };
  return {
    build: { ...left, cards: b.cards.filter((c) => !leaves(c)) },
    spot: near,
    removed: { spot, thing, cards: b.cards.filter(leaves) },
  };
};

/** A removed card comes back as it was, or as a copy when its ids have been used since. */
const backCard = (b: Build, station: Draft, cards: readonly unknown[]): { build: Build; station: Draft } => {
  const card = cards.find((c) => idOf(c) === station.card);
  if (card === undefined || b.cards.includes(card)) return { build: b, station };
  const used = checkIds(b);
  const isUsed =
    cardNamed(b, station.card) >= 0 ||
    panelsOf(card).some((p) => p.kind === 'check' && used.has(idOf(p.question)));
  return isUsed ? withCopy(b, card, station) : { build: { ...b, cards: [...b.cards, card] }, station };
};

const backStation = (
  b: Build,
  island: number,
  at: number,
  thing: Draft,
  cards: readonly unknown[],
): Build => {
  const here = islandsOf(b)[island];
  const taken = takenIds(b);
  const id = taken.has(idOf(thing)) ? freeId(idOf(here), taken) : idOf(thing);
  const { build, station } = backCard(b, put(thing, 'id', id), cards);
  return putStations(build, island, inserted(stationsOf(here), at, station));
};

/** Puts back what was removed, as near to its place as there is room; what was built since stays. */
export const restore = (b: Build, { spot, thing, cards }: Removed): Placed => {
  const islands = islandsOf(b);
  if (spot.station === undefined) {
    const at = Math.min(spot.island ?? 0, islands.length);
    const id = takenIds(b).has(idOf(thing)) ? freeIslandId(b) : idOf(thing);
    const empty = putIslands(b, inserted(islands, at, { ...thing, id, stations: [] }));
    const build = stationsOf(thing).reduce<Build>((now, s, n) => backStation(now, at, n, s, cards), empty);
    return { build, spot: { island: at } };
  }
  if (islands.length === 0) return { build: b, spot: {} };
  const island = Math.min(spot.island ?? 0, islands.length - 1);
  const at = Math.min(spot.station, stationsOf(islands[island]).length);
  return { build: backStation(b, island, at, thing, cards), spot: { island, station: at } };
};

const moveStation = (b: Build, { island = 0, station = 0 }: Spot, by: 1 | -1): Placed => {
  const islands = islandsOf(b);
  const stations = stationsOf(islands[island]);
  const to = station + by;
  if (to >= 0 && to < stations.length)
    return { build: putStations(b, island, moved(stations, station, to)), spot: { island, station: to } };
  const other = island + by;
  if (islands[other] === undefined) return { build: b, spot: { island, station } };
  const there = stationsOf(islands[other]);
  const at = by === 1 ? 0 : there.length;
  const build = putStations(
    putStations(b, island, without(stations, station)),
    other,
    inserted(there, at, stations[station]),
  );
  return { build, spot: { island: other, station: at } };
};

/** One step up or down; a station at the edge of its island goes over to the next one. */
export const moveSpot = (b: Build, spot: Spot, by: 1 | -1): Placed => {
  if (spot.island === undefined) return { build: b, spot };
  if (spot.station !== undefined) return moveStation(b, spot, by);
  const to = spot.island + by;
  if (to < 0 || to >= islandsOf(b).length) return { build: b, spot };
  return { build: putIslands(b, moved(islandsOf(b), spot.island, to)), spot: { island: to } };
};

/** Another land at every throw; `random` gives 0 to 1. */
export const thrownStyle = (random: () => number, at: number): IslandStyle => ({
  seed: Math.floor(random() * 1_000_000),
  biome: BIOMES[at % BIOMES.length] ?? 'beach',
  size: 'medium',
});
