import { catalogue, DEVICES, type Device } from '../domain/events/index.ts';
import { insertAll, insertPlan, putCells, type Sink, selectAll, selectPlan } from './bulk.ts';
import type { Database } from './db.ts';
import type { LogRow } from './row.ts';

const MOST_KNOWN = 50_000;
const STARTED = catalogue['session.started'].code;
const COLUMNS = ['sess', 'device'];
const INSERT = insertPlan(
  'session_device',
  COLUMNS,
  'on conflict ("sess") do update set "device" = excluded."device"',
);
const BY_SESSION = selectPlan('session_device', COLUMNS, { sess: 'bigint' });

const known = new WeakMap<Database, Map<number, number>>();
const knownOf = (database: Database): Map<number, number> => {
  const map = known.get(database) ?? new Map<number, number>();
  if (map.size > MOST_KNOWN) map.clear();
  known.set(database, map);
  return map;
};

const deviceIn = (data: string): number => {
  const { device } = JSON.parse(data) as { device: Device };
  return Math.max(0, DEVICES.indexOf(device));
};

/**
 * Writes each row's device class: the one its session was started on, 0 when unknown. What a start says is remembered
 * when a later transaction has read it back, so that an undone start leaves no trace.
 */
export const stampDevices = async (database: Database, sink: Sink, rows: LogRow[]): Promise<void> => {
  const map = knownOf(database);
  const fresh = new Map<number, number>();
  const missing = new Set<number>();
  for (const row of rows) {
    if (row.sess === null) continue;
    if (row.verb === STARTED) fresh.set(row.sess, deviceIn(row.data));
    else if (!map.has(row.sess)) missing.add(row.sess);
  }
  if (fresh.size > 0)
    await insertAll(
      sink,
      INSERT,
      [...fresh].sort(([a], [b]) => a - b),
      putCells,
    );
  const asked = [...missing].filter((sess) => !fresh.has(sess));
  const found = await selectAll<{ sess: number; device: number }>(sink, BY_SESSION, asked);
  for (const { sess, device } of found) map.set(sess, device);
  for (const row of rows) if (row.sess !== null) row.device = fresh.get(row.sess) ?? map.get(row.sess) ?? 0;
};
