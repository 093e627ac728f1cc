import { uuidv7obj } from 'uuidv7';
import { catalogue, type NewEvent } from '../domain/events/index.ts';
import { localDayHour } from '../domain/time.ts';
import type { Actor } from './commit.ts';
import type { EventTable } from './tables.ts';

/** Bits of `flags`. Late events count for learning, not for charts by time of day; bot, preview and voided count nowhere. */
export const FLAGS = { late: 1, clock: 2, bot: 4, preview: 8, voided: 16, again: 32 } as const;
const SCHEMA = 1;

/** An event before its texts have numbers. */
export type Draft = Omit<EventTable, 'seq' | 'org' | 'actor' | 'obj' | 'ctx' | 'sess'> & {
  org: string;
  actor: string;
  obj: string | null;
  ctx: string | null;
  sess: string | null;
};
/** A row of the log without `seq`. */
export type LogRow = Omit<EventTable, 'seq'>;

const HOUR = 3_600_000;
const hours = new Map<string, { day: number; hour: number }>();
/** `localDayHour`, remembered per zone and quarter of an hour (every zone's offset is a multiple of one). */
export const dayHour = (at: number, zone: string): { day: number; hour: number } => {
  const key = `${zone} ${Math.floor(at / (HOUR / 4))}`;
  const known = hours.get(key);
  if (known) return known;
  if (hours.size > 5_000) hours.clear();
  const made = localDayHour(at, zone);
  hours.set(key, made);
  return made;
};

const finite = (n: number | undefined): number | null => {
  if (n === undefined) return null;
  if (!Number.isFinite(n)) throw new Error('an event holds a number that is none');
  return n;
};

/** The draft of a fact the server states, at `now`. */
export const draftOf = (actor: Actor, event: NewEvent, now: number): Draft => ({
  id: uuidv7obj().bytes as Uint8Array,
  org: actor.org,
  actor: actor.person,
  verb: catalogue[event.verb].code,
  obj: event.obj ?? null,
  objVer: finite(event.objVer),
  ctx: event.ctx ?? null,
  sess: actor.session ?? null,
  sessN: null,
  tClient: null,
  tServer: now,
  tEvent: now,
  ...dayHour(now, actor.zone),
  ok: event.ok === undefined ? null : event.ok ? 1 : 0,
  score: finite(event.score),
  ms: event.ms === undefined ? null : Math.round(finite(event.ms) ?? 0),
  flags: event.verb === 'question.answered' && event.data.again === true ? FLAGS.again : 0,
  device: 0,
  schema: SCHEMA,
  data: JSON.stringify(event.data),
});
