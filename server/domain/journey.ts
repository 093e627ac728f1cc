import type { StationState } from './api.ts';
import { RuleError } from './errors.ts';
import type { Island, Opening, Quest, Station } from './quest.ts';
import { addDays } from './time.ts';

/** What a person has done so far, by station id. */
export type Done = ReadonlyMap<string, { done: boolean }>;
/** Today's play day and the one on which the learner began this quest, YYYYMMDD. */
export type Days = { today: number; start: number };

const isDone = (done: Done, station: Station): boolean => done.get(station.id)?.done === true;

export const islandDone = (done: Done, island: Island): boolean =>
  island.stations.every((s) => isDone(done, s));

/** The rule by which an island opens, and the island it waits for; the first one waits for none. */
export const openingOf = (quest: Quest, island: Island): { rule: Opening; before?: Island } => {
  const rule: Opening = island.opens ?? { kind: 'after-exam' };
  if (rule.kind !== 'after-exam' && rule.kind !== 'after-island') return { rule };
  const before =
    rule.island === undefined
      ? quest.islands[quest.islands.indexOf(island) - 1]
      : quest.islands.find((i) => i.id === rule.island);
  return { rule, ...(before ? { before } : {}) };
};

/** The play day on which an island with a `day` or `date` rule opens; undefined for every other rule. */
export const openingDay = (rule: Opening, start: number): number | undefined => {
  if (rule.kind === 'day') return addDays(start, rule.n - 1);
  return rule.kind === 'date' ? rule.day : undefined;
};

/** True when the island's opening rule is met. An island that waits for one without an exam waits for nothing. */
export const islandOpen = (quest: Quest, done: Done, island: Island, days: Days): boolean => {
  const { rule, before } = openingOf(quest, island);
  const day = openingDay(rule, days.start);
  if (day !== undefined) return days.today >= day;
  if (!before || before === island) return true;
  if (rule.kind === 'after-island') return islandDone(done, before);
  return before.stations.filter((s) => s.kind === 'exam').every((s) => isDone(done, s));
};

/** A station opens when the one before it on the path is done. */
export const stationState = (
  quest: Quest,
  done: Done,
  island: Island,
  station: Station,
  days: Days,
): StationState => {
  if (isDone(done, station)) return 'done';
  const before = island.stations[island.stations.indexOf(station) - 1];
  const open = islandOpen(quest, done, island, days) && (before === undefined || isDone(done, before));
  return open ? 'current' : 'locked';
};

/** The station to do next: the first open one in the order of the voyage; undefined when nothing is left to do now. */
export const currentStation = (
  quest: Quest,
  done: Done,
  days: Days,
): { island: string; station: string } | undefined => {
  for (const island of quest.islands) {
    const station = island.stations.find((s) => stationState(quest, done, island, s, days) === 'current');
    if (station) return { island: island.id, station: station.id };
  }
  return undefined;
};

/** Where a learner stands: the station to do next, else the last one that is done, else the first of all. */
export const standingAt = (quest: Quest, done: Done, days: Days): { island: string; station: string } => {
  const next = currentStation(quest, done, days);
  if (next) return next;
  const all = quest.islands.flatMap((i) => i.stations.map((s) => ({ island: i.id, station: s.id })));
  return all.findLast((s) => done.get(s.station)?.done) ?? all[0] ?? { island: '', station: '' };
};

/** Finds a station by id. Throws `station.unknown`. */
export const findStation = (quest: Quest, id: string): { island: Island; station: Station } => {
  for (const island of quest.islands) {
    const station = island.stations.find((s) => s.id === id);
    if (station) return { island, station };
  }
  throw new RuleError('station.unknown');
};

/** Finds a station that may be entered. Throws `station.unknown`, `island.locked`, `station.locked`. */
export const openStation = (
  quest: Quest,
  done: Done,
  id: string,
  days: Days,
): { island: Island; station: Station } => {
  const found = findStation(quest, id);
  if (stationState(quest, done, found.island, found.station, days) === 'locked') {
    throw new RuleError(islandOpen(quest, done, found.island, days) ? 'station.locked' : 'island.locked');
  }
  return found;
};

/** The day streak after a check-in: unbroken when the last one was the day before; a day counts once, also when a
 * clock was set back (a gap of 0 or less). */
export const nextStreak = (last: { day?: number; streak: number }, gapDays: number | undefined): number => {
  if (last.day === undefined || gapDays === undefined || gapDays > 1) return 1;
  return gapDays <= 0 ? last.streak : last.streak + 1;
};
