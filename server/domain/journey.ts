import type { StationState } from './api.ts';
import { type Calendar, dayOf, voyageDay } from './calendar.ts';
import { RuleError } from './errors.ts';
import type { Island, Opening, Quest, Station } from './quest.ts';

/** What a person has done so far, by station id; `handedIn` = an assignment that waits for its mark. */
export type Done = ReadonlyMap<string, { done: boolean; handedIn?: boolean }>;
/** The learner's calendar, and today's play day (YYYYMMDD) in its zone. */
export type Days = { today: number; calendar: Calendar };

const isDone = (done: Done, station: Station): boolean => done.get(station.id)?.done === true;

/** The path goes on behind what is done, and behind what was handed in: nobody waits for a marker. */
const isPassed = (done: Done, station: Station): boolean =>
  isDone(done, station) || done.get(station.id)?.handedIn === true;

const isNeeded = (station: Station): boolean => station.optional !== true;

/** True when all stations are done but the optional ones; an island of optional stations needs them all. */
export const islandDone = (done: Done, island: Island): boolean => {
  const needed = island.stations.filter(isNeeded);
  return (needed.length > 0 ? needed : island.stations).every((s) => isDone(done, s));
};

/** False while the programme waits for its first day: nothing can be started. */
export const hasBegun = ({ calendar, today }: Days): boolean => voyageDay(calendar, today) >= 1;

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

/** The play day on which an island with a `day` or `date` rule opens, never before the programme's first day;
 * undefined for every other rule. */
export const openingDay = (rule: Opening, calendar: Calendar): number | undefined => {
  if (rule.kind === 'day') return dayOf(calendar, rule.n);
  return rule.kind === 'date' ? Math.max(rule.day, dayOf(calendar, 1)) : undefined;
};

/** True when the island's opening rule is met. An island that waits for one without an exam waits for nothing. */
export const islandOpen = (quest: Quest, done: Done, island: Island, days: Days): boolean => {
  if (!hasBegun(days)) return false;
  const { rule, before } = openingOf(quest, island);
  if (rule.kind === 'day') return voyageDay(days.calendar, days.today) >= rule.n;
  if (rule.kind === 'date') return days.today >= rule.day;
  if (!before || before === island) return true;
  if (rule.kind === 'after-island') return islandDone(done, before);
  return before.stations.filter((s) => s.kind === 'exam' && isNeeded(s)).every((s) => isDone(done, s));
};

/** A station opens when the one before it on the path is done; optional ones hold nobody up. */
export const stationState = (
  quest: Quest,
  done: Done,
  island: Island,
  station: Station,
  days: Days,
): StationState => {
  if (isDone(done, station)) return 'done';
  const before = island.stations.slice(0, island.stations.indexOf(station)).findLast(isNeeded);
  const open = islandOpen(quest, done, island, days) && (before === undefined || isPassed(done, before));
  return open ? 'current' : 'locked';
};

/** True for an optional station that somebody has gone past: a later one on its path is done. */
const isPassedBy = (done: Done, island: Island, station: Station): boolean =>
  !isNeeded(station) &&
  island.stations.slice(island.stations.indexOf(station) + 1).some((later) => isDone(done, later));

/** The station to do next: the first open one in the order of the voyage; an optional one that was passed by comes when
 * no other is left, what was handed in not at all. Undefined when nothing is left to do now. */
export const currentStation = (
  quest: Quest,
  done: Done,
  days: Days,
): { island: string; station: string } | undefined => {
  let passed: { island: string; station: string } | undefined;
  for (const island of quest.islands) {
    if (!islandOpen(quest, done, island, days)) continue;
    const left = island.stations.filter((s) => !isPassed(done, s));
    const next = left.find((s) => !isPassedBy(done, island, s));
    if (next) return { island: island.id, station: next.id };
    const skipped = left[0];
    if (skipped) passed ??= { island: island.id, station: skipped.id };
  }
  return passed;
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
