import { open } from 'node:fs/promises';
import { sql } from 'kysely';
import type { Traces } from '../domain/rights.ts';
import { type Database, databaseFile } from './db.ts';

const CHUNK = 4 * 1024 * 1024;
/** A store of this size is written anew in a moment; a larger one waits for the night. */
const SMALL = 24 * 1024 * 1024;

/** What may stand nowhere in the files: the id, and a name that nobody else of the company has. */
export const bytesOf = (who: Traces): string[] => [
  who.id,
  ...(who.unique && who.name.length > 1 ? [who.name] : []),
];

/** True when a file holds one of the texts; read in pieces that overlap. */
const fileHolds = async (path: string, texts: readonly string[]): Promise<boolean> => {
  const needles = texts.map((t) => Buffer.from(t));
  const overlap = Math.max(0, ...needles.map((n) => n.length));
  const file = await open(path).catch(() => undefined);
  if (!file) return false;
  try {
    const buffer = Buffer.alloc(CHUNK + overlap);
    for (let at = 0; ; at += CHUNK) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length, at);
      const read = buffer.subarray(0, bytesRead);
      if (needles.some((n) => read.includes(n))) return true;
      if (bytesRead < buffer.length) return false;
    }
  } finally {
    await file.close();
  }
};

/** Brings the journal into the file and empties it, when nobody reads from it: a reader is not waited for. */
const emptyJournal = (database: Database): boolean => {
  const raw = database.internal.connection?.raw;
  if (!raw) return true;
  raw.pragma('busy_timeout = 20');
  try {
    const [said] = raw.pragma('wal_checkpoint(truncate)') as { busy: number }[];
    return said?.busy === 0;
  } finally {
    raw.pragma('busy_timeout = 5000');
  }
};

/**
 * Removes what deleted rows have left in the bytes of an SQLite store; true = nothing of `texts` is in its files. Without
 * `texts` it cannot know and writes the file anew. `quiet` = the file may be written anew at any size, which holds up
 * writers. On PostgreSQL that is the work of its own VACUUM.
 */
export const scrubFiles = async (
  database: Database,
  dataDir: string,
  texts: readonly string[] | undefined,
  quiet: boolean,
): Promise<boolean> => {
  const { internal, dialect } = database;
  if (dialect === 'postgres') return true;
  const file = databaseFile(dataDir);
  const clean = async (): Promise<boolean> =>
    texts !== undefined && !(await fileHolds(file, texts)) && !(await fileHolds(`${file}-wal`, texts));
  const emptied = emptyJournal(database);
  if (emptied && (await clean())) return true;
  const pages = internal.connection?.raw.pragma('page_count', { simple: true }) as number;
  const size = internal.connection?.raw.pragma('page_size', { simple: true }) as number;
  if (!quiet && pages * size > SMALL) return false;
  await internal.writer.connection().execute((db) => sql`vacuum`.execute(db));
  return emptyJournal(database) && (texts === undefined || (await clean()));
};
