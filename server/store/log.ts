import { sql } from 'kysely';
import { insertRows, selectByKeys } from './bulk.ts';
import type { Database, Db } from './db.ts';
import { stampDevices } from './device.ts';
import { Conflict } from './dialect.ts';
import { addToRollups } from './rollup.ts';
import type { Draft, LogRow } from './row.ts';
import { symbolsOf } from './symbol.ts';

const COLUMNS = [
  'id',
  'org',
  'actor',
  'verb',
  'obj',
  'objVer',
  'ctx',
  'sess',
  'sessN',
  'tClient',
  'tServer',
  'tEvent',
  'day',
  'hour',
  'ok',
  'score',
  'ms',
  'flags',
  'device',
  'schema',
  'data',
] as const satisfies readonly (keyof LogRow)[];
const BY_ID = { table: 'event', columns: ['id'], key: [['id', 'bytes']] as [string, 'bytes'][] };
const INSERT = { table: 'event', columns: COLUMNS, conflict: 'on conflict ("id") do nothing' };

const lockActors = async (trx: Db, rows: LogRow[]): Promise<void> => {
  const actors = [...new Set(rows.map((r) => r.actor))].sort((a, b) => a - b);
  for (const actor of actors)
    await sql`select pg_advisory_xact_lock(${LOG_LOCK}, ${actor % 2 ** 31})`.execute(trx);
};
const LOG_LOCK = 7_801;

const notYetStored = async (database: Database, trx: Db, rows: LogRow[]): Promise<LogRow[]> => {
  const seen = new Set<string>();
  const ids = rows.map((r) => [r.id]);
  for (const { id } of await selectByKeys<{ id: Uint8Array }>(trx, database.dialect, BY_ID, ids))
    seen.add(hex(id));
  return rows.filter((row) => {
    const id = hex(row.id);
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
};
const hex = (id: Uint8Array): string => Buffer.from(id.buffer, id.byteOffset, 16).toString('hex');

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
  const texts = new Set<string>();
  for (const d of [...facts, ...claims])
    for (const text of [d.org, d.actor, d.obj, d.ctx, d.sess]) if (text !== null) texts.add(text);
  const symbols = await symbolsOf(database, trx, texts);
  const numbered = (d: Draft): LogRow => ({
    ...d,
    org: symbols.of(d.org),
    actor: symbols.of(d.actor),
    obj: d.obj === null ? null : symbols.of(d.obj),
    ctx: d.ctx === null ? null : symbols.of(d.ctx),
    sess: d.sess === null ? null : symbols.of(d.sess),
  });
  const claimed = claims.map(numbered);
  const stated = facts.map(numbered);
  if (database.dialect === 'postgres') await lockActors(trx, [...stated, ...claimed]);
  const rows = claimed.length === 0 ? stated : [...stated, ...(await notYetStored(database, trx, claimed))];
  await stampDevices(database, trx, rows);
  const n = await insertRows(
    trx,
    database.dialect,
    INSERT,
    rows.map((row) => COLUMNS.map((c) => row[c])),
  );
  if (n !== rows.length) throw new Conflict('an id came twice at the same moment');
  await addToRollups(trx, database.dialect, rows);
  return symbols.keep;
};
