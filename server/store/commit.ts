import { AsyncLocalStorage } from 'node:async_hooks';
import { RuleError } from '../domain/errors.ts';
import type { NewEvent } from '../domain/events/index.ts';
import type { Sink } from './bulk.ts';
import type { Database, Db } from './db.ts';
import { isConflict, isStorageFault } from './dialect.ts';
import { commitGrouped } from './group.ts';
import { writeLog } from './log.ts';
import { type Draft, draftOf } from './row.ts';

/** Who acts: `zone` is the organisation's time zone, `session` the signed-in device; `preview` = plays a draft, where
 * nothing counts and nothing is paid. */
export type Actor = { org: string; person: string; session?: string; zone: string; preview?: true };
/** What a work may use. `db` is the transaction: never use `ctx.db.read` inside a work. */
export type Tx = { db: Db; now: number; emit(actor: Actor, event: NewEvent): void };
/** The part of Ctx that the store needs. */
export type StoreCtx = { db: Database; now: () => number };
export type Work<T> = (tx: Tx) => Promise<T>;

/** What one work has stated (facts) or a client has claimed (claims), written when the work has succeeded. */
export type Drafts = { facts: Draft[]; claims: Draft[] };
type Inside = { drafts: Drafts; sink: Sink };
const insides = new WeakMap<Tx, Inside>();
const insideOf = (tx: Tx): Inside => {
  const inside = insides.get(tx);
  if (!inside) throw new Error('this Tx was not made by commit');
  return inside;
};

/** Where the store's own written-out statements of a work go. For store/ only. */
export const sinkOf = (tx: Tx): Sink => insideOf(tx).sink;

/** Adds an event whose id a client chose; a known id is left out when it is written. For `ingest`, and for `tellLate` of
 * offline-pack.ts, whose events have a time of their own. */
export const claim = (tx: Tx, draft: Draft): void => {
  insideOf(tx).drafts.claims.push(draft);
};

const working = new AsyncLocalStorage<true>();

/** Runs one work inside an open transaction; gives its value and what it stated. */
export const runWork = async <T>(
  { db: database, now: clock }: StoreCtx,
  db: Db,
  work: Work<T>,
): Promise<[T, Drafts]> => {
  const drafts: Drafts = { facts: [], claims: [] };
  const now = clock();
  const tx: Tx = {
    db,
    now,
    emit: (actor, event) => {
      drafts.facts.push(draftOf(actor, event, now));
    },
  };
  const { connection } = database.internal;
  insides.set(tx, { drafts, sink: { trx: db, dialect: database.dialect, connection } });
  return [await working.run(true, () => work(tx)), drafts];
};

const TRIES = 6;
const commitAlone = async <T>(ctx: StoreCtx, work: Work<T>): Promise<T> => {
  const { internal } = ctx.db;
  for (let attempt = 1; ; attempt++) {
    try {
      let keep = (): void => {};
      const value = await internal.writer.transaction().execute(async (trx) => {
        const [done, drafts] = await runWork(ctx, trx, work);
        keep = await writeLog(ctx.db, trx, drafts.facts, drafts.claims);
        return done;
      });
      keep();
      internal.state = 'ok';
      return value;
    } catch (error) {
      if (isConflict(error) && attempt < TRIES) continue;
      if (!isStorageFault(error)) throw error;
      internal.state = 'unavailable';
      throw new RuleError('storage.unavailable');
    }
  }
};

/**
 * Saves what `work` writes and the events it emits in one transaction, and resolves after it is on disk. A work that
 * throws leaves nothing behind and rejects with its own error. On SQLite the works of one moment share a transaction
 * (a savepoint each), on PostgreSQL a work may run again after a conflict: it must do nothing but use `tx`.
 * Throws `storage.unavailable` when the disk or the server refuses.
 */
export const commit = async <T>(ctx: StoreCtx, work: Work<T>): Promise<T> => {
  if (working.getStore()) throw new Error('commit inside commit: pass `tx` on instead');
  return ctx.db.dialect === 'sqlite' ? commitGrouped(ctx, work) : commitAlone(ctx, work);
};
