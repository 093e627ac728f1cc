import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { ClientEvent } from '../../server/domain/api.ts';
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
const plainTable = (file: string): ((rows: unknown[][]) => void) => {
  const db = new Sqlite(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('cache_size = -65536');
  db.exec(`create table plain (seq integer primary key, ${COLUMNS.map((c) => `"${c}"`).join(',')})`);
  const insert = db.prepare(
    `insert into plain (${COLUMNS.map((c) => `"${c}"`).join(',')}) values (${COLUMNS.map(() => '?').join(',')})`,
  );
  return (rows) => {
    for (let at = 0; at < rows.length; at += BATCH) {
      db.exec('begin immediate');
      for (const row of rows.slice(at, at + BATCH)) insert.run(row);
      db.exec('commit');
    }
  };
};

const report = (db: Database, { actor, claims, at }: Step & { claims: ClientEvent[] }): Promise<unknown> =>
  ingest({ db, now: () => at }, actor, claims, at - 40, at);

/** One work states all the facts of a batch; the clients' batches of twenty stay as they are. */
const sendTogether = (db: Database, steps: Step[]): Promise<unknown>[] => {
  const at = steps.at(-1)?.at ?? 0;
  const facts = commit({ db, now: () => at }, async (tx) => {
    for (const step of steps) if ('facts' in step) for (const fact of step.facts) tx.emit(step.actor, fact);
  });
  return [facts, ...steps.flatMap((s) => ('claims' in s ? [report(db, s)] : []))];
};

/** Plays steps in batches of about a thousand events. */
const play = async (db: Database, steps: Step[]): Promise<void> => {
  let wave: Step[] = [];
  let waiting = 0;
  for (const step of steps) {
    wave.push(step);
    waiting += 'claims' in step ? step.claims.length : step.facts.length;
    if (waiting < BATCH && step !== steps.at(-1)) continue;
    await Promise.all(sendTogether(db, wave));
    wave = [];
    waiting = 0;
  }
};

const LOG = ['event', 'ix_event_id', 'symbol', 'ix_symbol_text'];
const sizeOf = (file: string, names: string): number => {
  const db = new Sqlite(file, { readonly: true });
  const { n } = db.prepare(`select sum(pgsize) as n from dbstat where name ${names}`).get() as { n: number };
  db.close();
  return n;
};

type Spent = { wall: number; cpu: number };
const measure = async (into: Spent, work: () => unknown): Promise<void> => {
  const before = process.cpuUsage();
  const from = performance.now();
  await work();
  into.wall += performance.now() - from;
  const { user, system } = process.cpuUsage(before);
  into.cpu += (user + system) / 1_000;
};

/** Both write the same events in turns, so that a busy moment of the machine slows both. */
export const bench = async (): Promise<Result> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'archipelago-bench-'));
  const db = await openDatabase({ dataDir });
  const plain = plainTable(join(dataDir, 'plain.db'));
  const actors = await seedPeople({ db, now: () => START }, LEARNERS);
  const dice = diceOf(7);
  const store: Spent = { wall: 0, cpu: 0 };
  const bare: Spent = { wall: 0, cpu: 0 };
  let n = 0;
  let last = 0;
  for (let done = 0; done < EVENTS; done += CHUNK) {
    const steps = stepsOf(actors, CHUNK, dice, START + done * 100, 0.03);
    await measure(store, () => play(db, steps));
    const rows = await db.read
      .selectFrom('event_text')
      .selectAll()
      .where('seq', '>', last)
      .orderBy('seq')
      .execute();
    last = rows.at(-1)?.seq ?? last;
    n += rows.length;
    const cells = rows.map((row) => COLUMNS.map((c) => row[c as keyof typeof row]));
    await measure(bare, () => plain(cells));
  }
  const wrong = await diffRollups(db.read);
  if (wrong.length > 0) throw new Error(`rollups differ: ${JSON.stringify(wrong)}`);
  await db.close();
  const file = databaseFile(dataDir);
  const bytes = sizeOf(file, `in (${LOG.map((t) => `'${t}'`).join(',')})`) / n;
  const rollups = sizeOf(file, "like 'rollup%'") / n;
  await rm(dataDir, { recursive: true });
  const ratio = round(bare.wall / store.wall);
  const cpuRatio = round(bare.cpu / store.cpu);
  return {
    title: `Ingest: ${n} events of ${LEARNERS} learners, WAL, FULL, batches of 1,000`,
    rows: [
      ['plain insert of the same events, rows/s', String(perSecond(n, bare.wall))],
      ['store: ids, de-duplication, rollups, rows/s', String(perSecond(n, store.wall))],
      ['bytes per event: log, id index, symbols (goal <= 200)', bytes.toFixed(0)],
      ['bytes per event: rollups of a first day', rollups.toFixed(0)],
      ['ratio by CPU time', cpuRatio.toFixed(2)],
      ['ratio (goal >= 0.35)', ratio.toFixed(2)],
    ],
    json: {
      events: n,
      learners: LEARNERS,
      plainRowsPerSecond: perSecond(n, bare.wall),
      rowsPerSecond: perSecond(n, store.wall),
      bytesPerEvent: Math.round(bytes),
      rollupBytesPerEvent: Math.round(rollups),
      cpuRatio,
      ratio,
    },
  };
};
