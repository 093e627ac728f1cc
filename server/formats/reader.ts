import type { Worker } from 'node:worker_threads';
import type { Note } from '../domain/notes/index.ts';
import type { FreshQuestion, KnownQuestionText, Standing } from '../domain/staging.ts';
import { startThread } from '../thread.ts';
import type { Reading, ReadOptions, SourceFile } from './format.ts';
import type { Task } from './read-worker.ts';

/** What became of one file: its reading, or why it cannot be read. `bug` = a fault of ours, for the log. */
export type ReadResult =
  | { reading: Reading; fault?: undefined }
  | { reading?: undefined; fault: Note; bug?: string };
/**
 * Reads and compares in a thread of its own, one task after the other, so that no file can hold up or bring down the
 * server. `compare` throws when the thread fails.
 */
export type Reader = {
  read: (file: SourceFile, options?: ReadOptions) => Promise<ReadResult>;
  compare: (fresh: FreshQuestion[], known: KnownQuestionText[]) => Promise<Standing[]>;
  close: () => Promise<void>;
};

const LIMIT_MS = 60_000;
const LIMIT_MB = 1536;

type Said = { id: number; result?: unknown; bug?: string };
type Done = { result?: unknown; bug?: string; late?: boolean; spoilt: boolean };

const open = (): Worker => {
  const thread = startThread(new URL('./read-worker.ts', import.meta.url), LIMIT_MB);
  // Without a listener of its own the error of an idle thread would end the process.
  thread.on('error', () => undefined);
  return thread;
};

/** What the thread says next: a message, its end, or nothing for too long. */
const runIn = (thread: Worker, task: Task, limitMs: number): Promise<Done> =>
  new Promise((resolve) => {
    const settle = (done: Done): void => {
      clearTimeout(timer);
      thread.off('message', hear);
      thread.off('error', fail);
      thread.off('exit', end);
      resolve(done);
    };
    const hear = ({ id, result, bug }: Said): void => {
      if (id === task.id) settle({ result, spoilt: false, ...(bug === undefined ? {} : { bug }) });
    };
    const fail = (error: unknown): void => settle({ bug: String(error), spoilt: true });
    const end = (): void => settle({ bug: 'the reading thread ended', spoilt: true });
    const timer = setTimeout(() => settle({ late: true, spoilt: true }), limitMs);
    thread.on('message', hear);
    thread.on('error', fail);
    thread.on('exit', end);
    thread.postMessage(task);
  });

const readResultOf = (done: Done, limitMs: number): ReadResult => {
  if (done.late) {
    const seconds = Math.round(limitMs / 1000);
    return { fault: { place: {}, code: 'file.timeout', details: { seconds } } };
  }
  if (done.bug !== undefined) return { fault: { place: {}, code: 'file.unreadable' }, bug: done.bug };
  return done.result as ReadResult;
};

/** A reader; `limitMs` = the longest that one task may take. */
export const createReader = (limitMs = LIMIT_MS): Reader => {
  let thread: Worker | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let id = 0;
  const runNow = async (task: Omit<Task, 'id'>): Promise<Done> => {
    thread ??= open();
    thread.ref();
    id += 1;
    const done = await runIn(thread, { ...task, id } as Task, limitMs);
    thread.unref();
    if (!done.spoilt) return done;
    await thread.terminate();
    thread = undefined;
    return done;
  };
  const run = (task: Omit<Task, 'id'>): Promise<Done> => {
    const mine = last.then(() => runNow(task));
    last = mine.catch(() => undefined);
    return mine;
  };
  return {
    read: async (file, options = {}) =>
      readResultOf(await run({ file, options } as Omit<Task, 'id'>), limitMs),
    compare: async (fresh, known) => {
      const done = await run({ fresh, known } as Omit<Task, 'id'>);
      if (done.late || done.bug !== undefined) throw new Error(done.bug ?? 'comparing took too long');
      return (done.result as { standings: Standing[] }).standings;
    },
    close: async () => {
      await last;
      await thread?.terminate();
      thread = undefined;
    },
  };
};
