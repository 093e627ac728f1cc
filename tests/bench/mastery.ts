import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAnswer, FRESH_SKILL, type Learned, priorOf } from '../../server/domain/mastery.ts';
import { afterReview, type Memory } from '../../server/domain/memory.ts';
import { featuresOf, predict, untrained } from '../../server/domain/predictor.ts';
import { fitItems } from '../../server/domain/rasch.ts';
import { commit, type StoreCtx } from '../../server/store/commit.ts';
import { openDatabase } from '../../server/store/db.ts';
import { learnFrom } from '../../server/store/mastery.ts';
import { correlation, rmse, simulate } from '../domain/cohort.ts';
import { seedPeople } from '../helpers/database.ts';
import { choice } from '../store/bank-people.ts';
import { cohortGain, DAYS, type Law, type Picker, PRACTICES } from './mastery-learner.ts';
import { diceOf, type Result, round } from './table.ts';

const SEEDS = 20;
const mean = (xs: readonly number[]): number => xs.reduce((sum, x) => sum + x, 0) / xs.length;
/** Mean and half of its 95 % interval over seeds (Student's t with 19 degrees of freedom). */
const about = (xs: readonly number[]): { mean: number; half: number } => {
  const m = mean(xs);
  const sd = Math.sqrt(xs.reduce((sum, x) => sum + (x - m) ** 2, 0) / (xs.length - 1));
  return { mean: m, half: (2.093 * sd) / Math.sqrt(xs.length) };
};

type Gains = Record<Picker, ReturnType<typeof cohortGain>[]>;
/** Every seed is one cohort that is taught in each way, so that ways are compared within cohorts. */
const gainsUnder = (law: Law): Gains => {
  const all = (picker: Picker) =>
    Array.from({ length: SEEDS }, (_, s) => cohortGain(law, picker, diceOf(500 + s)));
  return { adaptive: all('adaptive'), 'unseen first': all('unseen first'), random: all('random') };
};
const against = (g: Gains, other: Picker) =>
  about(g.adaptive.map((one, s) => 100 * (one.gain - (g[other][s]?.gain ?? 0))));

/** Elo after one pass, and Rasch on the same answers, against the truth. */
const estimates = (people: number) => {
  const questions = 100;
  const answers = 60;
  const picked: number[][] = Array.from({ length: people }, () => []);
  const order: number[] = [];
  const cohort = simulate({ people, questions, answers, seed: people }, (_, met, random) => {
    let i = Math.floor(random() * questions);
    while (met.has(i)) i = (i + 1) % questions;
    order.push(i);
    return i;
  });
  const right: number[][] = picked.map(() => []);
  for (const [k, i] of order.entries()) {
    picked[k % people]?.push(i);
    right[k % people]?.push(cohort.said[k]?.ok ? 1 : 0);
  }
  const fit = fitItems({
    items: questions,
    start: Int32Array.from({ length: people + 1 }, (_, u) => u * answers),
    item: Int32Array.from(picked.flat()),
    right: Uint8Array.from(right.flat()),
  });
  const elo = cohort.items.map((i) => i.b);
  const thetas = cohort.learners.map((l) => l.theta);
  return {
    elo: { r: correlation(elo, cohort.b), rmse: rmse(elo, cohort.b) },
    rasch: { r: correlation([...fit.b], cohort.b), rmse: rmse([...fit.b], cohort.b) },
    theta: { r: correlation(thetas, cohort.theta), rmse: rmse(thetas, cohort.theta) },
  };
};

/** Processor time of this thread: other programs of the machine do not count. */
const usedUs = (): number => {
  const { user, system } = process.threadCpuUsage();
  return user + system;
};

/** Microseconds of the rules alone. */
const inMemory = (): number => {
  const n = 200_000;
  const random = diceOf(1);
  const { weights } = untrained();
  let now: Learned = { overall: FRESH_SKILL, point: FRESH_SKILL, item: priorOf(3) };
  let memory: Memory | undefined;
  const from = usedUs();
  for (let k = 0; k < n; k++) {
    const ok = random() < 0.7;
    const after = afterAnswer(now, { ok, guess: 0.25 });
    const point = now.point ?? FRESH_SKILL;
    predict(weights, featuresOf({ p: after.p, point, overall: now.overall, level: now.item, now: k }));
    now = after;
    const review = { ok, hinted: false, changed: false, slow: false, fast: false, trueFalse: false };
    memory = afterReview(k % 5 === 0 ? undefined : memory, { ...review, run: 0 }, k * 86_400_000, k);
  }
  return (usedUs() - from) / n;
};

/** Microseconds of `learnFrom` on SQLite inside a transaction; the transaction itself is not counted. */
const inStore = async (): Promise<number> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'archipelago-bench-'));
  const db = await openDatabase({ dataDir });
  let clock = Date.UTC(2026, 10, 16, 1);
  const ctx: StoreCtx = { db, now: () => clock };
  const people = await seedPeople(ctx, 100);
  const random = diceOf(2);
  const pick = (n: number): number => Math.floor(random() * n);
  const one = () => ({
    question: { ...choice('题', { point: `p-${pick(20)}` }), id: `q-${pick(400)}` },
    ...{ bank: 'bank', ok: random() < 0.7, score: 1, rtMs: 3_000 + pick(9_000), hinted: false, changes: 0 },
    again: false,
  });
  const [transactions, each] = [40, 500];
  let us = 0;
  for (let t = 0; t < transactions; t++) {
    clock += 3_600_000;
    await commit(ctx, async (tx) => {
      const from = usedUs();
      for (let k = 0; k < each; k++) {
        const by = people[pick(100)];
        if (by) await learnFrom(tx, by, one());
      }
      if (t > 0) us += usedUs() - from;
    });
  }
  await db.close();
  await rm(dataDir, { recursive: true });
  return us / ((transactions - 1) * each);
};

const share = (xs: readonly number[], digits = 1): string => {
  const { mean: m, half } = about(xs.map((x) => 100 * x));
  return `${round(m, digits)} ± ${round(half, digits)}`;
};

const LAWS: Record<Law, string> = {
  zone: 'a chance of .7 teaches most',
  effort: 'effort teaches',
  errors: 'explained errors teach',
};
const rowsUnder = (law: Law, g: Gains): [string, string][] => [
  ...(['random', 'unseen first', 'adaptive'] as const).map((picker): [string, string] => [
    `${LAWS[law]}, chosen ${picker}: gain after a week; a month; right; met, %`,
    `${share(g[picker].map((r) => r.gain))}; ${share(g[picker].map((r) => r.later))}; ${share(g[picker].map((r) => r.right))}; ${share(g[picker].map((r) => r.met))}`,
  ]),
  ...(['random', 'unseen first'] as const).map((other): [string, string] => {
    const { mean: m, half } = against(g, other);
    return [`${LAWS[law]}, adaptive less ${other}, points of gain`, `${round(m)} ± ${round(half)}`];
  }),
];

/** Does choosing pay, do the estimates lie where the truth is, what does an answer cost. */
export const bench = async (): Promise<Result> => {
  const laws = ['zone', 'effort', 'errors'] as const;
  const [zone, effort, errors] = laws.map(gainsUnder) as [Gains, Gains, Gains];
  const sizes = [50, 100, 200, 400].map((people) => ({ people, ...estimates(people) }));
  const memoryUs = inMemory();
  const storeUs = await inStore();
  const two = (e: { r: number; rmse: number }): string => `${round(e.r, 3)} / ${round(e.rmse)}`;
  return {
    title: `Mastery: ${SEEDS} cohorts of 30 learners with laws of their own, ${DAYS * PRACTICES * 8} answers each; gain = share of the bank known a week later, less what would be known without practice`,
    rows: [
      ...rowsUnder('zone', zone),
      ...rowsUnder('effort', effort),
      ...rowsUnder('errors', errors),
      ...sizes.map((s): [string, string] => [
        `${s.people} learners x 60 answers: r / RMSE of Elo b; Rasch b; theta`,
        `${two(s.elo)}; ${two(s.rasch)}; ${two(s.theta)}`,
      ]),
      ['an answer by the rules alone, us of processor', String(round(memoryUs))],
      ['learnFrom on SQLite, us of processor', String(round(storeUs, 1))],
    ],
    json: {
      zoneToRandom: round(against(zone, 'random').mean),
      zoneToRandomHalf: round(against(zone, 'random').half),
      zoneToUnseen: round(against(zone, 'unseen first').mean),
      effortToRandom: round(against(effort, 'random').mean),
      effortToRandomHalf: round(against(effort, 'random').half),
      effortToUnseen: round(against(effort, 'unseen first').mean),
      errorsToRandom: round(against(errors, 'random').mean),
      errorsToRandomHalf: round(against(errors, 'random').half),
      errorsToUnseen: round(against(errors, 'unseen first').mean),
      memoryUs: round(memoryUs),
      storeUs: round(storeUs, 1),
    },
  };
};
