import { readAnswerLog } from '../analytics/answer-log.ts';
import type { Log } from '../analytics/item-log.ts';
import type { Ctx } from '../context.ts';
import { type Anchor, calibrate } from '../domain/calibration.ts';
import { replay, weightsFrom } from '../domain/replay.ts';
import { localDayHour } from '../domain/time.ts';
import { commit } from '../store/commit.ts';
import { placeOf, readOnly } from '../store/db.ts';
import { recalibrations, saveAnchors, saveWeights } from '../store/recalibration.ts';
import { runThread } from '../store/thread.ts';
import { startAgain } from './again.ts';

const HOUR = 3_600_000;
const FIRST_MS = 5 * 60_000;
const EVERY_MS = 10 * 60_000;
const PIECE = 50;

/** What a run says of one company, in pieces: anchors first, its weights last. */
export type Said =
  | { org: string; anchors: Anchor[] }
  | { org: string; weights: number[]; n: number; leftOut: number; rapid: number };

/** Computes one company from its log, without writing. Takes seconds: run it off the loop. */
export const recalibrate = async (
  log: Log,
  org: string,
  give: (said: Said) => Promise<unknown>,
): Promise<void> => {
  const answers = await readAnswerLog(log, org);
  const { anchors, leftOut, rapid } = calibrate(answers);
  for (let at = 0; at < anchors.length; at += PIECE)
    await give({ org, anchors: anchors.slice(at, at + PIECE) });
  const replayed = replay(answers);
  await give({ org, weights: weightsFrom(replayed), n: replayed.model.n, leftOut, rapid });
};

type JobCtx = Pick<Ctx, 'db' | 'now' | 'log'> & {
  config: { dataDir: string; databaseUrl?: string | undefined };
};
export type Recalibrated = { anchors: number; moved: number; answers: number; leftOut: number };

/** Recalibrates companies: computed in a thread, written here in pieces of fifty questions. */
export const recalibrateAll = async (ctx: JobCtx, orgs: readonly string[]): Promise<Recalibrated> => {
  const done: Recalibrated = { anchors: 0, moved: 0, answers: 0, leftOut: 0 };
  const save = (said: Said): Promise<void> =>
    commit(ctx, async (tx) => {
      if ('anchors' in said) {
        done.anchors += said.anchors.length;
        done.moved += said.anchors.filter((a) => a.moved).length;
        return saveAnchors(tx, said.anchors);
      }
      done.answers += said.n;
      done.leftOut += said.leftOut;
      return saveWeights(tx, said.org, said.weights, said.n);
    });
  const place = placeOf(ctx.db, ctx.config);
  const worker = new URL('./recalibration-worker.ts', import.meta.url);
  if (place) await runThread<Said>(worker, { place, orgs }, save);
  else for (const org of orgs) await recalibrate(readOnly(ctx.db.read), org, save);
  return done;
};

/** Half past three to half past four at night by the company's clock, before the play day changes people's minds; a
 * company whose server sleeps at night is caught up with after 26 hours. */
export const isTimeFor = (now: number, zone: string, lastAt: number): boolean =>
  now - lastAt > 26 * HOUR || (localDayHour(now - HOUR / 2, zone).hour === 3 && now - lastAt > 2 * HOUR);

/** Recalibrates the companies whose time it is. */
const recalibrateDue = async (ctx: JobCtx): Promise<void> => {
  const now = ctx.now();
  const all = await recalibrations(ctx.db.read);
  const orgs = all.filter((o) => isTimeFor(now, o.zone, o.lastAt)).map((o) => o.org);
  if (orgs.length === 0) return;
  const from = performance.now();
  const done = await recalibrateAll(ctx, orgs);
  ctx.log.info({ ...done, orgs: orgs.length, ms: Math.round(performance.now() - from) }, 'recalibration');
};

/** Looks every ten minutes for companies whose time it is, one run at a time. Returns how to stop. */
export const startRecalibration = (ctx: JobCtx): (() => Promise<void>) =>
  startAgain(ctx, EVERY_MS, 'recalibration', () => recalibrateDue(ctx), FIRST_MS);
