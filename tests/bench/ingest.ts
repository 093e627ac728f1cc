import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import Sqlite from 'better-sqlite3';
import { UUID } from 'uuidv7';
import { audit } from '../../server/store/audit.ts';
import { type Actor, commit } from '../../server/store/commit.ts';
import { type Database, databaseFile, openDatabase } from '../../server/store/db.ts';
import { type CheckedBatch, checkBatch, storeBatch } from '../../server/store/event.ts';
import { seedPeople } from '../helpers/database.ts';
import { diceOf, perSecond, quantile, type Result, round } from './table.ts';
import { type Step, stepsOf } from './week.ts';

const LEARNERS = 2_000;
const ROUNDS = 30;
const PER_ROUND = 2_500;
const BATCH = 1_000;
const START = Date.UTC(2026, 10, 16, 1);

const COLUMNS =
  'id org actor verb obj objVer ctx sess sessN tClient tServer tEvent day hour ok score ms flags device schema data'.split(
    ' ',
  );

/** The pragmas that the store sets too, so that the designs are compared and not the settings. */
const PRAGMAS = [
  'journal_mode = WAL',
  'synchronous = FULL',
  'cache_size = -65536',
  'wal_autocheckpoint = 8000',
];
const plainTable = (file: string): ((rows: unknown[][]) => void) => {
  const db = new Sqlite(file);
  for (const p of PRAGMAS) db.pragma(p);
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

/** A step behind the door: what the server states, or a client's batch whose shapes are checked. */
type Let = Extract<Step, { facts: unknown }> | { actor: Actor; at: number; checked: CheckedBatch };
const letIn = (step: Step): Let =>
  'facts' in step ? step : { actor: step.actor, at: step.at, checked: checkBatch(step.claims) };
const sizeOfStep = (step: Let): number => ('facts' in step ? step.facts.length : step.checked.good.length);

/** Waves of about a thousand events. */
const wavesOf = (steps: Let[]): Let[][] => {
  const waves: Let[][] = [];
  let waiting = BATCH;
  for (const step of steps) {
    if (waiting >= BATCH) {
      waves.push([]);
      waiting = 0;
    }
    waves.at(-1)?.push(step);
    waiting += sizeOfStep(step);
  }
  return waves;
};

type Facts = Extract<Let, { facts: unknown }>;
const state = (db: Database, at: number, steps: Facts[]): Promise<unknown> =>
  commit({ db, now: () => at }, async (tx) => {
    for (const step of steps) for (const fact of step.facts) tx.emit(step.actor, fact);
  });
/** One wave: the server's facts in one work or in a work for each step, the clients' batches of twenty one by one. */
const send = (db: Database, wave: Let[], together: boolean): Promise<unknown>[] => {
  const facts = wave.filter((step) => 'facts' in step);
  const works = together ? [state(db, wave.at(-1)?.at ?? 0, facts)] : facts.map((f) => state(db, f.at, [f]));
  for (const step of wave)
    if ('checked' in step)
      works.push(storeBatch({ db, now: () => step.at }, step.actor, step.checked, step.at - 40, step.at));
  return works;
};

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
type Spent = { wall: number; cpu: number };
/** Each side starts with a clean heap, so that nobody pays for what the other or the bench has thrown away. */
const measure = async (work: () => unknown): Promise<Spent> => {
  collect();
  const before = process.cpuUsage();
  const from = performance.now();
  await work();
  const wall = performance.now() - from;
  const { user, system } = process.cpuUsage(before);
  return { wall, cpu: (user + system) / 1_000 };
};

/** The events after `seq` as a plain table holds them: every id a text. */
const plainRows = async (db: Database, seq: number): Promise<[cells: unknown[][], last: number]> => {
  const rows = await db.read
    .selectFrom('event_text')
    .selectAll()
    .where('seq', '>', seq)
    .orderBy('seq')
    .execute();
  const cells = rows.map((row) => {
    const id = UUID.ofInner(new Uint8Array(row.id)).toString();
    return COLUMNS.map((c) => (c === 'id' ? id : row[c as keyof typeof row]));
  });
  return [cells, rows.at(-1)?.seq ?? seq];
};

type Round = { rows: number; door: Spent; store: Spent; plain: Spent };
type Place = { db: Database; plain: (rows: unknown[][]) => void };
const playRound = async ({ db, plain }: Place, steps: Step[], together: boolean): Promise<Round> => {
  const last = await db.read.selectFrom('event').select('seq').orderBy('seq', 'desc').limit(1).execute();
  let behind: Let[] = [];
  const door = await measure(() => {
    behind = steps.map(letIn);
  });
  const waves = wavesOf(behind);
  const store = await measure(async () => {
    for (const wave of waves) await Promise.all(send(db, wave, together));
  });
  const [cells] = await plainRows(db, last[0]?.seq ?? 0);
  return { rows: cells.length, door, store, plain: await measure(() => plain(cells)) };
};

const LOG = ['event', 'ix_event_id', 'symbol', 'ix_symbol_text'];
const sizeOf = (file: string, names: string): number => {
  const db = new Sqlite(file, { readonly: true });
  const { n } = db.prepare(`select sum(pgsize) as n from dbstat where name ${names}`).get() as { n: number };
  db.close();
  return n;
};

/** Learners who have signed in: each has a session, whose start says the device. */
const signedIn = async (db: Database): Promise<Actor[]> => {
  const ctx = { db, now: () => START };
  const actors = await seedPeople(ctx, LEARNERS);
  await commit(ctx, async (tx) => {
    const rest = { device: 'x', createdAt: START, lastSeenAt: START, expiresAt: START, revokedAt: null };
    for (const actor of actors) {
      const id = actor.session ?? '';
      await tx.db
        .insertInto('session')
        .values({ id, person: actor.person, tokenHash: id, ...rest })
        .execute();
      tx.emit(actor, { verb: 'session.started', data: { device: 'phone', entry: 'login' } });
    }
  });
  return actors;
};

const middle = (rounds: Round[], of: (r: Round) => number): number => quantile(rounds.map(of), 0.5);

/** Median time of a row in the plain table against its median time in the store. */
const ratioOf = (rounds: Round[], store: (r: Round) => number, plain = (r: Round) => r.plain.wall): number =>
  round(middle(rounds, (r) => plain(r) / r.rows) / middle(rounds, (r) => store(r) / r.rows));

/**
 * The store: events behind the door (shapes checked) get ids, symbols, devices, days and hours; known ids are left out;
 * every rollup is kept in the same transaction. Plain: a table of the same facts with text ids, an integer key, no index,
 * no rollup, no de-duplication; its cells are ready. Both write the same rows in turns; a figure is the median of its rounds.
 */
export const bench = async (): Promise<Result> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'archipelago-bench-'));
  const db = await openDatabase({ dataDir });
  const place: Place = { db, plain: plainTable(join(dataDir, 'plain.db')) };
  const actors = await signedIn(db);
  const dice = diceOf(7);
  const rounds: Round[] = [];
  const singles: Round[] = [];
  for (let nth = 0; nth < 2 * ROUNDS; nth++) {
    const steps = stepsOf(actors, PER_ROUND, dice, START + (nth * PER_ROUND + 1) * 100, 0.03);
    (nth % 2 ? singles : rounds).push(await playRound(place, steps, nth % 2 === 0));
  }
  const broken = (await audit(db)).filter((law) => law.faults.length > 0);
  if (broken.length > 0) throw new Error(`the audit finds: ${JSON.stringify(broken)}`);
  await db.close();
  const n = LEARNERS + [...rounds, ...singles].reduce((sum, r) => sum + r.rows, 0);
  const file = databaseFile(dataDir);
  const bytes = sizeOf(file, `in (${LOG.map((t) => `'${t}'`).join(',')})`) / n;
  const rollups = sizeOf(file, "like 'rollup%'") / n;
  await rm(dataDir, { recursive: true });
  const json = {
    events: n,
    learners: LEARNERS,
    plainRowsPerSecond: Math.round(middle(rounds, (r) => perSecond(r.rows, r.plain.wall))),
    rowsPerSecond: Math.round(middle(rounds, (r) => perSecond(r.rows, r.store.wall))),
    bytesPerEvent: Math.round(bytes),
    rollupBytesPerEvent: Math.round(rollups),
    cpuRatio: ratioOf(
      rounds,
      (r) => r.store.cpu,
      (r) => r.plain.cpu,
    ),
    ratioWithDoor: ratioOf(rounds, (r) => r.store.wall + r.door.wall),
    ratioWorkPerStep: ratioOf(singles, (r) => r.store.wall),
    ratio: ratioOf(rounds, (r) => r.store.wall),
  };
  return {
    title: `Ingest: ${n} events of ${LEARNERS} learners, WAL, FULL, batches of 1,000, medians of ${ROUNDS} rounds`,
    rows: [
      ['plain insert of the same events, rows/s', String(json.plainRowsPerSecond)],
      ['store: ids, de-duplication, rollups, rows/s', String(json.rowsPerSecond)],
      ['bytes per event: log, id index, symbols (goal <= 200)', bytes.toFixed(0)],
      ['bytes per event: rollups of a first day', rollups.toFixed(0)],
      ['ratio by CPU time', json.cpuRatio.toFixed(2)],
      ["ratio with the door's shape checks", json.ratioWithDoor.toFixed(2)],
      ['ratio when every answer is a work of its own', json.ratioWorkPerStep.toFixed(2)],
      ['ratio (goal >= 0.35)', json.ratio.toFixed(2)],
    ],
    json,
  };
};
