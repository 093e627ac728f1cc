import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import Sqlite from 'better-sqlite3';
import { pino } from 'pino';
import { catalogue } from '../../server/domain/events/index.ts';
import type { Question } from '../../server/domain/question.ts';
import { computeStatistics } from '../../server/jobs/statistics.ts';
import { commit, type StoreCtx } from '../../server/store/commit.ts';
import { databaseFile, openDatabase } from '../../server/store/db.ts';
import { duplicatesApart } from '../../server/store/duplicates.ts';
import { textColumns } from '../../server/store/question-text.ts';
import { newBank, newCompany, newEditor } from '../store/bank-people.ts';
import { diceOf, type Result, round } from './table.ts';

const LEARNERS = 2_000;
const QUESTIONS = 10_000;
const EXAMS = 10;
const FORM = 20;
const PRACTISED = 300;
const ANSWERS = LEARNERS * (EXAMS * FORM + PRACTISED);
const PIECE = 500;

const dice = diceOf(11);
const pick = (n: number): number => Math.floor(dice() * n);
const han = (n: number): string =>
  Array.from({ length: n }, () => String.fromCodePoint(0x4e00 + Math.floor(dice() * dice() * 3_000))).join(
    '',
  );
const newQuestion = (i: number): Question => ({
  id: `q-${i}`,
  type: 'single',
  stem: { zh: `${han(40)}？`, en: `Which of these rules applies to case ${i}?` },
  options: [12, 9, 15, 10].map((n) => ({ text: { zh: han(n) } })),
  key: 0,
  explanation: { zh: han(120) },
  difficulty: 3,
});

const fillBank = (ctx: StoreCtx, bank: string): Promise<void> =>
  commit(ctx, async ({ db, now }) => {
    for (let from = 0; from < QUESTIONS; from += PIECE) {
      const part = Array.from({ length: PIECE }, (_, i) => newQuestion(from + i));
      const rows = part.map((q) => ({
        ...{ id: q.id, bank, point: '', type: q.type, version: 1, difficulty: 3, state: 'ready' },
        ...{ createdAt: now, updatedAt: now, ...textColumns(q) },
      }));
      await db.insertInto('question').values(rows).execute();
      const version = { version: 1, hash: '', createdAt: now, person: null };
      const contents = part.map((q) => ({ question: q.id, content: JSON.stringify(q), ...version }));
      await db.insertInto('question_version').values(contents).execute();
    }
  });

/** A million answers straight into the log: exams of twenty out of two hundred questions, practice of all. */
const fillLog = (file: string, now: number): void => {
  const raw = new Sqlite(file);
  const symbol = raw.prepare<[string], { id: number }>('insert into symbol (text) values (?) returning id');
  const symbolOf = (text: string): number => symbol.get(text)?.id ?? 0;
  const insert = raw.prepare(
    `insert into event (id, org, actor, verb, obj, "objVer", ctx, "tServer", "tEvent", day, hour, ok, score, ms, flags, device, "schema", data)
     values (?, 1, ?, ?, ?, 1, ?, ?, ?, 20261116, 9, ?, ?, ?, 0, 0, 1, ?)`,
  );
  const [answered, decided] = [catalogue['question.answered'].code, catalogue['exam.decided'].code];
  const id = Buffer.alloc(16);
  let n = 0;
  const write = (actor: number, verb: number, obj: number, ctx: number, data: object): void => {
    id.writeUInt32BE(++n, 12);
    const right = dice() < 0.6 ? 1 : 0;
    insert.run(
      Buffer.from(id),
      actor,
      verb,
      obj,
      ctx,
      now + n,
      now + n,
      right,
      right,
      5_000 + pick(30_000),
      JSON.stringify(data),
    );
  };
  const more = { first: true, presentedAt: now, rtSrvMs: 9_000, changes: 0, hints: 0 };
  raw.exec('begin immediate');
  const items = Array.from({ length: QUESTIONS }, (_, i) => symbolOf(`q-${i}`));
  const stations = Array.from({ length: EXAMS }, (_, i) => symbolOf(`exam-${i}`));
  for (let p = 0; p < LEARNERS; p++) {
    const actor = symbolOf(`learner-${p}`);
    const answer = (mode: string, item: number, ctx: number): void =>
      write(actor, answered, item, ctx, { mode, choices: [pick(4)], ...more, station: `station-${mode}` });
    for (const [i, station] of stations.entries()) {
      const ctx = symbolOf(`exam-${p}-${i}`);
      for (let k = 0; k < FORM; k++) answer('exam', items[i * FORM + k] ?? 0, ctx);
      write(actor, decided, station, ctx, { nth: 1, ruleVer: 1 });
    }
    const ctx = symbolOf(`practice-${p}`);
    for (let k = 0; k < PRACTISED; k++)
      answer('practice', items[EXAMS * FORM + pick(QUESTIONS - EXAMS * FORM)] ?? 0, ctx);
  }
  raw.exec('commit');
  raw.close();
};

type Watched = { ms: number; longest: number; p99: number; busy: number };
/**
 * How long a work takes and how long the loop stood still meanwhile, in ms; `busy` = the most processor time that this
 * thread took between two ticks: what of a pause is ours, and not that of other programs of the machine.
 */
const watch = async (work: () => Promise<unknown>): Promise<Watched> => {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  await new Promise((done) => setTimeout(done, 200));
  let [busy, before] = [0, process.threadCpuUsage()];
  const tick = setInterval(() => {
    const { user, system } = process.threadCpuUsage(before);
    before = process.threadCpuUsage();
    busy = Math.max(busy, (user + system) / 1_000);
  }, 2);
  delay.enable();
  const from = performance.now();
  await work();
  const ms = performance.now() - from;
  await new Promise((done) => setTimeout(done, 50));
  delay.disable();
  clearInterval(tick);
  return { ms, longest: delay.max / 1e6, p99: delay.percentile(99) / 1e6, busy };
};

/** Item analysis of a million answers and look-alikes of 10,000 questions, both beside a loop that has to stay free. */
export const bench = async (): Promise<Result> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'archipelago-bench-'));
  const db = await openDatabase({ dataDir });
  const ctx = { db, now: Date.now, log: pino({ level: 'silent' }), config: { dataDir } };
  const by = await newEditor(ctx, await newCompany(ctx));
  const bank = await newBank(ctx, by);
  await fillBank(ctx, bank);
  fillLog(databaseFile(dataDir), ctx.now());
  const idle = await watch(() => new Promise((done) => setTimeout(done, 2_000)));
  const all = await watch(() => computeStatistics(ctx));
  const again = await watch(() => computeStatistics(ctx));
  const alike = await watch(() => duplicatesApart(db, ctx.config, bank));
  await db.close();
  await rm(dataDir, { recursive: true });
  const row = (name: string, w: Watched): [string, string] => [
    name,
    `${round(w.ms / 1_000)} s; ${round(w.longest, 1)} / ${round(w.p99, 1)} / ${round(w.busy, 1)}`,
  ];
  return {
    title: `Statistics: ${ANSWERS} answers of ${LEARNERS} learners, ${QUESTIONS} questions: time; longest pause / p99 of the loop / most of our own processor time in one, ms (goal: < 50)`,
    rows: [
      row('an idle loop', idle),
      row('first analysis, every figure written', all),
      row('again, nothing changed', again),
      row('look-alikes of the whole bank', alike),
    ],
    json: {
      firstMs: round(all.ms),
      againMs: round(again.ms),
      pauseMs: round(all.longest),
      busyMs: round(all.busy),
      alikeMs: round(alike.ms),
      alikePauseMs: round(alike.longest),
      alikeBusyMs: round(alike.busy),
    },
  };
};
