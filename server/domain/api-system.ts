import type { Growth, TableGroup } from './growth.ts';

type Nothing = Record<string, never>;

/**
 * The machine room, for administrators of the company that the server was set up for. A copy as a file:
 * `GET /api/system/backups/<name>`.
 */
export type SystemApi = {
  'GET /api/system/health': { reply: SystemHealth };
  'GET /api/system/storage': { reply: SystemStorage };
  'GET /api/system/audit': { reply: LawsView };
  /** Begins to check every law of the store in the background, or joins the run that is under way. */
  'POST /api/system/audit': { body: Nothing; reply: LawsView };
  'GET /api/system/backups': { reply: BackupsView };
  /** Begins a copy of the database in the background. Throws `backup.disk`, `backup.postgres`. */
  'POST /api/system/backup': { body: Nothing; reply: BackupsView };
};

/** How late the loop that serves rooms came in one minute; milliseconds, `at` = the end of the minute. */
export type LoopMinute = { at: number; p50: number; p99: number; max: number };
/** A job on a clock; `ranAt` = the end of its last run, absent = not yet. Times in ms. */
export type JobRun = {
  name: string;
  everyMs: number;
  runs: number;
  failures: number;
  ranAt?: number;
  tookMs?: number;
  failed?: boolean;
};
export type RoomCount = { name: string; rooms: number; people: number };

export type SystemHealth = {
  now: number;
  startedAt: number;
  version: string;
  node: string;
  database: 'sqlite' | 'postgres';
  storage: 'ok' | 'unavailable';
  /** The last half hour, oldest first; empty in the first minute. */
  loop: LoopMinute[];
  /** Bytes; `machine` and `free` are those of the whole machine. */
  memory: { rss: number; heapUsed: number; heapTotal: number; machine: number; free: number };
  cores: number;
  /** Mean number of waiting processes in the last minute. */
  load: number;
  /** Kinds of live rooms that are open now. */
  rooms: RoomCount[];
  jobs: JobRun[];
};

export type TableSize = { table: string; group: TableGroup; bytes: number; rows: number };
export type SystemStorage = {
  at: number;
  database: 'sqlite' | 'postgres';
  /** Bytes: the database with its indexes; the write-ahead log beside it; files that people have sent in. */
  bytes: { database: number; wal: number; backups: number };
  /** Bytes on the disk of the data folder. */
  disk: { free: number; total: number };
  events: number;
  /** Bytes by group, largest first, and the largest tables. */
  groups: { group: TableGroup; bytes: number }[];
  tables: TableSize[];
  /** Events of the last 28 days, oldest first, today last; `day` YYYYMMDD. */
  perDay: { day: number; events: number }[];
  growth?: Growth;
};

export type Law = { name: string; faults: string[] };
/** `laws` of the last run that ended well; `failed` = the last run broke off. Times in ms. */
export type LawsView = {
  running?: { startedAt: number };
  last?: { at: number; tookMs: number; laws: Law[] };
  failed?: true;
};

export type Backup = {
  /** `archipelago-20261122-093000.db` */
  name: string;
  at: number;
  bytes: number;
  tookMs: number;
  /** Every page of the copy was read again and found sound. */
  intact: boolean;
  /** SHA-256 of the file, hexadecimal. */
  sha256: string;
};
export type BackupsView = {
  /** On PostgreSQL its own tools make copies: `pg_dump`. */
  database: 'sqlite' | 'postgres';
  /** How many are kept; the oldest goes when one more is made. */
  keep: number;
  running?: { startedAt: number };
  failed?: true;
  backups: Backup[];
};
