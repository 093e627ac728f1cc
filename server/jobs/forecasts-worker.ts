import { forecastsOf } from '../analytics/forecast.ts';
import { openReadOnly, type Place, readOnly } from '../store/db.ts';
import { serveThread } from '../store/thread.ts';
import type { Company, SaidOf } from './forecasts.ts';

/** Fits the forecast of each company with a connection of its own; see forecasts.ts. */
await serveThread<{ place: Place; companies: Company[] }>(async ({ place, companies }, give) => {
  const db = openReadOnly(place);
  try {
    for (const { org, zone } of companies)
      await give({ org, ...(await forecastsOf(readOnly(db), org, zone)) } satisfies SaidOf);
  } finally {
    await db.destroy();
  }
});
