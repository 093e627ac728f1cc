import { openReadOnly, type Place, readOnly } from '../store/db.ts';
import { serveThread } from '../store/thread.ts';
import { recalibrate } from './recalibration.ts';

/** Reads the log with a connection of its own and gives difficulties and weights, piece by piece; see recalibration.ts. */
await serveThread<{ place: Place; orgs: string[] }>(async ({ place, orgs }, give) => {
  const db = openReadOnly(place);
  try {
    for (const org of orgs) await recalibrate(readOnly(db), org, give);
  } finally {
    await db.destroy();
  }
});
