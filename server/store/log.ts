import { sql } from 'kysely';
import { insertAll, insertPlan, type Put, type Sink, selectAll, selectPlan } from './bulk.ts';
import type { Database, Db } from './db.ts';
import { stampDevices } from './device.ts';
import { Conflict } from './dialect.ts';
import { addToRollups } from './rollup.ts';
import { type Draft, type LogRow, SCHEMA } from './row.ts';
import { numberTexts } from './symbol.ts';

const COLUMNS =
  'id org actor verb obj objVer ctx sess tServer tEvent day hour ok score ms flags device data'.split(' ');
const CLIENT = ['sessN', 'tClient'];
const KNOWN = 'on conflict ("id") do nothing';
const SAME = { schema: `${SCHEMA}` };
/** What the server states has no number in a client's session and no client's time. */
const INSERT_FACTS = insertPlan('event', COLUMNS, KNOWN, { sessN: 'null', tClient: 'null', ...SAME });
const INSERT_CLAIMS = insertPlan('event', [...COLUMNS, ...CLIENT], KNOWN, SAME);
const BY_ID = selectPlan('event', ['id'], { id: 'bytea' });
const LOG_LOCK = 7_801;

/** The cells of one row, in the order of COLUMNS. */
const putFact: Put<LogRow> = (r, cells, at) => {
  cells[at] = r.id;
  cells[at + 1] = r.org;
  cells[at + 2] = r.actor;
  cells[at + 3] = r.verb;
  cells[at + 4] = r.obj;
  cells[at + 5] = r.objVer;
  cells[at + 6] = r.ctx;
  cells[at + 7] = r.sess;
  cells[at + 8] = r.tServer;
  cells[at + 9] = r.tEvent;
  cells[at + 10] = r.day;
  cells[at + 11] = r.hour;
  cells[at + 12] = r.ok;
  cells[at + 13] = r.score;
  cells[at + 14] = r.ms;
  cells[at + 15] = r.flags;
  cells[at + 16] = r.device;
  cells[at + 17] = r.data;
};
const putClaim: Put<LogRow> = (r, cells, at) => {
  putFact(r, cells, at);
  cells[at + COLUMNS.length] = r.sessN;
  cells[at + COLUMNS.length + 1] = r.tClient;
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
  const stated = facts.map((d) => d.row);
  const claimed = claims.map((d) => d.row);
  if (database.dialect === 'postgres') await lockActors(trx, [...stated, ...claimed]);
  const fresh = claimed.length === 0 ? [] : await notYetStored(sink, claimed);
  const rows = fresh.length === 0 ? stated : [...stated, ...fresh];
  await stampDevices(database, sink, rows);
  const written =
    (await insertAll(sink, INSERT_FACTS, stated, putFact)) +
    (await insertAll(sink, INSERT_CLAIMS, fresh, putClaim));
  if (written !== rows.length) throw new Conflict('an id came twice at the same moment');
  await addToRollups(sink, rows);
  return keep;
};
