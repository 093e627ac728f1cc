import type { Me } from '../../server/domain/api.ts';
import type { OfflineClaim, OfflinePack } from '../../server/domain/api-practice.ts';
import { finished, settled } from './indexed.ts';

type Given = OfflineClaim['answers'][number];
/** A pack with who may use it; `used` = the items that were answered. */
export type StoredPack = { who: string; me: Me; pack: OfflinePack; used: number[] };
/** One answer that waits. `claim` = the command id it was sent under, kept so that a resent claim is the same one. */
export type Waiting = { id: string; who: string; pack: string; given: Given; claim?: string };

/** What offline practice keeps on this device, each under its person. */
export type PackStore = {
  put: (stored: StoredPack) => Promise<void>;
  of: (who: string) => Promise<StoredPack | undefined>;
  /** The last person who practised on this device, for a start without a network. */
  last: () => Promise<StoredPack | undefined>;
  /** Keeps an answer and marks its item as used, both or neither. */
  answer: (waiting: Waiting) => Promise<void>;
  waiting: (who: string) => Promise<Waiting[]>;
  mark: (ids: string[], claim: string) => Promise<void>;
  remove: (ids: string[]) => Promise<void>;
  forget: (who: string) => Promise<void>;
  close: () => void;
};

const inMemory = (): PackStore => {
  const packs = new Map<string, StoredPack>();
  let rows: Waiting[] = [];
  return {
    put: async (stored) => void packs.set(stored.who, stored),
    of: async (who) => packs.get(who),
    last: async () => [...packs.values()].at(-1),
    answer: async (row) => {
      rows.push(row);
      packs.get(row.who)?.used.push(row.given.item);
    },
    waiting: async (who) => rows.filter((r) => r.who === who),
    mark: async (ids, claim) => {
      rows = rows.map((r) => (ids.includes(r.id) ? { ...r, claim } : r));
    },
    remove: async (ids) => {
      rows = rows.filter((r) => !ids.includes(r.id));
    },
    forget: async (who) => void packs.delete(who),
    close: () => undefined,
  };
};

const openDatabase = (): Promise<IDBDatabase> => {
  const request = indexedDB.open('archipelago-practice', 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore('pack', { keyPath: 'who' });
    request.result.createObjectStore('answer', { keyPath: 'id' }).createIndex('who', 'who');
  };
  return settled(request);
};

const newest = (all: StoredPack[]): StoredPack | undefined =>
  all.toSorted((a, b) => a.pack.issuedAt - b.pack.issuedAt).at(-1);

const onDisk = (db: IDBDatabase): PackStore => {
  const read = (name: 'pack' | 'answer') => db.transaction(name, 'readonly').objectStore(name);
  const write = async (names: ('pack' | 'answer')[], work: (on: IDBTransaction) => void): Promise<void> => {
    const on = db.transaction(names, 'readwrite');
    work(on);
    await finished(on);
  };
  const eachAnswer = (on: IDBTransaction, ids: string[], change: (row: Waiting) => Waiting): void => {
    const store = on.objectStore('answer');
    for (const id of ids) {
      const found: IDBRequest<Waiting | undefined> = store.get(id);
      found.onsuccess = () => {
        if (found.result !== undefined) store.put(change(found.result));
      };
    }
  };
  return {
    put: (stored) => write(['pack'], (on) => on.objectStore('pack').put(stored)),
    of: (who) => settled<StoredPack | undefined>(read('pack').get(who)),
    last: async () => newest(await settled<StoredPack[]>(read('pack').getAll())),
    answer: (row) =>
      write(['pack', 'answer'], (on) => {
        on.objectStore('answer').put(row);
        const packs = on.objectStore('pack');
        const found: IDBRequest<StoredPack | undefined> = packs.get(row.who);
        found.onsuccess = () => {
          const stored = found.result;
          if (stored?.pack.id === row.pack) packs.put({ ...stored, used: [...stored.used, row.given.item] });
        };
      }),
    waiting: (who) => settled<Waiting[]>(read('answer').index('who').getAll(who)),
    mark: (ids, claim) => write(['answer'], (on) => eachAnswer(on, ids, (row) => ({ ...row, claim }))),
    remove: (ids) =>
      write(['answer'], (on) => {
        for (const id of ids) on.objectStore('answer').delete(id);
      }),
    forget: (who) => write(['pack'], (on) => on.objectStore('pack').delete(who)),
    close: () => db.close(),
  };
};

/** The store in IndexedDB; where the browser refuses one (private windows), in memory for this visit. */
export const openPackStore = async (): Promise<PackStore> => {
  try {
    return onDisk(await openDatabase());
  } catch {
    return inMemory();
  }
};
