import { changedFigures } from '../analytics/item-analysis.ts';
import { openReadOnly, type Place, readOnly } from '../store/db.ts';
import { serveThread } from '../store/thread.ts';

const PIECE = 50;

/** Reads the log with a connection of its own and gives the figures that changed, piece by piece; see statistics.ts. */
await serveThread<Place>(async (place, give) => {
  const db = openReadOnly(place);
  try {
    const figures = await changedFigures(readOnly(db));
    for (let at = 0; at < figures.length; at += PIECE) await give(figures.slice(at, at + PIECE));
  } finally {
    await db.destroy();
  }
});
