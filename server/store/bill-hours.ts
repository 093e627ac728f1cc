import type { Hour } from '../domain/bill.ts';
import { COUNTED } from '../domain/bill.ts';
import { changesOf, insertAll, insertPlan, putCells, statement } from './bulk.ts';
import { sinkOf, type Tx } from './commit.ts';
import type { Db } from './db.ts';
import { Overtaken } from './honour-write.ts';

const BILLS = 'bills';
const OPEN = statement('insert into "log_cursor" ("name", "seq") values (?, 0) on conflict do nothing');
const MOVE = statement('update "log_cursor" set "seq" = ? where "name" = ? and "seq" = ?');
const HOUR = insertPlan(
  'bill_hour',
  ['person', 'day', 'hour', ...COUNTED],
  `on conflict ("person", "day", "hour") do update set ${COUNTED.map((c) => `"${c}" = "bill_hour"."${c}" + excluded."${c}"`).join(', ')}`,
);

/** How far the log has been read for bills. */
export const billCursor = async (db: Db): Promise<number> =>
  Number(
    (await db.selectFrom('log_cursor').select('seq').where('name', '=', BILLS).executeTakeFirst())?.seq ?? 0,
  );

export type Counted = {
  to: number;
  rows: ({ person: number } & Hour)[];
  corrected: { actor: number; day: number }[];
};

/** Bills of days on which a score has changed are written again by the job. */
const markStale = async (tx: Tx, corrected: Counted['corrected']): Promise<void> => {
  for (const { actor, day } of corrected)
    await tx.db
      .updateTable('bill')
      .set({ stale: 1 })
      .where('person', 'in', tx.db.selectFrom('symbol').select('text').where('id', '=', actor))
      .where('from', '<=', day)
      .where('to', '>=', day)
      .execute();
};

/** Adds a stretch of the log to the hours and moves the mark, in one commit: every event counts exactly once, also over
 * a kill. Throws `Overtaken` when another server has read it already. */
export const addHours = async (tx: Tx, from: number, { to, rows, corrected }: Counted): Promise<void> => {
  const sink = sinkOf(tx);
  if (from === 0) await changesOf(sink, OPEN, [BILLS]);
  if ((await changesOf(sink, MOVE, [to, BILLS, from])) !== 1) throw new Overtaken();
  const sorted = [...rows].sort((a, b) => a.person - b.person || a.day - b.day || a.hour - b.hour);
  await insertAll(
    sink,
    HOUR,
    sorted.map((r) => [r.person, r.day, r.hour, ...COUNTED.map((c) => r[c])]),
    putCells,
  );
  await markStale(tx, corrected);
};
