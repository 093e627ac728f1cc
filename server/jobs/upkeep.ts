import type { Ctx } from '../context.ts';
import { pruneChat } from '../store/chat-care.ts';
import { pruneCommands } from '../store/command.ts';
import { commit } from '../store/commit.ts';
import { pruneStages } from '../store/import.ts';
import { pruneKind } from '../store/kind-care.ts';
import { onDuty } from '../store/lease.ts';
import { pruneSessions } from '../store/session.ts';

const EVERY_MS = 6 * 3_600_000;

/** Forgets what has served its time, now and every six hours, in the process that is on duty. Returns how to stop. */
export const startUpkeep = (ctx: Ctx): (() => void) => {
  const prune = async (): Promise<void> => {
    if (!(await onDuty(ctx.db))) return;
    const works = [
      pruneCommands(ctx),
      pruneSessions(ctx),
      commit(ctx, pruneStages),
      pruneChat(ctx),
      pruneKind(ctx),
    ] as const;
    const [commands, sessions, stages, texts] = await Promise.all(works);
    ctx.log.debug({ commands, sessions, stages, texts }, 'upkeep');
  };
  const run = (): void => {
    prune().catch((error: unknown) => ctx.log.error({ err: error }, 'upkeep failed'));
  };
  run();
  const timer = setInterval(run, EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
};
