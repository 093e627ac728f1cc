import type { Ctx } from '../context.ts';

/**
 * Runs a job now and every `everyMs`, one run at a time: a run that takes longer lets the next ones pass. What fails is
 * logged as `what`, and the next run goes on. Returns how to stop: no new run, and the last one has ended.
 */
export const startAgain = (
  { log }: { log: Pick<Ctx['log'], 'error'> },
  everyMs: number,
  what: string,
  job: () => Promise<unknown>,
): (() => Promise<void>) => {
  let running: Promise<void> | undefined;
  const run = (): void => {
    running ??= job()
      .then(
        () => undefined,
        (error: unknown) => log.error({ err: error }, what),
      )
      .finally(() => {
        running = undefined;
      });
  };
  run();
  const timer = setInterval(run, everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
};
