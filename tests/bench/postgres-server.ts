import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from '../bots/child.ts';

/** Debian keeps the programs of PostgreSQL off the path. */
const DEBIAN = globSync('/usr/lib/postgresql/*/bin').sort();
const PATH = [process.env.PATH, ...DEBIAN.slice(-1)].join(':');
const execute = promisify(execFile);
const run = (program: string, args: string[], who: { uid?: number; gid?: number } = {}) =>
  execute(program, args, { ...who, env: { ...process.env, PATH } });
export type PostgresServer = { url: string; version: string; stop: () => Promise<void> };

const versionOf = async (url: string): Promise<string> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ server_version: string }>('show server_version');
  await client.end();
  return rows[0]?.server_version ?? '';
};

/** PostgreSQL refuses to run as root. */
const owner = async (): Promise<{ uid?: number; gid?: number }> => {
  if (process.getuid?.() !== 0) return {};
  const { stdout } = await run('id', ['-u', 'postgres']);
  const uid = Number(stdout.trim());
  return { uid, gid: uid };
};

const ready = async (url: string, child: ChildProcess): Promise<string> => {
  for (let tries = 0; tries < 100 && child.exitCode === null; tries++) {
    try {
      return await versionOf(url);
    } catch {
      await new Promise((done) => setTimeout(done, 100));
    }
  }
  throw new Error('PostgreSQL does not start');
};

const startOwn = async (): Promise<PostgresServer> => {
  const who = await owner();
  const dir = await mkdtemp(join(tmpdir(), 'archipelago-postgres-'));
  if (who.uid !== undefined) await chown(dir, who.uid, who.uid);
  const data = join(dir, 'data');
  await run('initdb', ['-D', data, '-U', 'bench', '-A', 'trust', '-E', 'UTF8', '--locale=C'], who);
  const port = await freePort();
  const args = ['-D', data, '-p', String(port), '-k', dir, '-c', 'listen_addresses=127.0.0.1'];
  const env = { ...process.env, PATH };
  const child = spawn('postgres', args, { ...who, env, stdio: 'ignore' });
  const url = `postgres://bench@127.0.0.1:${port}/postgres`;
  const version = await ready(url, child);
  const stop = async (): Promise<void> => {
    const gone = new Promise((done) => child.once('exit', done));
    child.kill('SIGINT');
    await gone;
    await rm(dir, { recursive: true, force: true });
  };
  return { url, version, stop };
};

/** The server of `BENCH_POSTGRES`, or one of its own on a fresh folder when the programs are there; else undefined. */
export const startPostgres = async (): Promise<PostgresServer | undefined> => {
  const { BENCH_POSTGRES: url } = process.env;
  if (url !== undefined) return { url, version: await versionOf(url), stop: async () => undefined };
  try {
    await run('initdb', ['--version']);
  } catch {
    return undefined;
  }
  return startOwn();
};
