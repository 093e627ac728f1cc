/** What a table holds, for the page of the store. */
export const TABLE_GROUPS = ['log', 'rollups', 'texts', 'files', 'learning', 'replies', 'other'] as const;
export type TableGroup = (typeof TABLE_GROUPS)[number];

const LOG = ['event', 'symbol', 'session_device'];
const FILES = ['media', 'upload'];
const TEXTS =
  /^(?:chat_|message$|ask|bottle|reading|report$|comment$|submission$|essay_response$|survey_response$|kudos$|card$|question|quest)/;
const LEARNING = /^(?:attempt|progress|memory|skill|item_level|predictor|ghost|correction|mastery)/;

/** Where a table belongs by its name: the log, counts made from it, what people write, files, states of learning,
 * replies of commands that are kept for fourteen days. */
export const tableGroup = (table: string): TableGroup => {
  if (LOG.includes(table)) return 'log';
  if (table.startsWith('rollup_')) return 'rollups';
  if (FILES.includes(table)) return 'files';
  if (table === 'command') return 'replies';
  if (TEXTS.test(table)) return 'texts';
  return LEARNING.test(table) ? 'learning' : 'other';
};

export type Growth = {
  /** The days it reckons with: those since the first event, at most 28; without today. */
  days: number;
  eventsPerDay: number;
  /** The whole database by the number of events: what one event brings with it, indexes and counts included. */
  bytesPerEvent: number;
  bytesPerDay: number;
  /** The size of the database on that many days from now. */
  after: { days: number; bytes: number }[];
  /** Whole days until the free disk is used up at this pace; absent when nothing grows. */
  fullInDays?: number;
};

const AHEAD = [30, 90, 365];

type Known = { bytes: number; events: number; free: number; perDay: readonly number[] };

/**
 * How the database grows, by plain arithmetic: bytes per event so far x mean events of the given whole days. Undefined
 * before the first whole day and without events: nothing is known yet.
 */
export const growthOf = ({ bytes, events, free, perDay }: Known): Growth | undefined => {
  const days = perDay.length;
  if (days === 0 || events === 0) return undefined;
  const eventsPerDay = perDay.reduce((sum, n) => sum + n, 0) / days;
  const bytesPerEvent = bytes / events;
  const bytesPerDay = eventsPerDay * bytesPerEvent;
  const after = AHEAD.map((ahead) => ({ days: ahead, bytes: Math.round(bytes + ahead * bytesPerDay) }));
  const full = bytesPerDay > 0 ? { fullInDays: Math.floor(free / bytesPerDay) } : {};
  return { days, eventsPerDay, bytesPerEvent, bytesPerDay, after, ...full };
};
