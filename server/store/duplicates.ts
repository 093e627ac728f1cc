import { type Database, type Place, placeOf } from './db.ts';
import { findDuplicates } from './question-merge.ts';
import { runThread } from './thread.ts';

type Pairs = Awaited<ReturnType<typeof findDuplicates>>;

const inThread = async (place: Place, bank: string): Promise<Pairs> => {
  let pairs: Pairs = [];
  await runThread<Pairs>(new URL('./duplicates-worker.ts', import.meta.url), { place, bank }, (found) => {
    pairs = found;
  });
  return pairs;
};

const running = new WeakMap<Database, Map<string, Promise<Pairs>>>();
let last: Promise<unknown> = Promise.resolve();

/**
 * `findDuplicates` in a thread of its own, one bank after the other: thousands of questions take seconds. Who asks while a
 * bank is being compared gets the same answer.
 */
export const duplicatesApart = (
  db: Database,
  config: { dataDir: string; databaseUrl?: string | undefined },
  bank: string,
): Promise<Pairs> => {
  const place = placeOf(db, config);
  if (!place) return findDuplicates(db.read, bank);
  const banks = running.get(db) ?? new Map<string, Promise<Pairs>>();
  running.set(db, banks);
  const known = banks.get(bank);
  if (known) return known;
  const mine = last.then(() => inThread(place, bank)).finally(() => banks.delete(bank));
  last = mine.catch(() => undefined);
  banks.set(bank, mine);
  return mine;
};
