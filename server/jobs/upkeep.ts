import type { Ctx } from '../context.ts';
import { pruneChat } from '../store/chat-care.ts';
import { pruneCommands } from '../store/command.ts';
import { commit } from '../store/commit.ts';
import { pruneStages } from '../store/import.ts';
import { pruneKind } from '../store/kind-care.ts';
import { pruneSessions } from '../store/session.ts';

const EVERY_MS = 6 * 3_600_000;

/** Forgets what has served its time, now and every six hours. Returns how to stop. */
export const startUpkeep = (ctx: Ctx): (() => void) => {
  const run = (): void => {
    const works = [
      pruneCommands(ctx),
      pruneSessions(ctx),
      commit(ctx, pruneStages),
      pruneChat(ctx),
      pruneKind(ctx),
    ] as const;
    Promise.all(works).then(
      ([commands, sessions, stages, texts]) => ctx.log.debug({ commands, sessions, stages, texts }, 'upkeep'),
      (error: unknown) => ctx.log.error({ err: error }, 'upkeep failed'),
    );
  };
  run();
  const timer = setInterval(run, EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
};
