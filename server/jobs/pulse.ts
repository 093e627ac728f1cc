import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Ctx } from '../context.ts';
import type { LoopMinute } from '../domain/api-system.ts';
import { setWatch } from '../store/system.ts';

const MINUTE_MS = 60_000;
const MOST_KEPT = 30;
/** The clock of the probe ticks this often; what it measures beyond that is delay. */
const TICK_MS = 10;

const late = (nanoseconds: number): number => Math.max(0, Math.round(nanoseconds / 1e4) / 100 - TICK_MS);

/** Measures how late the loop that serves rooms comes, minute by minute, for the page of the machine. Returns how to stop. */
export const startPulse = (
  ctx: Pick<Ctx, 'db' | 'now'>,
  everyMs: number = MINUTE_MS,
): (() => Promise<void>) => {
  const delay = monitorEventLoopDelay({ resolution: TICK_MS });
  const kept: LoopMinute[] = [];
  delay.enable();
  const timer = setInterval(() => {
    if (delay.count > 0)
      kept.push({
        at: ctx.now(),
        p50: late(delay.percentile(50)),
        p99: late(delay.percentile(99)),
        max: late(delay.max),
      });
    if (kept.length > MOST_KEPT) kept.shift();
    delay.reset();
  }, everyMs);
  timer.unref();
  setWatch(ctx.db, { loop: () => [...kept] });
  return async () => {
    clearInterval(timer);
    delay.disable();
  };
};
