import { randomBytes } from 'node:crypto';
import type { Selectable } from 'kysely';
import { catalogue, verbOf } from '../domain/events/index.ts';
import { coarse, cutData } from '../domain/rights.ts';
import { localDayHour } from '../domain/time.ts';
import type { Tx } from './commit.ts';
import type { ActorEvent } from './erasure-find.ts';
import type { EventTable } from './tables.ts';

type Row = Selectable<EventTable>;

const HOUR = 3_600_000;
const ANSWERED = catalogue['question.answered'].code;

const noonOf = (day: number, zone: string): number => {
  const utc = Date.UTC(Math.floor(day / 10_000), (Math.floor(day / 100) % 100) - 1, day % 100, 12);
  for (let shift = -14; shift <= 14; shift++) {
    const at = utc + shift * HOUR;
    const local = localDayHour(at, zone);
    if (local.day === day && local.hour === 12) return at;
  }
  return utc;
};

/** UUIDv7 of a cut time; `nth` keeps the order of events that had one and the same time. */
const idAt = (at: number, nth: number): Buffer => {
  const id = randomBytes(16);
  id.writeUIntBE(at, 0, 6);
  id.writeUInt16BE(0x7000 | (nth & 0xfff), 6);
  id.writeUInt8(0x80 | (id.readUInt8(8) & 0x3f), 8);
  return id;
};

export type Cut = { seq: number; id: Buffer; tEvent: number; tServer: number };
/**
 * Cuts times to the day, one event after the other in their order: noon of their day and a millisecond for each earlier
 * time of it. Equal times stay equal and later ones later, so that first, latest and every count stay what they are.
 */
export const cutter = (zone: string): ((e: ActorEvent) => Cut) => {
  const noons = new Map<number, number>();
  const noon = (day: number): number => {
    const known = noons.get(day) ?? noonOf(day, zone);
    noons.set(day, known);
    return known;
  };
  let old = Number.NaN;
  let at = 0;
  let nth = 0;
  return ({ seq, tEvent, tServer, day }) => {
    if (tEvent === old) nth += 1;
    else {
      at = Math.max(at + 1, noon(day));
      nth = 0;
    }
    old = tEvent;
    return { seq, id: idAt(at, nth), tEvent: at, tServer: noon(localDayHour(tServer, zone).day) };
  };
};

/** The pair's times and ids, wherever they are those of this event. */
const movePair = async ({ db }: Tx, e: Row & { obj: number }, cut: Cut): Promise<void> => {
  const pair = await db
    .selectFrom('rollup_person_item')
    .select(['firstId', 'lastId', 'firstWrongAt', 'lastRightAt'])
    .where('person', '=', e.actor)
    .where('item', '=', e.obj)
    .executeTakeFirst();
  if (!pair) return;
  const { id, tEvent } = cut;
  const own = (other: Uint8Array | null): boolean => other !== null && Buffer.compare(other, e.id) === 0;
  const set = {
    ...(own(pair.firstId) ? { firstAt: tEvent, firstId: id } : {}),
    ...(own(pair.lastId) ? { lastAt: tEvent, lastId: id } : {}),
    ...(e.ok !== 1 && pair.firstWrongAt === e.tEvent ? { firstWrongAt: tEvent } : {}),
    ...(e.ok === 1 && pair.lastRightAt === e.tEvent ? { lastRightAt: tEvent } : {}),
  };
  if (Object.keys(set).length === 0) return;
  await db
    .updateTable('rollup_person_item')
    .set(set)
    .where('person', '=', e.actor)
    .where('item', '=', e.obj)
    .execute();
};

const dataOf = ({ verb: code, data }: Row): string => {
  const verb = verbOf(code);
  if (verb === undefined) return data;
  if (catalogue[verb].privacy === 'T' && verb !== 'consent.changed' && code < 120)
    return JSON.stringify(coarse(verb));
  return JSON.stringify(cutData(JSON.parse(data) as Record<string, unknown>));
};

/** Writes the planned time and id of one event; session, run and what is technical go. */
export const cutEvent = async (tx: Tx, cut: Cut): Promise<void> => {
  const e = await tx.db.selectFrom('event').selectAll().where('seq', '=', cut.seq).executeTakeFirst();
  if (!e) return;
  if (e.verb === ANSWERED && e.obj !== null) await movePair(tx, { ...e, obj: e.obj }, cut);
  if (e.sess !== null) await tx.db.deleteFrom('session_device').where('sess', '=', e.sess).execute();
  const { id, tEvent, tServer } = cut;
  const gone = { tClient: null, sess: null, sessN: null, ctx: null };
  await tx.db
    .updateTable('event')
    .set({ id, tEvent, tServer, ...gone, data: dataOf(e) })
    .where('seq', '=', cut.seq)
    .execute();
};
