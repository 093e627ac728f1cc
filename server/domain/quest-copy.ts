import { BIOMES, type IslandStyle } from './quest.ts';
import { seedOf } from './random.ts';

type Loose = Record<string, unknown>;
const isLoose = (x: unknown): x is Loose => typeof x === 'object' && x !== null && !Array.isArray(x);
const listOf = (x: unknown): unknown[] => (Array.isArray(x) ? x : []);
const textOf = (x: unknown): string => (typeof x === 'string' ? x : '');

/** The short id of a new quest, from a UUID: all of one length, so that no id of one quest begins like another's. */
export const questIdOf = (uuid: string): string => `q${uuid.replaceAll('-', '').slice(0, 9)}`;

/** The land of an island that is drawn by its shipped picture and has to be drawn by a style. */
export const styleFor = (island: string, at: number): IslandStyle => ({
  seed: seedOf(island) % 1_000_000,
  biome: BIOMES[at % BIOMES.length] ?? 'beach',
  size: 'medium',
});

/** How the ids of a quest are made anew; what is not said stays. */
export type Renaming = {
  quest: string;
  island: (id: string, at: number) => string;
  station: (id: string, island: number, at: number) => string;
  check?: (id: string, at: number) => string;
  bank?: (id: string) => string;
};

const renamedStation = (value: unknown, r: Renaming, island: number, at: number): unknown => {
  if (!isLoose(value)) return value;
  const bank = r.bank && value.bank !== undefined ? { bank: r.bank(textOf(value.bank)) } : {};
  return { ...value, id: r.station(textOf(value.id), island, at), ...bank };
};

const renamedIsland = (value: unknown, r: Renaming, at: number, islands: Map<string, string>): unknown => {
  if (!isLoose(value)) return value;
  const { opens } = value;
  const waits = isLoose(opens) ? islands.get(textOf(opens.island)) : undefined;
  const id = r.island(textOf(value.id), at);
  return {
    ...value,
    id,
    style: value.style ?? styleFor(id, at),
    ...(r.bank && value.bank !== undefined ? { bank: r.bank(textOf(value.bank)) } : {}),
    ...(isLoose(opens) && waits !== undefined ? { opens: { ...opens, island: waits } } : {}),
    stations: listOf(value.stations).map((s, n) => renamedStation(s, r, at, n)),
  };
};

/** A quest with other ids, whatever shape its draft has; islands get a style, as their shipped pictures go by id. */
export const renamedQuest = (definition: unknown, r: Renaming): Loose => {
  const quest = isLoose(definition) ? definition : {};
  const all = listOf(quest.islands);
  const islands = new Map(
    all.flatMap((i, at) => (isLoose(i) ? [[textOf(i.id), r.island(textOf(i.id), at)] as const] : [])),
  );
  return { ...quest, id: r.quest, islands: all.map((i, at) => renamedIsland(i, r, at, islands)) };
};

/** The cards with other ids for their check questions. */
export const renamedCards = (cards: readonly unknown[], r: Renaming): unknown[] => {
  let n = 0;
  const panelOf = (panel: unknown): unknown => {
    if (!isLoose(panel) || !isLoose(panel.question) || !r.check) return panel;
    return { ...panel, question: { ...panel.question, id: r.check(textOf(panel.question.id), n++) } };
  };
  return cards.map((card) => (isLoose(card) ? { ...card, panels: listOf(card.panels).map(panelOf) } : card));
};

/** The ids of a copy: `<quest>-<island>-<station>`, counted from 1. */
export const freshIds = (quest: string): Renaming & { check: (id: string, at: number) => string } => ({
  quest,
  island: (_, at) => `${quest}-${at + 1}`,
  station: (_, island, at) => `${quest}-${island + 1}-${at + 1}`,
  check: (_, at) => `${quest}-check-${at + 1}`,
});

/** The next free id on an island of a quest: `<quest>-<island>-<n>`. */
export const nextStationId = (island: string, taken: ReadonlySet<string>): string => {
  for (let n = 1; ; n++) if (!taken.has(`${island}-${n}`)) return `${island}-${n}`;
};

/** What a summary counts, whatever shape the draft has. */
export const countsOf = (definition: unknown): { islands: number; stations: number } => {
  const islands = isLoose(definition) ? listOf(definition.islands) : [];
  const stations = islands.reduce<number>((n, i) => n + (isLoose(i) ? listOf(i.stations).length : 0), 0);
  return { islands: islands.length, stations };
};

/** The banks a draft names. */
export const banksIn = (definition: unknown): Set<string> => {
  const islands = isLoose(definition) ? listOf(definition.islands).filter(isLoose) : [];
  const named = islands.flatMap((i) => [
    i.bank,
    ...listOf(i.stations).map((s) => (isLoose(s) ? s.bank : undefined)),
  ]);
  return new Set(named.filter((b) => typeof b === 'string'));
};

/** The ids of the check questions on cards of any shape. */
export const checksIn = (cards: readonly unknown[]): string[] =>
  cards
    .flatMap((c) => (isLoose(c) ? listOf(c.panels) : []))
    .flatMap((p) => (isLoose(p) && isLoose(p.question) ? [textOf(p.question.id)] : []))
    .filter((id) => id !== '');
