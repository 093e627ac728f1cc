import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Backup } from '../domain/api-system.ts';
import { RuleError } from '../domain/errors.ts';
import { diskOf, filesOf } from './system.ts';
import { runThread } from './thread.ts';

/** How many copies are kept. */
export const KEEP = 7;
const MEGABYTE = 2 ** 20;
/** What must stay free beside a copy. */
const SPARE = 64 * MEGABYTE;
const NAME = /^archipelago-\d{8}-\d{6}\.db$/;

export const backupFolder = (dataDir: string): string => join(dataDir, 'backups');
const nameAt = (at: number): string => {
  const digits = new Date(at).toISOString().replace(/\D/g, '');
  return `archipelago-${digits.slice(0, 8)}-${digits.slice(8, 14)}.db`;
};

/** Copies that are there, newest first. */
export const backupsIn = async (dataDir: string): Promise<Backup[]> => {
  const folder = backupFolder(dataDir);
  const names = (await readdir(folder).catch(() => [])).filter((name) => NAME.test(name));
  const found = await Promise.all(
    names.map((name) => readFile(join(folder, `${name}.json`), 'utf8').catch(() => undefined)),
  );
  const backups = found.flatMap((text) => (text === undefined ? [] : [JSON.parse(text) as Backup]));
  return backups.sort((a, b) => b.at - a.at || (a.name < b.name ? 1 : -1));
};

/** The file of a copy; undefined when there is none of that name. */
export const backupFile = async (dataDir: string, name: string): Promise<string | undefined> =>
  (await backupsIn(dataDir)).some((b) => b.name === name) ? join(backupFolder(dataDir), name) : undefined;

/** A copy needs as much room again, and some to go on. Throws `backup.disk` with megabytes. */
export const needRoom = async (dataDir: string): Promise<void> => {
  const [{ database, wal }, { free }] = await Promise.all([filesOf(dataDir), diskOf(dataDir)]);
  const need = database + wal + SPARE;
  if (free < need)
    throw new RuleError('backup.disk', {
      left: Math.floor(free / MEGABYTE),
      need: Math.ceil(need / MEGABYTE),
    });
};

export type CopyAsk = { dataDir: string; to: string };
export type Copied = Pick<Backup, 'bytes' | 'tookMs' | 'intact' | 'sha256'>;

/**
 * Copies the SQLite database as it stands at one moment, in a thread of its own, while the server goes on writing. The
 * copy is one file; it gets its name when it was read again, and the oldest copies beyond `KEEP` go.
 */
export const makeBackup = async (dataDir: string, at: number): Promise<Backup> => {
  const folder = backupFolder(dataDir);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const name = nameAt(at);
  const part = join(folder, `${name}.part`);
  let copied: Copied | undefined;
  try {
    const ask: CopyAsk = { dataDir, to: part };
    await runThread<Copied>(new URL('./backup-worker.ts', import.meta.url), ask, (done) => {
      copied = done;
    });
    if (!copied) throw new Error('the thread gave no copy');
    const backup: Backup = { name, at, ...copied };
    await writeFile(join(folder, `${name}.json`), JSON.stringify(backup), { mode: 0o600 });
    await rename(part, join(folder, name));
    await dropOld(dataDir);
    return backup;
  } finally {
    await removeAll(folder, (file) => file.endsWith('.part'));
  }
};

const removeAll = async (folder: string, which: (file: string) => boolean): Promise<void> => {
  const files = (await readdir(folder)).filter(which);
  await Promise.all(files.map((file) => rm(join(folder, file), { force: true })));
};

const dropOld = async (dataDir: string): Promise<void> => {
  const old = new Set((await backupsIn(dataDir)).slice(KEEP).map(({ name }) => name));
  await removeAll(backupFolder(dataDir), (file) => old.has(file.replace(/\.json$/, '')));
};
