import { openReadOnly, type Place } from '../store/db.ts';
import { serveThread } from '../store/thread.ts';
import { type ExportJob, writeExport } from './open-export-write.ts';

/** Reads the log with a connection of its own; see open-export.ts. */
await serveThread<{ place: Place; job: ExportJob }>(async ({ place, job }, give) => {
  const db = openReadOnly(place);
  try {
    await writeExport(db, job, give);
  } finally {
    await db.destroy();
  }
});
