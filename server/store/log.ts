import { sql } from 'kysely';
import { insertAll, insertPlan, type Sink, selectAll, selectPlan } from './bulk.ts';
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
const pushCells = (cells: unknown[], r: LogRow): void => {
  cells.push(
    r.id,
    r.org,
    r.actor,
    r.verb,
    r.obj,
    r.objVer,
    r.ctx,
    r.sess,
    r.sessN,
    r.tClient,
    r.tServer,
    r.tEvent,
  );
  cells.push(r.day, r.hour, r.ok, r.score, r.ms, r.flags, r.device, r.schema, r.data);
};

/** PostgreSQL: the rollup rows of a person are read, merged and written by one transaction at a time. */
const lockActors = async (trx: Db, rows: LogRow[]): Promise<void> => {
  const actors = [...new Set(rows.map((r) => r.actor % 2 ** 31))].sort((a, b) => a - b);
  for (const actor of actors)
    await sql`select pg_advisory_xact_lock(${LOG_LOCK}::int, ${actor}::int)`.execute(trx);
};

const hex = (id: Uint8Array): string => Buffer.from(id.buffer, id.byteOffset, 16).toString('latin1');
const notYetStored = async (sink: Sink, rows: LogRow[]): Promise<LogRow[]> => {
  const ids = rows.map((r) => r.id);
  const stored = await selectAll<{ id: Uint8Array }>(sink, BY_ID, ids);
  const seen = new Set(stored.map((r) => hex(r.id)));
  return rows.filter((row) => {
    const id = hex(row.id);
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
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
  const cells: unknown[] = [];
  for (const row of rows) pushCells(cells, row);
  if ((await insertAll(sink, INSERT, cells)) !== rows.length)
    throw new Conflict('an id came twice at the same moment');
  await addToRollups(sink, rows);
  return keep;
};
