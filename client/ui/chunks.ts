import { type ComponentType, lazy } from 'react';

const AGAIN_MS = [500, 1000, 2000, 4000, 8000];
const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

type Load<T> = () => Promise<T>;

/** A chunk that could not be fetched is asked for again while the network comes back. */
const again = async <T>(load: Load<T>): Promise<T> => {
  for (const ms of AGAIN_MS) {
    try {
      return await load();
    } catch {
      await wait(ms);
    }
  }
  return load();
};

const warm: Load<unknown>[] = [];
/** A screen in a chunk of its own: `later(() => import('./Log.tsx'), (m) => m.Log)`. */
const later = <M, P>(load: Load<M>, pick: (module: M) => ComponentType<P>) => {
  warm.push(load);
  return lazy(() => again(load).then((module) => ({ default: pick(module) })));
};

export const PlainMap = later(
  () => import('./PlainMap.tsx'),
  (m) => m.PlainMap,
);
export const PlainIsland = later(
  () => import('./PlainIsland.tsx'),
  (m) => m.PlainIsland,
);
export const Today = later(
  () => import('./Today.tsx'),
  (m) => m.Today,
);
export const Log = later(
  () => import('./Log.tsx'),
  (m) => m.Log,
);
export const Settings = later(
  () => import('./Settings.tsx'),
  (m) => m.Settings,
);
export const CardScreen = later(
  () => import('./play/index.tsx'),
  (m) => m.CardScreen,
);
export const AttemptScreen = later(
  () => import('./play/index.tsx'),
  (m) => m.AttemptScreen,
);
export const Studio = lazy(() =>
  again(() => import('../studio/Studio.tsx')).then((m) => ({ default: m.Studio })),
);

/** Fetches the learners' screens before they are asked for, so that a lost network does not stand before them. */
export const warmUp = (): void => {
  for (const load of warm) load().catch(() => undefined);
};
