import { catalogue, DEVICES, type Device } from '../domain/events/index.ts';
import { insertRows, selectByKeys } from './bulk.ts';
import type { Database, Db } from './db.ts';
import type { LogRow } from './row.ts';

const MOST_KNOWN = 50_000;
const known = new WeakMap<Database, Map<number, number>>();
const STARTED = catalogue['session.started'].code;
const TABLE = {
  table: 'session_device',
  columns: ['sess', 'device'],
  conflict: 'on conflict ("sess") do update set "device" = excluded."device"',
};
const BY_SESSION = {
  table: 'session_device',
  columns: ['sess', 'device'],
  key: [['sess', 'bigint']] as [string, 'bigint'][],
};

const deviceIn = (data: string): number => {
  const { device } = JSON.parse(data) as { device: Device };
  return Math.max(0, DEVICES.indexOf(device));
};

/** Writes each row's device class: the one its session was started on, 0 when unknown. */
export const stampDevices = async (database: Database, trx: Db, rows: LogRow[]): Promise<void> => {
  const map = known.get(database) ?? new Map<number, number>();
  known.set(database, map);
  if (map.size > MOST_KNOWN) map.clear();
  const started = rows.filter((r) => r.verb === STARTED && r.sess !== null);
  const fresh = new Map(started.map((r) => [r.sess ?? 0, deviceIn(r.data)]));
  await insertRows(
    trx,
    database.dialect,
    TABLE,
    [...fresh].sort(([a], [b]) => a - b),
  );
  const missing = new Set<number>();
  for (const { sess } of rows) if (sess !== null && !map.has(sess) && !fresh.has(sess)) missing.add(sess);
  const found = await selectByKeys<{ sess: number; device: number }>(
    trx,
    database.dialect,
    BY_SESSION,
    [...missing].map((s) => [s]),
  );
  for (const { sess, device } of found) map.set(sess, device);
  for (const row of rows) if (row.sess !== null) row.device = fresh.get(row.sess) ?? map.get(row.sess) ?? 0;
};
