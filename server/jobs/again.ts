import type { Ctx } from '../context.ts';
import type { Database } from '../store/db.ts';
import { onDuty } from '../store/lease.ts';
import { noteRun } from '../store/system.ts';

/**
 * Runs a job now, or after `firstMs`, and every `everyMs`, one run at a time: a run that takes longer lets the next ones pass. What fails is
 * logged, and the next run goes on; `name` is how the log and the page of the machine call the job. With `db` it runs only in
 * the process that is on duty of all that share it. Returns how to stop: no new run, and the last one has ended.
 */
export const startAgain = (
  { log, now = Date.now, db }: { log: Pick<Ctx['log'], 'error'>; now?: () => number; db?: Database },
  everyMs: number,
  name: string,
  job: () => Promise<unknown>,
  firstMs = 0,
): (() => Promise<void>) => {
  let running: Promise<void> | undefined;
  const once = async (): Promise<void> => {
    const from = performance.now();
    let failed = false;
    try {
      if (db && !(await onDuty(db))) return;
      await job();
    } catch (error) {
      failed = true;
      log.error({ err: error }, `${name} failed`);
    }
    noteRun(log, name, { everyMs, at: now(), tookMs: Math.round(performance.now() - from), failed });
  };
  const run = (): void => {
    running ??= once().finally(() => {
      running = undefined;
    });
  };
  noteRun(log, name, { everyMs });
  const first = firstMs > 0 ? setTimeout(run, firstMs).unref() : undefined;
  if (!first) run();
  const timer = setInterval(run, everyMs);
  timer.unref();
  return async () => {
    clearTimeout(first);
    clearInterval(timer);
    await running;
  };
};
