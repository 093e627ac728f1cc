import type { MemberState } from './api-cohorts.ts';
import { voyageDay } from './calendar.ts';
import { currentStation, type Days, type Done } from './journey.ts';
import type { Quest, Station } from './quest.ts';

/** Stuck: the same station for so many programme days, or so many failed exams or bosses at it. */
export const STUCK_DAYS = 2;
export const STUCK_FAILURES = 3;

/** The stations that have to be done, in the order of the voyage. */
export const neededStations = (quest: Quest): Station[] =>
  quest.islands.flatMap((i) => i.stations).filter((s) => s.optional !== true);

/** The day's place: how many stations should be done on programme day `day` of `days`, with one day of slack. */
export const expectedStations = (stations: number, day: number, days: number): number =>
  Math.floor((stations * Math.min(days, Math.max(0, day - 1))) / days);

export type Member = {
  quest: Quest;
  done: Done;
  days: Days;
  graduated: boolean;
  /** Something was done or tried. */
  started: boolean;
  /** Play day (YYYYMMDD) since which the current station is open. */
  sinceDay: number;
  /** Failed exams or bosses at the current station. */
  failures: number;
  /** What was handed in at the current station waits for a person's mark. */
  waiting: boolean;
};

/** Where a member stands on the cohort board. */
export const memberState = (m: Member): MemberState => {
  if (m.graduated) return 'graduated';
  if (!m.started) return 'not-started';
  const { calendar, today } = m.days;
  const day = voyageDay(calendar, today);
  if (!m.waiting && currentStation(m.quest, m.done, m.days)) {
    const open = day - Math.max(1, voyageDay(calendar, m.sinceDay));
    if (open >= STUCK_DAYS || m.failures >= STUCK_FAILURES) return 'stuck';
  }
  const needed = neededStations(m.quest);
  const doneN = needed.filter((s) => m.done.get(s.id)?.done).length;
  return doneN < expectedStations(needed.length, day, m.quest.days) ? 'behind' : 'on-track';
};
