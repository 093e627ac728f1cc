import type { ClientEvent } from '../../server/domain/api.ts';
import { finished, settled } from './indexed.ts';

type Fresh = Omit<ClientEvent, 'n'>;
type Row = { n: number; who: string; event: Fresh };

/** Events that wait on this device, in order, each under its person. */
export type Queue = {
  add: (who: string, event: Fresh) => Promise<void>;
  first: (who: string, most: number) => Promise<ClientEvent[]>;
  remove: (ids: string[]) => Promise<void>;
  close: () => void;
};

const asEvent = ({ n, event }: Row): ClientEvent => ({ ...event, n });

const inMemory = (): Queue => {
  let rows: Row[] = [];
  let n = 0;
  return {
    add: async (who, event) => {
      n += 1;
      rows.push({ n, who, event });
    },
    first: async (who, most) =>
      rows
        .filter((r) => r.who === who)
        .slice(0, most)
        .map(asEvent),
    remove: async (ids) => {
      rows = rows.filter((r) => !ids.includes(r.event.id));
    },
    close: () => undefined,
  };
};

const openDatabase = (): Promise<IDBDatabase> => {
  const request = indexedDB.open('archipelago', 1);
  request.onupgradeneeded = () => {
    const store = request.result.createObjectStore('outbox', { keyPath: 'n', autoIncrement: true });
    store.createIndex('who', 'who');
    store.createIndex('id', 'event.id', { unique: true });
  };
  return settled(request);
};

const onDisk = (db: IDBDatabase): Queue => {
  const store = (mode: IDBTransactionMode): IDBObjectStore =>
    db.transaction('outbox', mode, { durability: 'relaxed' }).objectStore('outbox');
  return {
    add: async (who, event) => {
      const rows = store('readwrite');
      rows.add({ who, event });
      await finished(rows.transaction);
    },
    first: async (who, most) => {
      const rows: Row[] = await settled(store('readonly').index('who').getAll(who, most));
      return rows.map(asEvent);
    },
    remove: async (ids) => {
      const rows = store('readwrite');
      for (const id of ids) {
        const find = rows.index('id').getKey(id);
        find.onsuccess = () => {
          if (find.result !== undefined) rows.delete(find.result);
        };
      }
      await finished(rows.transaction);
    },
    close: () => db.close(),
  };
};

/** The queue in IndexedDB; where the browser refuses one (private windows), in memory for this visit. */
export const openQueue = async (): Promise<Queue> => {
  try {
    return onDisk(await openDatabase());
  } catch {
    return inMemory();
  }
};
