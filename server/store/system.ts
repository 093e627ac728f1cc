import { readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobRun, LoopMinute, RoomCount } from '../domain/api-system.ts';
import { RuleError } from '../domain/errors.ts';
import { type Database, type Db, databaseFile } from './db.ts';
import { findOrg } from './seed.ts';

/** What the process knows of itself: who watches its loop, and who counts its live rooms. */
export type Watch = { loop?: () => LoopMinute[]; rooms?: () => Promise<RoomCount[]> };
const watches = new WeakMap<Database, Watch>();
/** Adds to what is known of the process that serves this database; undefined = nobody watches any more. */
export const setWatch = (db: Database, watch: Watch): void => {
  watches.set(db, { ...watches.get(db), ...watch });
};
export const watchOf = (db: Database): Watch => watches.get(db) ?? {};

const jobs = new WeakMap<object, Map<string, JobRun>>();
type Run = { everyMs: number } & ({ at?: undefined } | { at: number; tookMs: number; failed: boolean });
/** Writes down that a job stands on its clock, or that it ran. `owner` = the log that all jobs of a process write to. */
export const noteRun = (owner: object, name: string, { everyMs, ...run }: Run): void => {
  const all = jobs.get(owner) ?? new Map<string, JobRun>();
  jobs.set(owner, all);
  const before = all.get(name) ?? { name, everyMs, runs: 0, failures: 0 };
  if (run.at === undefined) return void all.set(name, before);
  const { at, tookMs, failed } = run;
  const counts = { runs: before.runs + 1, failures: before.failures + (failed ? 1 : 0) };
  all.set(name, { ...before, ...counts, ranAt: at, tookMs, failed });
};
/** Jobs of a process, by name. */
export const jobsOf = (owner: object): JobRun[] =>
  [...(jobs.get(owner)?.values() ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1));

/** The machine belongs to the company it was set up for: others on it see nothing of it. Throws `auth.forbidden`. */
export const needHost = async (db: Db, org: string): Promise<void> => {
  if ((await findOrg(db))?.id !== org) throw new RuleError('auth.forbidden');
};

/** Bytes of a file; 0 when there is none. */
export const bytesOf = (file: string): Promise<number> =>
  stat(file).then(
    ({ size }) => size,
    () => 0,
  );
/** Bytes of the files in a folder; 0 when there is none. */
export const bytesIn = async (folder: string): Promise<number> => {
  const names = await readdir(folder).catch(() => []);
  const sizes = await Promise.all(names.map((name) => bytesOf(join(folder, name))));
  return sizes.reduce((sum, n) => sum + n, 0);
};

/** Bytes of the database files; 0 where the database is elsewhere. */
export const filesOf = async (dataDir: string): Promise<{ database: number; wal: number }> => {
  const file = databaseFile(dataDir);
  const [database, wal] = await Promise.all([bytesOf(file), bytesOf(`${file}-wal`)]);
  return { database, wal };
};
/** Bytes that are free and that there are on the disk of a folder; zeros when it cannot be asked. */
export const diskOf = async (folder: string): Promise<{ free: number; total: number }> => {
  const disk = await statfs(folder).catch(() => undefined);
  return disk ? { free: disk.bavail * disk.bsize, total: disk.blocks * disk.bsize } : { free: 0, total: 0 };
};
