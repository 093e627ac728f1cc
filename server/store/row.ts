import { V7Generator } from 'uuidv7';
import { catalogue, type NewEvent } from '../domain/events/index.ts';
import { localDayHour } from '../domain/time.ts';
import type { Actor } from './commit.ts';
import type { EventTable } from './tables.ts';

/** Bits of `flags`. Late events count for learning, not for charts by time of day; bot, preview and voided count nowhere. */
export const FLAGS = { late: 1, clock: 2, bot: 4, preview: 8, voided: 16, again: 32 } as const;
export const SCHEMA = 1;

/** A row of the log without `seq`. */
export type LogRow = Omit<EventTable, 'seq'>;
/** A row whose texts still have to get their numbers. */
export type Draft = {
  row: LogRow;
  org: string;
  actor: string;
  obj: string | undefined;
  ctx: string | undefined;
  sess: string | undefined;
};

const HOUR = 3_600_000;
const QUARTER = HOUR / 4;
type DayHour = { day: number; hour: number };
const zones = new Map<string, Map<number, DayHour>>();
/** `localDayHour`, remembered per zone and quarter of an hour (every zone's offset is a multiple of one). */
export const dayHour = (at: number, zone: string): DayHour => {
  const quarters = zones.get(zone) ?? new Map<number, DayHour>();
  zones.set(zone, quarters);
  const quarter = Math.floor(at / QUARTER);
  const known = quarters.get(quarter);
  if (known) return known;
  if (quarters.size > 5_000) quarters.clear();
  const made = localDayHour(at, zone);
  quarters.set(quarter, made);
  return made;
};

const finite = (n: number | undefined): number | null => {
  if (n === undefined) return null;
  if (!Number.isFinite(n)) throw new Error('an event holds a number that is none');
  return n;
};

const dice = new Uint32Array(1_024);
let thrown = dice.length;
/** Asks the system for random numbers a thousand at a time. */
const nextUint32 = (): number => {
  if (thrown === dice.length) {
    crypto.getRandomValues(dice);
    thrown = 0;
  }
  return dice[thrown++] ?? 0;
};
const ids = new V7Generator({ nextUint32 });

/** The draft of a fact the server states, at `now`. */
export const draftOf = (actor: Actor, event: NewEvent, now: number): Draft => {
  const { day, hour } = dayHour(now, actor.zone);
  const ms = finite(event.ms);
  return {
    org: actor.org,
    actor: actor.person,
    obj: event.obj,
    ctx: event.ctx,
    sess: actor.session,
    row: {
      id: Buffer.from(ids.generate().bytes),
      org: 0,
      actor: 0,
      verb: catalogue[event.verb].code,
      obj: null,
      objVer: finite(event.objVer),
      ctx: null,
      sess: null,
      sessN: null,
      tClient: null,
      tServer: now,
      tEvent: now,
      day,
      hour,
      ok: event.ok === undefined ? null : event.ok ? 1 : 0,
      score: finite(event.score),
      ms: ms === null ? null : Math.round(ms),
      flags: event.verb === 'question.answered' && event.data.again === true ? FLAGS.again : 0,
      device: 0,
      schema: SCHEMA,
      data: JSON.stringify(event.data),
    },
  };
};
