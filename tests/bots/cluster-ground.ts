import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { hashToken, newLinkCode } from '../../server/auth.ts';
import type { Role } from '../../server/domain/person.ts';
import { commit } from '../../server/store/commit.ts';
import { type Database, openDatabase } from '../../server/store/db.ts';
import { createInvite } from '../../server/store/person.ts';
import { type PostgresServer, startPostgres } from '../bench/postgres-server.ts';
import { type Child, freePort, startChild } from './child.ts';
import { type Front, startFront } from './cluster-proxy.ts';

const run = promisify(execFile);

/** Whether this machine has Redis and PostgreSQL; a CI without them fails. */
export const hasCluster = async (): Promise<boolean> => {
  const redis = await run('redis-server', ['--version']).catch(() => undefined);
  const postgres = await run('psql', ['--version']).catch(() => undefined);
  if (redis && postgres) return true;
  if (process.env.CI) throw new Error('No redis-server or no PostgreSQL on this machine: CI needs both.');
  return false;
};

export type RedisServer = { url: string; kill: () => Promise<void>; start: () => Promise<void> };
/** A Redis that keeps nothing on disk: the hardest one to lose. */
export const startRedis = async (): Promise<RedisServer> => {
  const port = await freePort();
  let child: ChildProcess | undefined;
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const start = (): Promise<void> =>
    new Promise((done, fail) => {
      const made = spawn('redis-server', args, { cwd: tmpdir(), stdio: ['ignore', 'pipe', 'ignore'] });
      child = made;
      made.once('exit', () => fail(new Error('Redis does not start')));
      made.stdout.on('data', (text) => {
        if (String(text).includes('Ready to accept')) done();
      });
    });
  const kill = async (): Promise<void> => {
    const dying = child;
    if (!dying || dying.exitCode !== null || dying.signalCode !== null) return;
    const gone = new Promise((done) => dying.once('exit', done));
    dying.kill('SIGKILL');
    await gone;
  };
  await start();
  return { url: `redis://127.0.0.1:${port}`, kill, start };
};

export type Ground = {
  /** Where people go, as through a company's proxy. */
  front: Front;
  /** Where exactly one process is. */
  urls: string[];
  children: Child[];
  redis: RedisServer;
  postgres: PostgresServer;
  db: Database;
  joinCode: string;
  start: (n: number) => Promise<Child>;
  invite: (role: Role) => Promise<string>;
  close: () => Promise<void>;
};

/** Closes what was opened, the latest first; a start that fails leaves nothing running. */
const newStack = () => {
  const opened: (() => unknown)[] = [];
  const close = async (): Promise<void> => {
    for (const end of opened.splice(0).reverse()) await end();
  };
  return { add: (end: () => unknown): number => opened.push(end), close };
};

const inviteTo =
  (db: Database) =>
  async (role: Role): Promise<string> => {
    const code = newLinkCode();
    const { id } = await db.read.selectFrom('org').select('id').executeTakeFirstOrThrow();
    const link = { org: id, codeHash: hashToken(code), kind: 'invite', role } as const;
    await commit({ db, now: Date.now }, (tx) => createInvite(tx, { ...link, expiresAt: tx.now + 3_600_000 }));
    return code;
  };

/** Two processes of one company that start at the same moment on an empty PostgreSQL. */
export const openGround = async (): Promise<Ground> => {
  const { add, close } = newStack();
  try {
    const dataDir = await mkdtemp(join(tmpdir(), 'archipelago-cluster-'));
    add(() => rm(dataDir, { recursive: true, force: true }));
    const postgres = await startPostgres();
    if (!postgres) throw new Error('PostgreSQL does not start');
    add(postgres.stop);
    const redis = await startRedis();
    add(redis.kill);
    const [at, ...ports] = await Promise.all([freePort(), freePort(), freePort()]);
    const front = await startFront(at, ports);
    add(front.close);
    const start = async (n: number): Promise<Child> => {
      const child = await startChild(ports[n] ?? 0, dataDir, join(dataDir, `code${n}`), {
        DATABASE_URL: postgres.url,
        REDIS_URL: redis.url,
        PUBLIC_URL: front.url,
        PUBLIC_ADDRESS: `127.0.0.1:${at}/n${n + 1}`,
      });
      add(child.kill);
      return child;
    };
    const children = await Promise.all(ports.map((_, n) => start(n)));
    const db = await openDatabase({ dataDir, databaseUrl: postgres.url });
    add(db.close);
    const urls = ports.map((port) => `http://127.0.0.1:${port}`);
    const joinCode = children[0]?.joinCode ?? '';
    return { front, urls, children, redis, postgres, db, joinCode, start, invite: inviteTo(db), close };
  } catch (error) {
    await close();
    throw error;
  }
};
