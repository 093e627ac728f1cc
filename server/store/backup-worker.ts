import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import Sqlite from 'better-sqlite3';
import type { Copied, CopyAsk } from './backup.ts';
import { databaseFile } from './db.ts';
import { serveThread } from './thread.ts';

/** All pages in one step: one snapshot, and a writer beside it does not make it begin again. */
const ALL_PAGES = 0x7fffffff;

/** Makes the copy one file without a log beside it, and reads every page of it. */
const checkCopy = (file: string): boolean => {
  const copy = new Sqlite(file);
  try {
    copy.pragma('journal_mode = DELETE');
    const said = copy.pragma('integrity_check', { simple: true });
    return said === 'ok' && (copy.pragma('foreign_key_check') as unknown[]).length === 0;
  } finally {
    copy.close();
  }
};

const hashOf = async (file: string): Promise<string> => {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file)) hash.update(piece as Buffer);
  return hash.digest('hex');
};

/** Copies the database with a connection of its own; see backup.ts. */
await serveThread<CopyAsk>(async ({ dataDir, to }, give) => {
  const from = performance.now();
  const source = new Sqlite(databaseFile(dataDir), { readonly: true, fileMustExist: true });
  try {
    source.pragma('busy_timeout = 5000');
    await source.backup(to, { progress: () => ALL_PAGES });
  } finally {
    source.close();
  }
  const intact = checkCopy(to);
  const file = await open(to, 'r+');
  await file.chmod(0o600);
  await file.sync();
  const { size: bytes } = await file.stat();
  await file.close();
  const sha256 = await hashOf(to);
  await give({ bytes, intact, sha256, tookMs: Math.round(performance.now() - from) } satisfies Copied);
});
