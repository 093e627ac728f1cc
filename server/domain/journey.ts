import type { StationState } from './api.ts';
import { RuleError } from './errors.ts';
import type { Island, Quest, Station } from './quest.ts';

/** What a person has done so far, by station id. */
export type Done = ReadonlyMap<string, { done: boolean }>;

const isDone = (done: Done, station: Station): boolean => done.get(station.id)?.done === true;

/** An island opens when the exam of the one before it is passed. */
export const islandOpen = (quest: Quest, done: Done, island: Island): boolean => {
  const before = quest.islands[quest.islands.indexOf(island) - 1];
  const exam = before?.stations.find((s) => s.kind === 'exam');
  return exam === undefined || isDone(done, exam);
};

/** A station opens when the one before it on the path is done. */
export const stationState = (quest: Quest, done: Done, island: Island, station: Station): StationState => {
  if (isDone(done, station)) return 'done';
  const before = island.stations[island.stations.indexOf(station) - 1];
  const open = islandOpen(quest, done, island) && (before === undefined || isDone(done, before));
  return open ? 'current' : 'locked';
};

export const islandDone = (done: Done, island: Island): boolean =>
  island.stations.every((s) => isDone(done, s));

/** The station to do next: the first open one in the order of the voyage; undefined when the quest is finished. */
export const currentStation = (quest: Quest, done: Done): { island: string; station: string } | undefined => {
  for (const island of quest.islands) {
    const station = island.stations.find((s) => stationState(quest, done, island, s) === 'current');
    if (station) return { island: island.id, station: station.id };
  }
  return undefined;
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
export const openStation = (quest: Quest, done: Done, id: string): { island: Island; station: Station } => {
  const found = findStation(quest, id);
  if (stationState(quest, done, found.island, found.station) === 'locked') {
    throw new RuleError(islandOpen(quest, done, found.island) ? 'station.locked' : 'island.locked');
  }
  return found;
};

/** The day streak after a check-in: unbroken when the last one was the day before; a day counts once, also when a
 * clock was set back (a gap of 0 or less). */
export const nextStreak = (last: { day?: number; streak: number }, gapDays: number | undefined): number => {
  if (last.day === undefined || gapDays === undefined || gapDays > 1) return 1;
  return gapDays <= 0 ? last.streak : last.streak + 1;
};
