import { sql } from 'kysely';
import { insertAll, insertPlan, type Put, type Sink, selectAll, selectPlan } from './bulk.ts';
import type { Database, Db } from './db.ts';
import { stampDevices } from './device.ts';
import { Conflict } from './dialect.ts';
import { addToRollups } from './rollup.ts';
import type { Draft, LogRow } from './row.ts';
import { numberTexts } from './symbol.ts';

const COLUMNS =
  'id org actor verb obj objVer ctx sess sessN tClient tServer tEvent day hour ok score ms flags device schema data';
const INSERT = insertPlan('event', COLUMNS.split(' '), 'on conflict ("id") do nothing');
const BY_ID = selectPlan('event', ['id'], { id: 'bytea' });
const LOG_LOCK = 7_801;

/** The cells of one row, in the order of COLUMNS. */
const putRow: Put<LogRow> = (r, cells, at) => {
  cells[at] = r.id;
  cells[at + 1] = r.org;
  cells[at + 2] = r.actor;
  cells[at + 3] = r.verb;
  cells[at + 4] = r.obj;
  cells[at + 5] = r.objVer;
  cells[at + 6] = r.ctx;
  cells[at + 7] = r.sess;
  cells[at + 8] = r.sessN;
  cells[at + 9] = r.tClient;
  cells[at + 10] = r.tServer;
  cells[at + 11] = r.tEvent;
  cells[at + 12] = r.day;
  cells[at + 13] = r.hour;
  cells[at + 14] = r.ok;
  cells[at + 15] = r.score;
  cells[at + 16] = r.ms;
  cells[at + 17] = r.flags;
  cells[at + 18] = r.device;
  cells[at + 19] = r.schema;
  cells[at + 20] = r.data;
};

/** PostgreSQL: the rollup rows of a person are read, merged and written by one transaction at a time. */
const lockActors = async (trx: Db, rows: LogRow[]): Promise<void> => {
  const actors = [...new Set(rows.map((r) => r.actor % 2 ** 31))].sort((a, b) => a - b);
  for (const actor of actors)
    await sql`select pg_advisory_xact_lock(${LOG_LOCK}::int, ${actor}::int)`.execute(trx);
};

const keyOf = (id: Uint8Array): string =>
  (Buffer.isBuffer(id) ? id : Buffer.from(id)).toString('latin1', 0, 16);
/** Rows whose ids are neither stored nor come a second time. */
const notYetStored = async (sink: Sink, rows: LogRow[]): Promise<LogRow[]> => {
  const ids = rows.map((r) => r.id);
  const seen = new Set<string>();
  for (const { id } of await selectAll<{ id: Uint8Array }>(sink, BY_ID, ids)) seen.add(keyOf(id));
  return rows.filter((row) => {
    const known = seen.size;
    return seen.add(keyOf(row.id)).size > known;
  });
};

/**
 * Writes drafts and their rollups inside `trx`. `claims` carry ids chosen by clients: those already stored are left
 * out. Call the returned function after the commit only.
 */
export const writeLog = async (
  database: Database,
  trx: Db,
  facts: Draft[],
  claims: Draft[],
): Promise<() => void> => {
  if (facts.length + claims.length === 0) return () => {};
  const sink: Sink = { trx, dialect: database.dialect, connection: database.internal.connection };
  const keep = await numberTexts(database, sink, claims.length === 0 ? facts : [...facts, ...claims]);
  const claimed = claims.map((d) => d.row);
  let rows = facts.map((d) => d.row);
  if (database.dialect === 'postgres') await lockActors(trx, [...rows, ...claimed]);
  if (claimed.length > 0) rows = [...rows, ...(await notYetStored(sink, claimed))];
  await stampDevices(database, sink, rows);
  if ((await insertAll(sink, INSERT, rows, putRow)) !== rows.length)
    throw new Conflict('an id came twice at the same moment');
  await addToRollups(sink, rows);
  return keep;
};
