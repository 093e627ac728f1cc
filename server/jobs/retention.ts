import type { Ctx } from '../context.ts';
import { startAgain } from './again.ts';

const EVERY_MS = 3_600_000;

/** Forgets what may no longer be kept. */
export const startRetention = (ctx: Ctx): (() => Promise<void>) =>
  startAgain(ctx, EVERY_MS, 'retention', async () => undefined);
