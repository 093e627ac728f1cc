import { type FinishedIsland, finishIsland, type IslandRequest, keyOf } from './finish.ts';
import type { Delivery, Order } from './worker.ts';

export type { LevelPoints } from './draw-island.ts';
export { type IslandRequest, keyOf } from './finish.ts';

/** A drawn island on canvases of the page, for textures and previews. */
export type IslandArt = Omit<FinishedIsland, 'picture' | 'mask'> & {
  picture: HTMLCanvasElement;
  mask: HTMLCanvasElement;
};

/** Most drawn islands held in memory; older ones come back from the browser's store. */
const MOST_HELD = 16;

const onPage = (bitmap: ImageBitmap): HTMLCanvasElement => {
  const canvas = document.createElement('canvas');
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  bitmap.close();
  return canvas;
};

type Job = {
  request: IslandRequest;
  /** Those who wait; a job nobody waits for any more is not begun. */
  waiting: number;
  art: Promise<IslandArt>;
  settle: (drawing: Promise<FinishedIsland>) => void;
};

const held = new Map<string, Promise<IslandArt>>();
/** What was asked for and is not there yet, in the order asked for. */
const jobs = new Map<string, Job>();
let busy = false;
let worker: Worker | undefined;
let orders = 0;

const inWorker = (request: IslandRequest): Promise<FinishedIsland> => {
  worker ??= new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'island-art' });
  const at = worker;
  const id = ++orders;
  return new Promise((resolve, reject) => {
    const end = (): void => {
      at.removeEventListener('message', hear);
      at.removeEventListener('error', fail);
    };
    const hear = ({ data }: MessageEvent<Delivery>): void => {
      if (data.id !== id) return;
      end();
      if ('island' in data) resolve(data.island);
      else reject(new Error(data.fault));
    };
    const fail = (): void => {
      end();
      worker = undefined;
      reject(new Error('island-art worker'));
    };
    at.addEventListener('message', hear);
    at.addEventListener('error', fail);
    at.postMessage({ id, request } satisfies Order);
  });
};

const drawn = (request: IslandRequest): Promise<FinishedIsland> =>
  typeof Worker === 'undefined' || typeof OffscreenCanvas === 'undefined'
    ? finishIsland(request)
    : inWorker(request);

const next = (): void => {
  const job = jobs.values().next().value;
  if (busy || !job) return;
  busy = true;
  const end = (): void => {
    busy = false;
    jobs.delete(keyOf(job.request));
    next();
  };
  const drawing =
    job.waiting > 0 ? drawn(job.request) : Promise.reject(new DOMException('nobody waits', 'AbortError'));
  job.settle(drawing);
  drawing.then(end, end);
};

const hold = (key: string, art: Promise<IslandArt>): void => {
  held.delete(key);
  held.set(key, art);
  for (const old of [...held.keys()].slice(0, Math.max(0, held.size - MOST_HELD))) held.delete(old);
};

const enqueue = (key: string, request: IslandRequest): Job => {
  let settle: Job['settle'] = () => undefined;
  const finished = new Promise<FinishedIsland>((resolve) => {
    settle = resolve;
  });
  const art = finished.then(({ picture, mask, ...rest }) => ({
    ...rest,
    picture: onPage(picture),
    mask: onPage(mask),
  }));
  art.then(
    () => hold(key, art),
    () => undefined,
  );
  const job: Job = { request, waiting: 0, art, settle };
  jobs.set(key, job);
  queueMicrotask(next);
  return job;
};

/**
 * An island's pictures: held, kept by the browser, or drawn in a worker, one after the other in the order asked for.
 * Work that was not begun is dropped when `signal` says so; then, and when it fails, the promise rejects.
 */
export const islandArt = (request: IslandRequest, signal?: AbortSignal): Promise<IslandArt> => {
  const key = keyOf(request);
  const known = held.get(key);
  if (known) {
    hold(key, known);
    return known;
  }
  const job = jobs.get(key) ?? enqueue(key, request);
  job.waiting++;
  signal?.addEventListener('abort', () => {
    job.waiting--;
  });
  return job.art;
};
