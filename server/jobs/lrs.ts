import type { Ctx } from '../context.ts';
import { startAgain } from './again.ts';

const EVERY_MS = 3_600_000;

/** Pushes statements to learning record stores. */
export const startLrs = (ctx: Ctx): (() => Promise<void>) =>
  startAgain(ctx, EVERY_MS, 'lrs', async () => undefined);
