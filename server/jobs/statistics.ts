import { changedFigures, type Figures } from '../analytics/item-analysis.ts';
import type { Ctx } from '../context.ts';
import { commit } from '../store/commit.ts';
import { placeOf, readOnly } from '../store/db.ts';
import { saveFigures, setRefresher } from '../store/question-stat.ts';
import { runThread } from '../store/thread.ts';
import { startAgain } from './again.ts';

const FIRST_MS = 60_000;
const EVERY_MS = 3_600_000;

type JobCtx = Pick<Ctx, 'db' | 'now' | 'log'> & {
  config: { dataDir: string; databaseUrl?: string | undefined };
};

/** Brings `question_stat` to the state of the log: computed in a thread, written here in pieces. Gives how many changed. */
export const computeStatistics = async (ctx: JobCtx): Promise<number> => {
  let changed = 0;
  const save = async (figures: Figures[]): Promise<void> => {
    changed += figures.length;
    await commit(ctx, (tx) => saveFigures(tx, figures));
  };
  const place = placeOf(ctx.db, ctx.config);
  if (place) await runThread(new URL('./statistics-worker.ts', import.meta.url), place, save);
  else await save(await changedFigures(readOnly(ctx.db.read)));
  return changed;
};

export type Statistics = {
  /** Computes anew, or joins the run that is under way. */
  refresh: () => Promise<void>;
  stop: () => Promise<void>;
};

/** Computes a minute after the start and every hour in the process that is on duty, and whenever a door finds its figures old; never twice at a time. */
export const startStatistics = (ctx: JobCtx): Statistics => {
  let running: Promise<void> | undefined;
  let computedAt = 0;
  const run = async (): Promise<void> => {
    const [at, from] = [ctx.now(), performance.now()];
    const changed = await computeStatistics(ctx);
    computedAt = at;
    ctx.log.debug({ changed, ms: Math.round(performance.now() - from) }, 'item analysis');
  };
  const refresh = (): Promise<void> => {
    running ??= run().finally(() => {
      running = undefined;
    });
    return running;
  };
  const stopAgain = startAgain(ctx, EVERY_MS, 'statistics', refresh, FIRST_MS);
  setRefresher(ctx.db, { refresh, computedAt: () => computedAt });
  const stop = async (): Promise<void> => {
    setRefresher(ctx.db, undefined);
    await stopAgain();
    await running?.catch(() => undefined);
  };
  return { refresh, stop };
};
