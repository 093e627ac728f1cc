import { type Forecasts, forecastsOf } from '../analytics/forecast.ts';
import type { Ctx } from '../context.ts';
import { commit } from '../store/commit.ts';
import { placeOf, readOnly } from '../store/db.ts';
import { forecastsDue, saveForecast } from '../store/forecast.ts';
import { runThread } from '../store/thread.ts';
import { startAgain } from './again.ts';

const HOUR = 3_600_000;
const EVERY_MS = HOUR;
const FIRST_MS = 10 * 60_000;
const OLD_MS = 23 * HOUR;

type JobCtx = Pick<Ctx, 'db' | 'now' | 'log'> & {
  config: { dataDir: string; databaseUrl?: string | undefined };
};
export type Company = { org: string; zone: string };
export type SaidOf = Forecasts & { org: string };

/** Fits the forecasts that are a day old: computed in a thread, written here. */
export const fitForecasts = async (ctx: JobCtx): Promise<number> => {
  const companies = await forecastsDue(ctx.db.read, ctx.now() - OLD_MS);
  if (companies.length === 0) return 0;
  const save = ({ org, model, people }: SaidOf): Promise<void> =>
    commit(ctx, (tx) => saveForecast(tx, org, model, people));
  const place = placeOf(ctx.db, ctx.config);
  if (place)
    await runThread<SaidOf>(new URL('./forecasts-worker.ts', import.meta.url), { place, companies }, save);
  else
    for (const { org, zone } of companies)
      await save({ org, ...(await forecastsOf(readOnly(ctx.db.read), org, zone)) });
  return companies.length;
};

/** Looks every hour for companies whose forecast is a day old. */
export const startForecasts = (ctx: Ctx): (() => Promise<void>) =>
  startAgain(ctx, EVERY_MS, 'forecasts', () => fitForecasts(ctx), FIRST_MS);
