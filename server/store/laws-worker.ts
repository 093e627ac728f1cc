import { audit } from './audit.ts';
import { openReadOnly } from './db.ts';
import type { LawsAsk } from './laws.ts';
import { serveThread } from './thread.ts';

/** Checks every law with a connection of its own; see laws.ts. */
await serveThread<LawsAsk>(async ({ place, dialect }, give) => {
  const read = openReadOnly(place);
  try {
    await give(await audit({ read, dialect }));
  } finally {
    await read.destroy();
  }
});
