import type { Ctx } from '../context.ts';
import { pruneChat } from '../store/chat-care.ts';
import { pruneCommands } from '../store/command.ts';
import { commit } from '../store/commit.ts';
import { pruneStages } from '../store/import.ts';
import { pruneKind } from '../store/kind-care.ts';
import { pruneSessions } from '../store/session.ts';
import { startAgain } from './again.ts';

const EVERY_MS = 6 * 3_600_000;

const prune = async (ctx: Ctx): Promise<void> => {
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

/** Forgets what has served its time, now and every six hours. Returns how to stop. */
export const startUpkeep = (ctx: Ctx): (() => Promise<void>) =>
  startAgain(ctx, EVERY_MS, 'upkeep', () => prune(ctx));
