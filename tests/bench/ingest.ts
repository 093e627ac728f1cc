import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { commit } from '../../server/store/commit.ts';
import { type Database, databaseFile, openDatabase } from '../../server/store/db.ts';
import { ingest } from '../../server/store/event.ts';
import { diffRollups } from '../../server/store/rollup.ts';
import { seedPeople } from '../helpers/database.ts';
import { diceOf, perSecond, type Result, round } from './table.ts';
import { type Step, stepsOf } from './week.ts';

const LEARNERS = 2_000;
const EVENTS = 120_000;
const CHUNK = 5_000;
const BATCH = 1_000;
const START = Date.UTC(2026, 10, 16, 1);

const COLUMNS =
  'id org actor verb obj objVer ctx sess sessN tClient tServer tEvent day hour ok score ms flags device schema data'.split(
    ' ',
  );

/** The plain table: the same events with their ids as they come; an integer key, no index, no rollup, no de-duplication. */
const plainTable = (file: string): ((rows: unknown[][]) => number) => {
  const db = new Sqlite(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('cache_size = -65536');
  db.exec(`create table plain (seq integer primary key, ${COLUMNS.map((c) => `"${c}"`).join(',')})`);
  const insert = db.prepare(
    `insert into plain (${COLUMNS.map((c) => `"${c}"`).join(',')}) values (${COLUMNS.map(() => '?').join(',')})`,
  );
  return (rows) => {
    const from = performance.now();
    for (let at = 0; at < rows.length; at += BATCH) {
      db.exec('begin immediate');
      for (const row of rows.slice(at, at + BATCH)) insert.run(row);
      db.exec('commit');
    }
    return performance.now() - from;
  };
};

const send = (db: Database, step: Step): Promise<unknown> => {
  const ctx = { db, now: () => step.at };
  if ('claims' in step) return ingest(ctx, step.actor, step.claims, step.at - 40, step.at);
  return commit(ctx, async (tx) => {
    for (const fact of step.facts) tx.emit(step.actor, fact);
  });
};

/** One work states all the facts of a batch; the clients' batches of twenty stay as they are. */
const sendTogether = (db: Database, steps: Step[]): Promise<unknown>[] => {
  const at = steps.at(-1)?.at ?? 0;
  const facts = commit({ db, now: () => at }, async (tx) => {
    for (const step of steps) if ('facts' in step) for (const fact of step.facts) tx.emit(step.actor, fact);
  });
  return [facts, ...steps.filter((s) => 'claims' in s).map((s) => send(db, s))];
};

/** Plays steps in batches of about a thousand events; gives the milliseconds. */
const play = async (db: Database, steps: Step[], together: boolean): Promise<number> => {
  const from = performance.now();
  let wave: Step[] = [];
  let waiting = 0;
  for (const step of steps) {
    wave.push(step);
    waiting += 'claims' in step ? step.claims.length : step.facts.length;
    if (waiting < BATCH && step !== steps.at(-1)) continue;
    await Promise.all(together ? sendTogether(db, wave) : wave.map((s) => send(db, s)));
    wave = [];
    waiting = 0;
  }
  return performance.now() - from;
};

const pagesOf = (file: string): number => {
  const db = new Sqlite(file, { readonly: true });
  const { n } = db
    .prepare(
      "select sum(pgsize) as n from dbstat where name in ('event', 'ix_event_id', 'symbol', 'ix_symbol_text')",
    )
    .get() as { n: number };
  db.close();
  return n;
};

export const bench = async (): Promise<Result> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'archipelago-bench-'));
  const db = await openDatabase({ dataDir });
  const plain = plainTable(join(dataDir, 'plain.db'));
  const actors = await seedPeople({ db, now: () => START }, LEARNERS);
  const dice = diceOf(7);
  const spent = { store: 0, plain: 0, rows: 0 };
  let last = 0;
  for (let done = 0; done < EVENTS; done += CHUNK) {
    const steps = stepsOf(actors, CHUNK, dice, START + done * 100, 0.03);
    spent.store += await play(db, steps, process.env.ALONE === undefined);
    const rows = await db.read
      .selectFrom('event_text')
      .selectAll()
      .where('seq', '>', last)
      .orderBy('seq')
      .execute();
    last = rows.at(-1)?.seq ?? last;
    spent.rows += rows.length;
    spent.plain += plain(rows.map((row) => COLUMNS.map((c) => row[c as keyof typeof row])));
  }
  const wrong = await diffRollups(db.read);
  if (wrong.length > 0) throw new Error(`rollups differ: ${JSON.stringify(wrong)}`);
  await db.close();
  const bytes = pagesOf(databaseFile(dataDir)) / spent.rows;
  await rm(dataDir, { recursive: true });
  const store = perSecond(spent.rows, spent.store);
  const bare = perSecond(spent.rows, spent.plain);
  const ratio = round(store / bare);
  return {
    title: `Ingest: ${spent.rows} events of ${LEARNERS} learners, WAL, FULL`,
    rows: [
      ['plain insert, batches of 1,000, rows/s', String(bare)],
      ['store (commit + ingest, ids, rollups), rows/s', String(store)],
      ['bytes per event (log, id index, symbols)', bytes.toFixed(0)],
      ['ratio (goal >= 0.35)', ratio.toFixed(2)],
    ],
    json: {
      events: spent.rows,
      learners: LEARNERS,
      plainRowsPerSecond: bare,
      rowsPerSecond: store,
      bytesPerEvent: Math.round(bytes),
      ratio,
    },
  };
};
