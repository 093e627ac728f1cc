import { parentPort, workerData } from 'node:worker_threads';
import { startThread } from '../thread.ts';

const LIMIT_MB = 2048;
const LIMIT_MS = 10 * 60_000;

type Said = { piece: unknown } | { bug: string } | { end: true };

/**
 * Runs the file at `url` in a thread of its own with `data` and takes what it gives, piece by piece: the next piece comes
 * when this one is taken. Rejects when the thread fails, ends early or takes longer than `limitMs` (ten minutes).
 */
export const runThread = async <T>(
  url: URL,
  data: unknown,
  take: (piece: T) => Promise<void> | void,
  limitMs = LIMIT_MS,
): Promise<void> => {
  const thread = startThread(url, LIMIT_MB, data);
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      timer = setTimeout(() => reject(new Error('the thread took too long')), limitMs);
      thread.on('error', reject);
      thread.on('exit', () => reject(new Error('the thread ended early')));
      const hear = async (said: Said): Promise<void> => {
        if ('bug' in said) throw new Error(said.bug);
        if ('end' in said) return resolve();
        await take(said.piece as T);
        thread.postMessage('next');
      };
      thread.on('message', (said: Said) => void hear(said).catch(reject));
    });
  } finally {
    clearTimeout(timer);
    await thread.terminate();
  }
};

const isNext = (port: NonNullable<typeof parentPort>): Promise<unknown> =>
  new Promise((resolve) => port.once('message', resolve));

/** The other side: does `work` and hands over each piece that it gives. Does nothing outside such a thread. */
export const serveThread = async <D>(
  work: (data: D, give: (piece: unknown) => Promise<unknown>) => Promise<void>,
): Promise<void> => {
  const port = parentPort;
  if (!port) return;
  const give = (piece: unknown): Promise<unknown> => {
    port.postMessage({ piece } satisfies Said);
    return isNext(port);
  };
  try {
    await work(workerData as D, give);
    port.postMessage({ end: true } satisfies Said);
  } catch (error) {
    const bug = error instanceof Error ? (error.stack ?? error.message) : String(error);
    port.postMessage({ bug } satisfies Said);
  }
};
