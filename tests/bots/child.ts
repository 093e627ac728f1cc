import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const READY_MS = 30_000;

/** A port that is free now. */
export const freePort = (): Promise<number> =>
  new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const at = probe.address();
      probe.close(() => (typeof at === 'object' && at ? done(at.port) : fail(new Error('no port'))));
    });
  });

export type Child = {
  pid: number;
  joinCode: string;
  startMs: number;
  kill: () => Promise<void>;
  stop: () => Promise<number>;
};

const gone = (child: ChildProcess): Promise<number> =>
  new Promise((done) => {
    if (child.exitCode !== null || child.signalCode !== null) return done(child.exitCode ?? -1);
    child.once('exit', (code) => done(code ?? -1));
  });

/**
 * Starts the real server as an operator does and waits for the lines it prints when it is ready. Node keeps compiled
 * code in `cacheDir` after a normal stop, which makes later starts several times faster. `env` = more of the environment.
 */
export const startChild = async (
  port: number,
  dataDir: string,
  cacheDir: string,
  env: Record<string, string> = {},
): Promise<Child> => {
  const began = performance.now();
  const child = spawn(process.execPath, ['server/main.ts'], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: cacheDir,
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      LOG_LEVEL: 'error',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let complained = '';
  child.stderr.on('data', (text) => {
    complained += text;
  });
  const joinCode = await new Promise<string>((done, fail) => {
    const timer = setTimeout(
      () => fail(new Error(`the server is not ready: ${said}${complained}`)),
      READY_MS,
    );
    child.once('exit', () => fail(new Error(`the server ended while starting: ${said}${complained}`)));
    child.stdout.on('data', (text) => {
      said += text;
      if (!said.includes('Ready in')) return;
      clearTimeout(timer);
      done(/Learners join\s+\S+\/join\/(\S+)/.exec(said)?.[1] ?? '');
    });
  });
  const end = (signal: 'SIGKILL' | 'SIGTERM') => async (): Promise<number> => {
    child.kill(signal);
    return gone(child);
  };
  const startMs = performance.now() - began;
  return {
    pid: child.pid ?? 0,
    joinCode,
    startMs,
    kill: async () => void (await end('SIGKILL')()),
    stop: end('SIGTERM'),
  };
};
