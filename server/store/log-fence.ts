import { sql } from 'kysely';
import type { Database, Db } from './db.ts';

const TRIES = 10;
const WAIT_MS = 10;

const newest = async (db: Db): Promise<number> =>
  (await db.selectFrom('event').select('seq').orderBy('seq', 'desc').limit(1).executeTakeFirst())?.seq ?? 0;

/** Transactions that have begun to write to the log and are not over. */
const writersOf = async (db: Db): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`select distinct virtualtransaction as id from pg_locks
    where locktype = 'relation' and relation = '"event"'::regclass and mode = 'RowExclusiveLock'`.execute(db);
  return rows.map((r) => r.id);
};

/**
 * The newest `seq` below which nothing can be added any more; undefined = still being written, ask again. On SQLite
 * commits come in the order of `seq`; on PostgreSQL a row with a lower number may be committed after one with a
 * higher, so that whoever was writing when the newest was read has to be over first. Nobody who writes is held up.
 */
export const settledSeq = async ({ read, dialect }: Database): Promise<number | undefined> => {
  const seq = await newest(read);
  if (dialect === 'sqlite') return seq;
  let waiting = await writersOf(read);
  for (let i = 0; waiting.length > 0 && i < TRIES; i++) {
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
    const now = new Set(await writersOf(read));
    waiting = waiting.filter((id) => now.has(id));
  }
  return waiting.length === 0 ? seq : undefined;
};
