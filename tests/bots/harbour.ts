import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import '../../server/thread.ts';
import type { SimClock } from './timeline.ts';

/** `clock[0]` = the time the server reads; shared memory, a float of milliseconds UTC. */
export type HarbourData = { clock: Float64Array; seed: number };
/** attend = does once what the server's jobs do by the clock. */
export type HarbourWish = 'attend' | 'close';
type Ready = { url: string; code: string; trainer: string };
/** The server of a simulation: `code` = the company's join code, `trainer` = a one-time code for the trainer. */
export type Harbour = Ready & {
  clock: SimClock;
  /** Lets the server's jobs do what is due by its clock; one call at a time. */
  attend: () => Promise<void>;
  close: () => Promise<void>;
};

/** Starts the real server on loopback in another thread, at DATA_DIR or DATABASE_URL, on a clock that it does not run.
 * `env` is added to the environment. */
export const openHarbour = async (
  startAt: number,
  seed: number,
  env: Record<string, string> = {},
): Promise<Harbour> => {
  const clock = new Float64Array(new SharedArrayBuffer(8));
  clock[0] = startAt;
  const worker = new Worker(join(import.meta.dirname, 'harbour-worker.ts'), {
    workerData: { clock, seed } satisfies HarbourData,
    env: { ...process.env, ...env },
  });
  const gone = new Promise<void>((done) => worker.once('exit', () => done()));
  const ready = await new Promise<Ready>((done, fail) => {
    worker.once('message', done);
    worker.once('error', fail);
    worker.once('exit', (code) => fail(new Error(`the server ended while starting, with ${code}`)));
  });
  worker.on('error', (error) => {
    throw error;
  });
  const set = (at: number): void => {
    clock[0] = at;
  };
  const say = (wish: HarbourWish): void => worker.postMessage(wish);
  const attend = async (): Promise<void> => {
    const done = new Promise<void>((told) => worker.once('message', () => told()));
    say('attend');
    await done;
  };
  const close = async (): Promise<void> => {
    say('close');
    await gone;
  };
  return { ...ready, clock: { now: () => clock[0] ?? 0, set }, attend, close };
};
