import type { ClientEvent, EventReceipt, LogView } from '../domain/api.ts';
import { RuleError } from '../domain/errors.ts';
import { clientShape } from '../domain/events/client.ts';
import { catalogue, DIMENSIONS, dimensionOf, isClientVerb, isVerb, verbOf } from '../domain/events/index.ts';
import { localDayHour } from '../domain/time.ts';
import { rowsOf, statement } from './bulk.ts';
import { type Actor, claim, commit, type StoreCtx, sinkOf, type Tx } from './commit.ts';
import type { Db } from './db.ts';
import { type Draft, FLAGS, SCHEMA } from './row.ts';
import { findSymbol } from './symbol.ts';

export { FLAGS } from './row.ts';

/** More than this in one batch is refused at the door. */
export const MOST_EVENTS = 200;
const DAY = 86_400_000;
const LATE_BATCH = 7 * DAY;
const SESSION_LEAD = 5 * 60_000;

export type RejectCode = 'unknown_verb' | 'server_only' | 'bad_shape' | 'bad_id';
/** A client's event whose shape is good: its id as bytes, its data without what was not asked for. */
type Good = { event: ClientEvent; id: Uint8Array; data: Record<string, unknown> };

const UUIDV7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** Why a client's event is refused, or what of it is stored. */
const check = (event: ClientEvent): Good | RejectCode => {
  const { id, verb } = event ?? {};
  if (typeof id !== 'string' || !UUIDV7.test(id)) return 'bad_id';
  if (typeof verb !== 'string') return 'bad_shape';
  const shape = clientShape(verb);
  if (!shape) return isVerb(verb) ? 'server_only' : 'unknown_verb';
  const said = shape.safeParse(event);
  if (!said.success) return 'bad_shape';
  return { event, id: Buffer.from(id.replaceAll('-', ''), 'hex'), data: said.data.data };
};

/** What of a batch may be stored, and why the rest may not. */
export type CheckedBatch = { good: Good[]; rejected: EventReceipt['rejected'] };
/** The door of `ingest`: the shape of every event. Throws `too_large` above 200 events. */
export const checkBatch = (batch: ClientEvent[]): CheckedBatch => {
  if (batch.length > MOST_EVENTS) throw new RuleError('too_large');
  const checked: CheckedBatch = { good: [], rejected: [] };
  for (const event of batch) {
    const found = check(event);
    if (typeof found === 'string') checked.rejected.push({ id: String(event?.id), code: found });
    else checked.good.push(found);
  }
  return checked;
};

/** What analytics sums stands in a column: the time a client's fact took. */
const msOf = (data: Record<string, unknown>): number | null => {
  const ms = data.activeMs ?? data.dwellMs ?? data.talkMs ?? data.afterMs;
  return typeof ms === 'number' ? ms : null;
};

const OFFSETS = 9;
const offsetsOf = new WeakMap<object, Map<string, number[]>>();
/** Clock offset of a session: the median of its last batches, so that one slow request does not move the times. */
const offsetFor = (owner: object, session: string, offset: number): number => {
  const sessions = offsetsOf.get(owner) ?? new Map<string, number[]>();
  offsetsOf.set(owner, sessions);
  if (sessions.size > 20_000) sessions.clear();
  const last = [...(sessions.get(session) ?? []), offset].slice(-OFFSETS);
  sessions.set(session, last);
  return [...last].sort((a, b) => a - b)[Math.floor((last.length - 1) / 2)] ?? offset;
};

/** `offset` = server clock less client clock, `earliest` = when it can have been at the soonest; ms. */
export type Timing = { offset: number; earliest: number; receivedAt: number };
/** Event time by analytics.md 1.2 rule 3: client time + offset, between `earliest` and now. */
export const timed = (
  at: number,
  { offset, earliest, receivedAt }: Timing,
): { tEvent: number; flags: number } => {
  const wanted = Math.round(at + offset);
  const tEvent = Math.min(Math.max(wanted, earliest), receivedAt);
  const late = Math.abs(offset) > DAY || receivedAt - wanted > LATE_BATCH;
  return { tEvent, flags: (late ? FLAGS.late : 0) | (tEvent === wanted ? 0 : FLAGS.clock) };
};

const SESSION = statement('select "createdAt" from "session" where "id" = ?');
const sessionStart = async (tx: Tx, session: string | undefined): Promise<number | undefined> => {
  if (session === undefined) return undefined;
  return (await rowsOf<{ createdAt: number }>(sinkOf(tx), SESSION, [session]))[0]?.createdAt;
};

const draftOfClaim = (actor: Actor, { event, id, data }: Good, timing: Timing): Draft => {
  const { tEvent, flags } = timed(event.at, timing);
  const { day, hour } = localDayHour(tEvent, actor.zone);
  return {
    org: actor.org,
    actor: actor.person,
    obj: event.obj,
    ctx: event.ctx,
    sess: actor.session,
    row: {
      id,
      org: 0,
      actor: 0,
      verb: isClientVerb(event.verb) ? catalogue[event.verb].code : 0,
      obj: null,
      objVer: null,
      ctx: null,
      sess: null,
      sessN: event.n,
      tClient: event.at,
      tServer: timing.receivedAt,
      tEvent,
      day,
      hour,
      ok: null,
      score: null,
      ms: msOf(data),
      flags: flags | (actor.preview ? FLAGS.preview : 0),
      device: 0,
      schema: SCHEMA,
      data: JSON.stringify(data),
    },
  };
};

/** Stores what `checkBatch` has let in. For `ingest` and the bench. */
export const storeBatch = async (
  ctx: StoreCtx,
  actor: Actor,
  { good, rejected }: CheckedBatch,
  sentAt: number,
  receivedAt: number,
): Promise<EventReceipt> => {
  if (good.length === 0) return { accepted: [], rejected };
  const offset = offsetFor(ctx.db, actor.session ?? actor.person, receivedAt - sentAt);
  await commit(ctx, async (tx) => {
    const start = await sessionStart(tx, actor.session);
    const timing = { offset, receivedAt, earliest: (start ?? receivedAt - LATE_BATCH) - SESSION_LEAD };
    for (const one of good) claim(tx, draftOfClaim(actor, one, timing));
  });
  return { accepted: good.map((g) => g.event.id), rejected };
};

/**
 * Takes a batch of facts that only the client knows; delivery is at least once, a known id is acknowledged and left
 * out. `accepted` is on disk. Throws `too_large` above 200 events and `storage.unavailable`.
 */
export const ingest = async (
  ctx: StoreCtx,
  actor: Actor,
  batch: ClientEvent[],
  sentAt: number,
  receivedAt: number,
): Promise<EventReceipt> => storeBatch(ctx, actor, checkBatch(batch), sentAt, receivedAt);

/** What the log holds of one person, by dimension and verb, most frequent first. */
export const logSummary = async (db: Db, person: string): Promise<LogView> => {
  const dimensions = Object.fromEntries(DIMENSIONS.map((d) => [d, 0])) as LogView['dimensions'];
  const symbol = await findSymbol(db, person);
  if (symbol === undefined) return { total: 0, dimensions, verbs: [] };
  const rows = await db
    .selectFrom('rollup_person_verb')
    .select(['verb', 'n'])
    .where('person', '=', symbol)
    .orderBy('n', 'desc')
    .orderBy('verb')
    .execute();
  const verbs = rows.flatMap(({ verb: code, n }) => {
    const verb = verbOf(code);
    if (verb === undefined) return [];
    const dimension = dimensionOf(verb);
    if (dimension) dimensions[dimension] += n;
    return [{ verb, n }];
  });
  return { total: verbs.reduce((sum, v) => sum + v.n, 0), dimensions, verbs };
};
