import { V7Generator } from 'uuidv7';
import { FLAGS } from '../domain/events/flags.ts';
import { catalogue, type NewEvent } from '../domain/events/index.ts';
import { localDayHour } from '../domain/time.ts';
import type { Actor } from './commit.ts';
import type { EventTable } from './tables.ts';

export { FLAGS };
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
  const { day, hour } = localDayHour(now, actor.zone);
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
      flags:
        (event.verb === 'question.answered' && event.data.again === true ? FLAGS.again : 0) |
        (actor.preview ? FLAGS.preview : 0),
      device: 0,
      schema: SCHEMA,
      data: JSON.stringify(event.data),
    },
  };
};
