import { openReadOnly, type Place } from './db.ts';
import { type FindAsk, search } from './erasure-find.ts';
import { serveThread } from './thread.ts';

/** Searches the store for what there is of one person, with a connection of its own; see erasure-find.ts. */
await serveThread<{ place: Place; ask: FindAsk }>(async ({ place, ask }, give) => {
  const db = openReadOnly(place);
  try {
    const dialect = place.databaseUrl === undefined ? 'sqlite' : 'postgres';
    for await (const piece of search(db, dialect, ask)) await give(piece);
  } finally {
    await db.destroy();
  }
});
