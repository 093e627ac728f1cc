import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Dialect, Kysely, PostgresDialect, SqliteDialect } from 'kysely';
import type { ReadonlyKysely } from 'kysely/readonly';
import { type Connection, type DialectName, openPool, openReader, openWriter } from './dialect.ts';
import { type Leases, ownLeases, sharedLeases } from './lease.ts';
import { migrate } from './migrations/index.ts';
import type { Tables } from './tables.ts';

export type Db = Kysely<Tables>;
export type StorageState = 'ok' | 'unavailable';

/** The store of one process. Reads see what was committed; whatever writes goes through `commit`. */
export type Database = {
  read: Db;
  dialect: DialectName;
  /** Whether the last write reached the disk; for the health route. */
  storage: () => StorageState;
  close: () => Promise<void>;
  /** For store/ only. */
  internal: Internal;
};
export type Internal = {
  writer: Db;
  /** SQLite only: the writer's connection. */
  connection?: Connection;
  state: StorageState;
  /** What `commit` keeps between groups; made by it. */
  scratch: Map<string, unknown>;
  leases: Leases;
  migrated: string[];
};

export type Place = { dataDir: string; databaseUrl?: string };
export const databaseFile = (dataDir: string): string => join(dataDir, 'archipelago.db');

const databaseOf = (read: Db, dialect: DialectName, internal: Internal): Database => ({
  read,
  dialect,
  internal,
  storage: () => internal.state,
  close: async () => {
    await internal.leases.close();
    await read.destroy();
    if (internal.writer !== read) await internal.writer.destroy();
  },
});

/** Opens any PostgreSQL that kysely speaks to (a server, or PGlite in tests) and migrates it. */
export const openPostgres = async (dialect: Dialect, leases = ownLeases()): Promise<Database> => {
  const db = new Kysely<Tables>({ dialect });
  const migrated = await migrate(db, 'postgres');
  return databaseOf(db, 'postgres', { writer: db, state: 'ok', scratch: new Map(), leases, migrated });
};

const openSqlite = async (dataDir: string): Promise<Database> => {
  await mkdir(dataDir, { recursive: true });
  const file = databaseFile(dataDir);
  const connection = openWriter(file);
  const writer = new Kysely<Tables>({ dialect: new SqliteDialect({ database: connection }) });
  const migrated = await migrate(writer, 'sqlite');
  const read = new Kysely<Tables>({ dialect: new SqliteDialect({ database: openReader(file) }) });
  const leases = ownLeases();
  return databaseOf(read, 'sqlite', {
    writer,
    connection,
    state: 'ok',
    scratch: new Map(),
    leases,
    migrated,
  });
};

/** Opens `archipelago.db` in dataDir (made when missing), or the PostgreSQL of databaseUrl; runs the migrations. */
export const openDatabase = ({ dataDir, databaseUrl }: Place): Promise<Database> =>
  databaseUrl === undefined
    ? openSqlite(dataDir)
    : openPostgres(new PostgresDialect({ pool: openPool(databaseUrl) }), sharedLeases(databaseUrl));

/** A connection of its own that can only read, for a thread beside the one that serves rooms; close with `destroy`. */
export const openReadOnly = ({ dataDir, databaseUrl }: Place): Db => {
  if (databaseUrl === undefined)
    return new Kysely<Tables>({
      dialect: new SqliteDialect({ database: openReader(databaseFile(dataDir)) }),
    });
  const pool = openPool(databaseUrl, { max: 1, options: '-c default_transaction_read_only=on' });
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
};

/** The same connection for analytics: what writes does not compile. */
export const readOnly = (db: Db): ReadonlyKysely<Tables> => db as never;

/** Where another thread can open this database: nowhere when it lives in this process only (PGlite). */
export const placeOf = (
  { dialect }: Database,
  config: { dataDir: string; databaseUrl?: string | undefined },
): Place | undefined => {
  const { dataDir, databaseUrl } = config;
  if (dialect === 'sqlite') return { dataDir };
  return databaseUrl === undefined ? undefined : { dataDir, databaseUrl };
};
