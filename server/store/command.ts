import { sql } from 'kysely';
import { commit, type StoreCtx, type Work } from './commit.ts';

const KEPT_MS = 14 * 86_400_000;

/**
 * `commit` that does a command once: a repeated id gets the stored reply without running `work`, also when both
 * arrive together. A refused command is not stored and may be tried again. The reply must survive JSON.
 */
export const once = <T>(ctx: StoreCtx, person: string, commandId: string, work: Work<T>): Promise<T> =>
  commit(ctx, async (tx) => {
    if (ctx.db.dialect === 'postgres')
      await sql`select pg_advisory_xact_lock(hashtextextended(${person}, 0))`.execute(tx.db);
    const known = await tx.db
      .selectFrom('command')
      .select('reply')
      .where('person', '=', person)
      .where('id', '=', commandId)
      .executeTakeFirst();
    if (known) return known.reply === '' ? (undefined as T) : (JSON.parse(known.reply) as T);
    const value = await work(tx);
    const reply = JSON.stringify(value) ?? '';
    await tx.db.insertInto('command').values({ person, id: commandId, at: tx.now, reply }).execute();
    return value;
  });

/** Forgets replies older than 14 days; gives how many. */
export const pruneCommands = (ctx: StoreCtx): Promise<number> =>
  commit(ctx, async (tx) => {
    const done = await tx.db
      .deleteFrom('command')
      .where('at', '<', tx.now - KEPT_MS)
      .executeTakeFirst();
    return Number(done.numDeletedRows);
  });
