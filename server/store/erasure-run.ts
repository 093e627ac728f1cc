import { sql } from 'kysely';
import { type Traces, withoutPerson } from '../domain/rights.ts';
import { sealedAgain } from './bill.ts';
import { commit, type StoreCtx, type Tx } from './commit.ts';
import { placeOf } from './db.ts';
import type { Work } from './erasure.ts';
import { type FindAsk, type Found, kindOf, type Piece, search } from './erasure-find.ts';
import { atKeys, forgetRows, forgettings } from './erasure-forget.ts';
import { type Cut, cutEvent, cutter } from './erasure-time.ts';
import { forgetSymbols } from './symbol.ts';
import { runThread } from './thread.ts';

/** What an erasure needs besides the store: where another thread opens it. */
export type EraseCtx = StoreCtx & { config: { dataDir: string; databaseUrl?: string | undefined } };

/** Events a commit takes: a few milliseconds of the writer. */
const PIECE = 40;
/** Searches until nothing is found, for what was being written meanwhile; more than this and somebody still writes. */
const MOST_ROUNDS = 5;
const FILE = new URL('./erasure-worker.ts', import.meta.url);

/** Searches in a thread where there can be one, and hands over what it finds. */
export const eachPiece = async (
  ctx: EraseCtx,
  ask: FindAsk,
  take: (piece: Piece) => Promise<void>,
): Promise<void> => {
  const place = placeOf(ctx.db, ctx.config);
  if (place) return runThread<Piece>(FILE, { place, ask }, take);
  const pieces: Piece[] = [];
  for await (const piece of search(ctx.db.read, ctx.db.dialect, ask)) pieces.push(piece);
  for (const piece of pieces) await take(piece);
};
const eachFound = (ctx: EraseCtx, ask: FindAsk, take: (found: Found) => Promise<void>): Promise<void> =>
  eachPiece(ctx, ask, async (piece) => {
    if ('rows' in piece) await take(piece);
  });

type Running = { id: string; org: string; zone: string; decidedBy: string | null; work: Work };

const forget = async (ctx: EraseCtx, { work }: Running): Promise<void> => {
  const { who, keep, symbol } = work;
  const list = forgettings(keep);
  const places = list.map(({ table, column }) => ({ table, column }));
  await eachFound(ctx, { kind: 'owned', places, person: who.id }, async (found) => {
    const one = list.find((f) => f.table === found.table && f.column === found.column);
    await commit(ctx, (tx) => forgetRows(tx, found, one?.values));
  });
  if (symbol !== null)
    await commit(ctx, async ({ db }) => {
      await db.deleteFrom('bill_hour').where('person', '=', symbol).execute();
    });
};

const plan = async (ctx: EraseCtx, { id, zone, work }: Running): Promise<void> => {
  const { symbol } = work;
  await commit(ctx, async ({ db }) => {
    await db.deleteFrom('erasure_time').where('erasure', '=', id).execute();
  });
  if (symbol === null) return;
  const cut = cutter(zone);
  await eachPiece(ctx, { kind: 'actor', symbol }, async (piece) => {
    if (!('events' in piece)) return;
    for (let at = 0; at < piece.events.length; at += PIECE * 4) {
      const rows = piece.events.slice(at, at + PIECE * 4).map((e) => ({ erasure: id, ...cut(e) }));
      await commit(ctx, async ({ db }) => {
        await db.insertInto('erasure_time').values(rows).execute();
      });
    }
  });
};

const times = async (ctx: EraseCtx, { id }: Running): Promise<void> => {
  const next = (tx: Tx): Promise<Cut[]> =>
    tx.db
      .selectFrom('erasure_time')
      .select(['seq', 'id', 'tEvent', 'tServer'])
      .where('erasure', '=', id)
      .orderBy('seq')
      .limit(PIECE)
      .execute() as Promise<Cut[]>;
  for (;;) {
    const done = await commit(ctx, async (tx) => {
      const cuts = await next(tx);
      for (const cut of cuts) await cutEvent(tx, cut);
      const last = cuts.at(-1)?.seq;
      if (last !== undefined)
        await tx.db.deleteFrom('erasure_time').where('erasure', '=', id).where('seq', '<=', last).execute();
      return cuts.length;
    });
    if (done === 0) return;
  }
};

type TextRow = Record<string, string | null>;
/** The columns of a row that still had something of the person, as they are without; a bill gets the hash of what is left. */
const withoutThem = (
  found: Found,
  row: TextRow,
  { who, keep }: Pick<Work, 'who' | 'keep'>,
  now: number,
): TextRow => {
  const kind = keep && found.table === 'certificate' ? 'content' : kindOf(found.table);
  const clean = Object.entries(row).flatMap(([column, text]): [string, string][] => {
    const said = text === null ? null : withoutPerson(text, who, kind);
    return said === null || said === text ? [] : [[column, said]];
  });
  const sets: TextRow = Object.fromEntries(clean);
  if (found.table !== 'bill' || typeof sets.data !== 'string') return sets;
  const bill = { hash: row.hash ?? '', hashes: sets.hashes ?? row.hashes ?? '[]' };
  return { ...sets, ...sealedAgain(bill, sets.data, now) };
};

/** One row without the person; gives false when there was nothing left of them. */
const cleanRow = async ({ db, now }: Tx, found: Found, keys: unknown[], work: Work): Promise<boolean> => {
  const table = sql.table(found.table);
  const where = atKeys({ key: found.key, rows: [keys] });
  const list = sql.join(found.texts.map((t) => sql.ref(t)));
  const { rows } = await sql<TextRow>`select ${list} from ${table} where ${where}`.execute(db);
  const sets = Object.entries(withoutThem(found, rows[0] ?? {}, work, now)).map(
    ([column, text]) => sql`${sql.ref(column)} = ${text}`,
  );
  if (sets.length === 0) return false;
  await sql`update ${table} set ${sql.join(sets)} where ${where}`.execute(db);
  return true;
};

/** The old account and the row of the erasure under way go at the end: until then they hold the others together. */
const cleanPiece = async (ctx: EraseCtx, found: Found, { work }: Running): Promise<number> => {
  if (/^(erasure|erasure_time|person)$/.test(found.table)) return 0;
  const clean = async (tx: Tx, keys: unknown[]): Promise<number> =>
    (await cleanRow(tx, found, keys, work)) ? 1 : 0;
  try {
    return await commit(ctx, async (tx) => {
      let n = 0;
      for (const keys of found.rows) n += await clean(tx, keys);
      return n;
    });
  } catch (error) {
    if (!isTaken(error)) throw error;
  }
  // The ghost has such a row already: the one of the old id says nothing more.
  let n = 0;
  for (const keys of found.rows)
    try {
      n += await commit(ctx, (tx) => clean(tx, keys));
    } catch (error) {
      if (!isTaken(error)) throw error;
      await commit(ctx, (tx) => forgetRows(tx, { ...found, rows: [keys] }, undefined));
    }
  return n;
};
const isTaken = (error: unknown): boolean =>
  /^(23505|SQLITE_CONSTRAINT_(PRIMARYKEY|UNIQUE))$/.test(String((error as { code?: unknown }).code));

/** Replaces the person wherever the schema has a text; gives how many rows had something of them. */
const sweep = async (ctx: EraseCtx, running: Running): Promise<number> => {
  let n = 0;
  await eachFound(ctx, { kind: 'traces', who: running.work.who }, async (found) => {
    n += await cleanPiece(ctx, found, running);
  });
  return n;
};

const sweepAll = async (ctx: EraseCtx, running: Running): Promise<void> => {
  for (let round = 1; (await sweep(ctx, running)) > 0; round++)
    if (round >= MOST_ROUNDS) throw new Error('rows of an erased person are still being written');
};

const STEP = { forget, plan, times, sweep: sweepAll, again: forget } as const;
const NEXT = { forget: 'plan', plan: 'times', times: 'sweep', sweep: 'again', again: undefined } as const;

const finish = async (ctx: EraseCtx, { id, org, zone, decidedBy, work }: Running): Promise<void> => {
  const { who } = work;
  await commit(ctx, async (tx) => {
    await tx.db.deleteFrom('person').where('id', '=', who.id).execute();
    const row = await tx.db.selectFrom('erasure').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    const own = row.askedBy === who.id ? who.ghost : row.askedBy;
    const done = { person: who.ghost, askedBy: own, state: 'done', work: null, doneAt: tx.now };
    await tx.db
      .updateTable('erasure')
      .set({ person: who.ghost })
      .where('person', '=', who.id)
      .where('id', '!=', id)
      .execute();
    const reason = row.reason === null ? null : withoutPerson(row.reason, who, 'said');
    await tx.db
      .updateTable('erasure')
      .set({ ...done, reason })
      .where('id', '=', id)
      .execute();
    const by = { org, zone, person: decidedBy ?? who.ghost };
    tx.emit(by, { verb: 'erasure.executed', data: { request: id } });
  });
  forgetSymbols(ctx.db, who.id);
};

const findRunning = async (ctx: EraseCtx, id: string): Promise<Running | undefined> => {
  const row = await ctx.db.read
    .selectFrom('erasure as e')
    .innerJoin('org', 'org.id', 'e.org')
    .select(['e.id', 'e.org', 'e.decidedBy', 'e.work', 'org.zone'])
    .where('e.id', '=', id)
    .where('e.state', '=', 'running')
    .executeTakeFirst();
  return row && { ...row, work: JSON.parse(row.work ?? '{}') as Work };
};

/**
 * Goes on with an erasure that has begun, from the step where it stood; nothing happens when it is done. Everything is written
 * in commits of a few milliseconds; what is searched for is searched in a thread. Gives what the files must not hold any more.
 */
export const runErasure = async (ctx: EraseCtx, id: string): Promise<Traces | undefined> => {
  const running = await findRunning(ctx, id);
  if (!running) return undefined;
  ctx.db.internal.connection?.raw.pragma('secure_delete = on');
  for (;;) {
    const { step } = running.work;
    await STEP[step](ctx, running);
    const next = NEXT[step];
    if (next === undefined) break;
    running.work = { ...running.work, step: next };
    const work = JSON.stringify(running.work);
    await commit(ctx, async ({ db }) => {
      await db.updateTable('erasure').set({ work }).where('id', '=', id).execute();
    });
  }
  await sweepAll(ctx, running);
  await finish(ctx, running);
  return running.work.who;
};

/** Erasures that have begun and are not over, the oldest first. */
export const runningErasures = async (ctx: EraseCtx): Promise<string[]> => {
  const rows = await ctx.db.read
    .selectFrom('erasure')
    .select('id')
    .where('state', '=', 'running')
    .orderBy('decidedAt')
    .execute();
  return rows.map((r) => r.id);
};
