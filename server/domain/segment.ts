import { daysBetween } from './time.ts';

/** Where a learner stands as to coming here; everybody is in exactly one. */
export const SEGMENTS = ['new', 'active', 'cooling', 'sleeping', 'stuck'] as const;
export type Segment = (typeof SEGMENTS)[number];

/** Joined so many days ago or less. */
export const NEW_DAYS = 7;
/** Away for so many days: cooling, sleeping. */
export const COOLING_DAYS = 7;
export const SLEEPING_DAYS = 14;
/** Stuck: so many active days since a station was last finished, or so many failed exams or bosses at an open one. */
export const STUCK_ACTIVE_DAYS = 3;
export const STUCK_FAILURES = 3;

/** Days are YYYYMMDD of the company's calendar. */
export type SegmentFacts = {
  joined: number;
  /** Active days of the last four weeks, in any order, and the last one ever. */
  days: readonly number[];
  last: number | undefined;
  /** When a station was last finished; undefined = never. */
  finished: number | undefined;
  /** Has a station to do; failed exams or bosses at the worst one that is not done. */
  sailing: boolean;
  failures: number;
  /** What was handed in waits for a person's mark: not the learner's turn. */
  waiting: boolean;
};

const within = (days: readonly number[], today: number, from: number, to: number): number =>
  days.filter((d) => daysBetween(d, today) >= from && daysBetween(d, today) < to).length;

const isStuck = ({ days, finished, joined, sailing, failures, waiting }: SegmentFacts): boolean => {
  if (!sailing || waiting) return false;
  const since = finished ?? joined;
  return failures >= STUCK_FAILURES || days.filter((d) => d > since).length >= STUCK_ACTIVE_DAYS;
};

/** Whole days since the last active day; since joining when there was none. */
export const idleDays = ({ last, joined }: Pick<SegmentFacts, 'last' | 'joined'>, today: number): number =>
  Math.max(0, daysBetween(last ?? joined, today));

/**
 * Sleeping: away for 14 days. Else stuck: active, yet no further. Else new: joined at most 7 days ago. Else cooling: away for
 * 7 days, or active on less than half as many days as in the week before. Else active.
 */
export const segmentOf = (facts: SegmentFacts, today: number): Segment => {
  const idle = idleDays(facts, today);
  if (idle >= SLEEPING_DAYS) return 'sleeping';
  if (isStuck(facts)) return 'stuck';
  if (daysBetween(facts.joined, today) <= NEW_DAYS) return 'new';
  const [now, before] = [within(facts.days, today, 0, 7), within(facts.days, today, 7, 14)];
  return idle >= COOLING_DAYS || 2 * now < before ? 'cooling' : 'active';
};
