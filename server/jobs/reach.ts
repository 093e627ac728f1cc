import type { Ctx } from '../context.ts';
import { startAgain } from './again.ts';

const EVERY_MS = 3_600_000;

/** Sends the reminders whose rules have come true. */
export const startReach = (ctx: Ctx): (() => Promise<void>) =>
  startAgain(ctx, EVERY_MS, 'reach', async () => undefined);
