import type { Ctx } from '../context.ts';
import { type Due, dueBattles, giveUp, openLobby, remind } from '../store/battle-due.ts';
import { expireChallenges } from '../store/challenge.ts';
import { commit } from '../store/commit.ts';
import { startAgain } from './again.ts';

const EVERY_MS = 20_000;

type JobCtx = Pick<Ctx, 'db' | 'now' | 'log'>;
type Done = { reminded: number; opened: number; calledOff: number };

const attend = async (ctx: JobCtx, due: Due, done: Done): Promise<void> => {
  if (due.void) {
    if (await commit(ctx, (tx) => giveUp(tx, due.row))) done.calledOff += 1;
    return;
  }
  if (due.remind) done.reminded += await commit(ctx, (tx) => remind(tx, due.row));
  if (due.open && (await commit(ctx, (tx) => openLobby(tx, due.row)))) done.opened += 1;
};

/** Reminds of planned battles 15 minutes ahead, opens their lobby 10 minutes ahead, calls off what nobody began within two
 * hours, ends challenges after their day. What fails is logged and hinders no other. */
export const attendBattles = async (ctx: JobCtx): Promise<Done> => {
  const done: Done = { reminded: 0, opened: 0, calledOff: 0 };
  for (const due of await dueBattles(ctx.db.read, ctx.now())) {
    try {
      await attend(ctx, due, done);
    } catch (error) {
      ctx.log.error({ err: error, battle: due.row.id }, 'a planned battle could not be attended to');
    }
  }
  await commit(ctx, expireChallenges);
  return done;
};

/** Attends to them now and every twenty seconds, one run at a time. Returns how to stop. */
export const startReminders = (ctx: JobCtx): (() => Promise<void>) =>
  startAgain(ctx, EVERY_MS, 'battles', () => attendBattles(ctx));
