import type { Ctx } from '../context.ts';
import { dueAwards } from '../store/award.ts';
import { computeAward, factsOf } from '../store/award-run.ts';
import { commit } from '../store/commit.ts';
import { startAgain } from './again.ts';

const EVERY_MS = 60_000;

type JobCtx = Pick<Ctx, 'db' | 'now' | 'log'>;

/** Computes every announced award whose period is over, so that somebody can look at it; gives how many. Nobody is told
 * before a named person has confirmed it. What fails is logged and hinders no other. */
export const closeAwards = async (ctx: JobCtx): Promise<number> => {
  let closed = 0;
  for (const award of await dueAwards(ctx.db.read, ctx.now())) {
    const by = { org: award.org, person: award.createdBy, zone: award.zone };
    try {
      const facts = await factsOf(ctx.db.read, award);
      await commit(ctx, (tx) => computeAward(tx, by, award.id, facts));
      closed += 1;
    } catch (error) {
      ctx.log.error({ err: error, award: award.id }, 'an award could not be computed');
    }
  }
  return closed;
};

/** Looks for such awards now and every minute, one run at a time. Returns how to stop. */
export const startAwards = (ctx: JobCtx): (() => Promise<void>) =>
  startAgain(ctx, EVERY_MS, 'awards', () => closeAwards(ctx));
