import type { Ctx } from '../context.ts';
import { type Attempt, holdAttempt, overdueExams } from '../store/attempt.ts';
import { type Actor, commit, type Tx } from '../store/commit.ts';
import { findQuestOfAttempt, isPreview, type SailedQuest } from '../store/quest-version.ts';
import { startAgain } from './again.ts';

const EVERY_MS = 60_000;

/** How an exam ends: `endExam` of the routes, given by main.ts, for jobs know no doors. */
export type EndExam = (tx: Tx, by: Actor, quest: SailedQuest, attempt: Attempt) => Promise<unknown>;
type JobCtx = Pick<Ctx, 'db' | 'now' | 'log'>;

/** Grades the exams that were left lying until their clock and its grace were over; gives how many. One that cannot be
 * graded is logged and hinders no other. */
export const closeExams = async (ctx: JobCtx, end: EndExam): Promise<number> => {
  let closed = 0;
  for (const { id, person, org, zone, quest: of } of await overdueExams(ctx.db.read, ctx.now())) {
    const by: Actor = { org, person, zone, ...(isPreview(of) ? { preview: true as const } : {}) };
    try {
      await commit(ctx, async (tx) => {
        const held = await holdAttempt(tx, person, id);
        if (held.status !== 'open') return;
        await end(tx, by, await findQuestOfAttempt(tx.db, person, id), held);
        closed += 1;
      });
    } catch (error) {
      ctx.log.error({ err: error, attempt: id }, 'an exam could not be closed');
    }
  }
  return closed;
};

/** Closes such exams now and every minute, one run at a time. Returns how to stop. */
export const startClosing = (ctx: JobCtx, end: EndExam): (() => Promise<void>) =>
  startAgain(ctx, EVERY_MS, 'exams', () => closeExams(ctx, end));
