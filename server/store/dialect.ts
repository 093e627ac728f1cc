import Sqlite from 'better-sqlite3';
import pg from 'pg';

export type DialectName = 'sqlite' | 'postgres';

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';

/** The disk, file or server refuses, not the statement: nothing was stored and a later try may succeed. */
export const isStorageFault = (error: unknown): boolean => {
  const code = codeOf(error);
  return (
    /^SQLITE_(FULL|READONLY|IOERR|CANTOPEN|BUSY|CORRUPT|NOTADB)/.test(code) ||
    /^(08|53|57P|58)/.test(code) ||
    /^(25006|ECONN|EPIPE|ENOTFOUND|EAI_AGAIN|ETIMEDOUT)/.test(code) ||
    (error instanceof Error &&
      /^(Connection terminated|timeout exceeded when trying to connect)/.test(error.message))
  );
};

/** Thrown by our own code where the same work may simply run again. */
export class Conflict extends Error {
  readonly code = '40001';
}

/** PostgreSQL gave up one of two transactions in each other's way; the same work may simply run again. */
export const isConflict = (error: unknown): boolean => /^(40001|40P01)$/.test(codeOf(error));

const CACHED = 500;
type Params = ReadonlyArray<unknown>;

/**
 * One better-sqlite3 connection as kysely sees it: statements are prepared once, and after a storage fault every
 * further statement fails until the rollback, so that a rule which swallows the error cannot save half of its work.
 */
export type Connection = {
  raw: Sqlite.Database;
  fault: unknown;
  /** A savepoint is set before the first write of a work that wants one: many works only emit. */
  mark: 'none' | 'wanted' | 'set';
  prepare: (sql: string) => Statement;
  /** Takes the write lock at once: a reader that turns writer in the middle could be refused. */
  begin: () => void;
  commit: () => void;
  /** Also after a fault for which SQLite itself has already rolled back. */
  rollback: () => void;
  close: () => void;
};
type Statement = {
  reader: boolean;
  all: (p: Params) => unknown[];
  run: (p: Params) => Sqlite.RunResult;
  iterate: (p: Params) => IterableIterator<unknown>;
};

export const connectionOf = (raw: Sqlite.Database): Connection => {
  const statements = new Map<string, Statement>();
  const guard = <T>(work: () => T, reads = true): T => {
    if (connection.fault !== undefined) throw connection.fault;
    try {
      if (!reads && connection.mark === 'wanted') {
        raw.exec('savepoint work');
        connection.mark = 'set';
      }
      return work();
    } catch (error) {
      if (isStorageFault(error)) connection.fault = error;
      throw error;
    }
  };
  const compile = (sql: string): Statement => {
    const statement = raw.prepare<unknown[]>(sql);
    const { readonly } = statement;
    return {
      reader: statement.reader,
      // Values one by one: a list would be read through one call for each of its values.
      all: (p) => guard(() => statement.all(...p), readonly),
      run: (p) => guard(() => statement.run(...p), readonly),
      iterate: (p) => statement.iterate(...p),
    };
  };
  const prepare = (sql: string): Statement => {
    const known = statements.get(sql);
    if (known) return known;
    const made = guard(() => compile(sql));
    if (statements.size >= CACHED) statements.clear();
    statements.set(sql, made);
    return made;
  };
  const connection: Connection = {
    raw,
    fault: undefined,
    mark: 'none',
    prepare,
    begin: () => void prepare('begin immediate').run([]),
    commit: () => void prepare('commit').run([]),
    rollback: () => {
      connection.fault = undefined;
      connection.mark = 'none';
      if (raw.inTransaction) raw.exec('rollback');
    },
    close: () => raw.close(),
  };
  return connection;
};

const PRAGMAS = [
  'busy_timeout = 5000',
  'foreign_keys = ON',
  'cache_size = -65536',
  'temp_store = MEMORY',
  'wal_autocheckpoint = 8000',
];

/** The one connection that writes: WAL, and FULL so that what was acknowledged survives a power cut. */
export const openWriter = (file: string): Connection => {
  const raw = new Sqlite(file);
  for (const p of ['busy_timeout = 5000', 'journal_mode = WAL', 'synchronous = FULL', ...PRAGMAS])
    raw.pragma(p);
  return connectionOf(raw);
};
/** A connection that sees only what was committed and cannot write. */
export const openReader = (file: string): Connection => {
  const raw = new Sqlite(file, { readonly: true });
  for (const p of PRAGMAS) raw.pragma(p);
  return connectionOf(raw);
};

/** pg gives int8 and numeric as text; all of ours fit a double. `more` = settings of this pool alone. */
export const openPool = (databaseUrl: string, more: pg.PoolConfig = {}): pg.Pool => {
  const types = {
    getTypeParser: (oid: number, format?: 'text' | 'binary') =>
      oid === pg.types.builtins.INT8 || oid === pg.types.builtins.NUMERIC
        ? Number
        : pg.types.getTypeParser(oid, format),
  };
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 10,
    types: types as pg.CustomTypesConfig,
    ...more,
  });
  // A connection that breaks is replaced by the pool and its query rejects; without listeners it would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
};

/** SQL for a field of a JSON text column, as text. */
export const jsonText = (dialect: DialectName, column: string, field: string): string =>
  dialect === 'sqlite' ? `json_extract(${column}, '$.${field}')` : `(${column}::json ->> '${field}')`;
