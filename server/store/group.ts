import { RuleError } from '../domain/errors.ts';
import { type Drafts, runWork, type StoreCtx, type Work } from './commit.ts';
import type { Database, Db } from './db.ts';
import { type Connection, isStorageFault } from './dialect.ts';
import { writeLog } from './log.ts';
import type { Draft } from './row.ts';

/** A group takes works for at most this long, and at most this many events. */
const GROUP_MS = 10;
const GROUP_EVENTS = 1_000;

type Job = {
  run: (db: Db) => Promise<Drafts>;
  resolve: () => void;
  reject: (error: unknown) => void;
};
type Line = { jobs: Job[]; busy: boolean };
const lines = new WeakMap<Database, Line>();
const lineOf = (database: Database): Line => {
  const line = lines.get(database) ?? { jobs: [], busy: false };
  lines.set(database, line);
  return line;
};

/** `commit` on SQLite: waits in line for the next group. */
export const commitGrouped = <T>(ctx: StoreCtx, work: Work<T>): Promise<T> =>
  new Promise<T>((resolve, reject) => {
    let value: T;
    const line = lineOf(ctx.db);
    line.jobs.push({
      run: async (db) => {
        const [done, drafts] = await runWork(ctx, db, work);
        value = done;
        return drafts;
      },
      resolve: () => resolve(value),
      reject,
    });
    if (line.busy) return;
    line.busy = true;
    setImmediate(() => void drain(ctx.db, line));
  });

const drain = async (database: Database, line: Line): Promise<void> => {
  while (line.jobs.length > 0) {
    await runGroup(database, line);
    // Lets new requests in, so that they share the next transaction.
    await new Promise((resolve) => setImmediate(resolve));
  }
  line.busy = false;
};

const release = (connection: Connection, undo: boolean): void => {
  const { mark } = connection;
  connection.mark = 'none';
  if (mark !== 'set') return;
  if (undo) connection.prepare('rollback to work').run([]);
  connection.prepare('release work').run([]);
};

/**
 * One work behind its savepoint; gives its drafts. Undefined = it was undone and told so. Throws when the disk
 * refuses, which ends the whole group.
 */
const runJob = async (connection: Connection, db: Db, job: Job): Promise<Drafts | undefined> => {
  connection.mark = 'wanted';
  try {
    const drafts = await job.run(db);
    if (connection.fault !== undefined) throw connection.fault;
    release(connection, false);
    return drafts;
  } catch (error) {
    if (connection.fault !== undefined) throw connection.fault;
    release(connection, true);
    job.reject(error);
    return undefined;
  }
};

type Group = { facts: Draft[]; claims: Draft[]; jobs: Job[] };

/** Runs the works in line, one after the other, until the group is full. `group.jobs` = those whose fate it shares. */
const fill = async (connection: Connection, db: Db, line: Line, group: Group): Promise<void> => {
  const until = performance.now() + GROUP_MS;
  while (performance.now() < until && group.facts.length + group.claims.length < GROUP_EVENTS) {
    const job = line.jobs.shift();
    if (!job) return;
    group.jobs.push(job);
    const drafts = await runJob(connection, db, job);
    if (!drafts) group.jobs.pop();
    group.facts.push(...(drafts?.facts ?? []));
    group.claims.push(...(drafts?.claims ?? []));
  }
};

const refuse = (database: Database, jobs: Job[], error: unknown): void => {
  const storage = isStorageFault(error);
  if (storage) database.internal.state = 'unavailable';
  for (const job of jobs) job.reject(storage ? new RuleError('storage.unavailable') : error);
};

/** Throws when no transaction can be begun. */
const runIn = async (database: Database, connection: Connection, db: Db, line: Line): Promise<void> => {
  const group: Group = { facts: [], claims: [], jobs: [] };
  connection.begin();
  try {
    await fill(connection, db, line, group);
    const keep = await writeLog(database, db, group.facts, group.claims);
    connection.commit();
    keep();
    database.internal.state = 'ok';
  } catch (error) {
    try {
      connection.rollback();
    } finally {
      refuse(database, group.jobs, error);
    }
    return;
  }
  for (const job of group.jobs) job.resolve();
};

const runGroup = async (database: Database, line: Line): Promise<void> => {
  const { connection, writer } = database.internal;
  if (!connection) throw new Error('grouped commits are for SQLite');
  try {
    await writer.connection().execute((db) => runIn(database, connection, db, line));
  } catch (error) {
    connection.fault = undefined;
    refuse(database, line.jobs.splice(0), error);
  }
};
