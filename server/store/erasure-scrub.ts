import { open } from 'node:fs/promises';
import type { Traces } from '../domain/rights.ts';
import { type Database, databaseFile } from './db.ts';
import { runThread } from './thread.ts';

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

export type TidyAsk = { dataDir: string; anew: boolean };
/** `emptied` = nobody read from the journal, and nothing stands in it any more; `bytes` of the file. */
export type Tidied = { emptied: boolean; bytes: number };
const FILE = new URL('./erasure-scrub-worker.ts', import.meta.url);
/** A file of many gigabytes takes its time at night. */
const LIMIT_MS = 3_600_000;

/** Empties the journal, or writes the file anew, in a thread: writers wait in line meanwhile, the loop goes on. */
const tidy = (database: Database, ask: TidyAsk): Promise<Tidied> =>
  database.internal.writer.connection().execute(async () => {
    let tidied: Tidied = { emptied: false, bytes: 0 };
    const take = (said: Tidied): void => {
      tidied = said;
    };
    await runThread<Tidied>(FILE, ask, take, LIMIT_MS);
    return tidied;
  });

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
  if (database.dialect === 'postgres') return true;
  const file = databaseFile(dataDir);
  const clean = async (): Promise<boolean> =>
    texts !== undefined && !(await fileHolds(file, texts)) && !(await fileHolds(`${file}-wal`, texts));
  const { emptied, bytes } = await tidy(database, { dataDir, anew: false });
  if (emptied && (await clean())) return true;
  if (!quiet && bytes > SMALL) return false;
  const anew = await tidy(database, { dataDir, anew: true });
  return anew.emptied && (texts === undefined || (await clean()));
};
