import type { Ctx } from '../context.ts';
import { dueAsks, settleAsk } from '../store/ask.ts';
import { commit } from '../store/commit.ts';
import { startAgain } from './again.ts';

const EVERY_MS = 60_000;

type JobCtx = Pick<Ctx, 'db' | 'now' | 'log'> & { line: Pick<Ctx['line'], 'tell'> };

/** Ends the questions whose time is over; gives how many. What fails is logged and hinders no other. */
export const settleAsks = async (ctx: JobCtx): Promise<number> => {
  let ended = 0;
  for (const id of await dueAsks(ctx.db.read, ctx.now())) {
    try {
      const told = await commit(ctx, (tx) => settleAsk(tx, id));
      if (!told) continue;
      ended += 1;
      ctx.line.tell(told.org, told.people, { kind: 'message' });
    } catch (error) {
      ctx.log.error({ err: error, ask: id }, 'a question could not be ended');
    }
  }
  return ended;
};

/** Ends them now and every minute, one run at a time. Returns how to stop. */
export const startAsks = (ctx: JobCtx): (() => Promise<void>) =>
  startAgain(ctx, EVERY_MS, 'asks', () => settleAsks(ctx));
