import { ART_VERSION, type LevelPoints } from './draw-island.ts';

/** An island as it is kept in the browser. */
export type KeptIsland = { picture: Blob; mask: Blob; level?: LevelPoints };

const NAME = 'island-art';
const STORE = 'islands';
/** Most islands kept; the ones kept first go first. */
const MOST = 80;

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('indexedDB'));
  });

let opened: Promise<IDBDatabase> | undefined;

/** One database for each version of the drawing: an upgrade throws the islands of the former away. */
const database = (): Promise<IDBDatabase> => {
  opened ??= (async () => {
    const request = indexedDB.open(NAME, ART_VERSION);
    request.onupgradeneeded = () => {
      const { result } = request;
      if (result.objectStoreNames.contains(STORE)) result.deleteObjectStore(STORE);
      result.createObjectStore(STORE);
    };
    const db = await settled(request);
    db.onversionchange = () => db.close();
    return db;
  })();
  return opened;
};

/** The island kept under a key; undefined when there is none or the browser keeps nothing (private windows). */
export const recall = async (key: string): Promise<KeptIsland | undefined> => {
  try {
    const store = (await database()).transaction(STORE).objectStore(STORE);
    return await settled(store.get(key) as IDBRequest<KeptIsland | undefined>);
  } catch {
    return undefined;
  }
};

/** Keeps an island; a browser without room or leave to keep draws it anew next time. */
export const keep = async (key: string, island: KeptIsland): Promise<boolean> => {
  try {
    const store = (await database()).transaction(STORE, 'readwrite').objectStore(STORE);
    const keys = await settled(store.getAllKeys());
    for (const old of keys.slice(0, Math.max(0, keys.length + 1 - MOST))) store.delete(old);
    await settled(store.put(island, key));
    return true;
  } catch {
    return false;
  }
};
