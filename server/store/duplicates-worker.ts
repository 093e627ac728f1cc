import { openReadOnly, type Place } from './db.ts';
import { findDuplicates } from './question-merge.ts';
import { serveThread } from './thread.ts';

/** Compares the questions of one bank with a connection of its own; see duplicates.ts. */
await serveThread<{ place: Place; bank: string }>(async ({ place, bank }, give) => {
  const db = openReadOnly(place);
  try {
    await give(await findDuplicates(db, bank));
  } finally {
    await db.destroy();
  }
});
