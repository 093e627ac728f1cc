import Sqlite from 'better-sqlite3';
import { databaseFile } from './db.ts';
import type { Tidied, TidyAsk } from './erasure-scrub.ts';
import { serveThread } from './thread.ts';

/** Writes the file anew where that is asked, and brings the journal into it; see erasure-scrub.ts. */
await serveThread<TidyAsk>(async ({ dataDir, anew }, give) => {
  const raw = new Sqlite(databaseFile(dataDir), { fileMustExist: true });
  try {
    for (const p of ['synchronous = FULL', 'secure_delete = on', 'temp_store = MEMORY']) raw.pragma(p);
    if (anew) raw.exec('vacuum');
    // Readers in other threads are not waited for.
    raw.pragma('busy_timeout = 20');
    const [said] = raw.pragma('wal_checkpoint(truncate)') as { busy: number }[];
    const pages = raw.pragma('page_count', { simple: true }) as number;
    const size = raw.pragma('page_size', { simple: true }) as number;
    await give({ emptied: said?.busy === 0, bytes: pages * size } satisfies Tidied);
  } finally {
    raw.close();
  }
});
