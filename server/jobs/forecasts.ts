import type { Ctx } from '../context.ts';
import { startAgain } from './again.ts';

const EVERY_MS = 3_600_000;

/** Fits the forecast of each company at night. */
export const startForecasts = (ctx: Ctx): (() => Promise<void>) =>
  startAgain(ctx, EVERY_MS, 'forecasts', async () => undefined);
