import { type ExportAsk, exportPages } from '../analytics/export-events.ts';
import type { ExportFormat } from '../domain/api-open.ts';
import { openData } from '../domain/event-masks.ts';
import { eventCsv, eventNdjson } from '../formats/event-csv.ts';
import { eventParquet } from '../formats/event-parquet.ts';
import type { EventWriter } from '../formats/event-table.ts';
import { type Db, readOnly } from '../store/db.ts';

/** `technical` = class T may be told (administrators). */
export type ExportJob = ExportAsk & { format: ExportFormat; technical: boolean };
/** A piece of the file and how many events are in it so far. */
export type ExportPiece = { bytes: Uint8Array; events: number };

const WRITERS: Record<ExportFormat, (names: boolean) => EventWriter> = {
  csv: eventCsv,
  ndjson: eventNdjson,
  parquet: eventParquet,
};

/** Gives an export piece by piece; the next page is read when the last piece was taken. */
export const writeExport = async (
  db: Db,
  job: ExportJob,
  give: (piece: ExportPiece) => Promise<unknown>,
): Promise<void> => {
  const writer = WRITERS[job.format](job.names);
  let events = 0;
  for await (const lines of exportPages(readOnly(db), job)) {
    events += lines.length;
    const rows = lines.map((line) => ({
      ...line,
      sess: job.technical ? line.sess : null,
      data: openData(line.verb, line.data, job.technical),
    }));
    const bytes = writer.add(rows);
    if (bytes.length > 0) await give({ bytes, events });
  }
  await give({ bytes: writer.end(), events });
};
