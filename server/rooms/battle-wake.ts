import { matchMaker } from '@colyseus/core';
import type { Ctx } from '../context.ts';
import { runningBattles } from '../store/battle-journal.ts';
import { onDuty } from '../store/lease.ts';

/** Players of a killed server come back by themselves within seconds; this is for battles to which nobody comes. */
const FIRST_MS = 30_000;
const EVERY_MS = 300_000;

type WakeCtx = Pick<Ctx, 'db' | 'log'>;

/** Gives every running battle without a room its room again: it waits for its people, or ends and is booked. Gives how
 * many. */
export const wakeBattles = async ({ db, log }: WakeCtx): Promise<number> => {
  let woken = 0;
  for (const battle of await runningBattles(db.read)) {
    // `battle` stands in the listing because rooms are filtered by it.
    const named = { name: 'battle', battle };
    if ((await matchMaker.query(named)).length > 0) continue;
    try {
      await matchMaker.createRoom('battle', { battle });
      woken += 1;
    } catch (err) {
      log.error({ err, battle }, 'a battle could not be woken');
    }
  }
  return woken;
};

/** Wakes them soon after the start and every five minutes, in the process that is on duty. Returns how to stop. */
export const startWaking = (ctx: WakeCtx): (() => void) => {
  const wake = async (): Promise<void> => {
    if (await onDuty(ctx.db)) await wakeBattles(ctx);
  };
  const run = (): void => {
    wake().catch((err: unknown) => ctx.log.error({ err }, 'battles could not be woken'));
  };
  const timers = [setTimeout(run, FIRST_MS), setInterval(run, EVERY_MS)];
  for (const timer of timers) timer.unref();
  return () => {
    for (const timer of timers) clearTimeout(timer);
  };
};
