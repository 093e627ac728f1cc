import { insertAll, insertPlan, type Sink, selectAll, selectPlan } from './bulk.ts';
import type { Database, Db } from './db.ts';

const MOST_KNOWN = 200_000;
const INSERT = insertPlan('symbol', ['text'], 'on conflict do nothing');
const BY_TEXT = selectPlan('symbol', ['id', 'text'], { text: 'text' });

const known = new WeakMap<Database, Map<string, number>>();
const knownOf = (database: Database): Map<string, number> => {
  const map = known.get(database) ?? new Map<string, number>();
  if (map.size > MOST_KNOWN) map.clear();
  known.set(database, map);
  return map;
};

/** Numbers of the texts of one transaction. `keep` remembers the new ones; call it after the commit only. */
export type Symbols = { of: (text: string) => number; keep: () => void };

/** Gives every text its number, making those that are new. */
export const symbolsOf = async (database: Database, sink: Sink, texts: Set<string>): Promise<Symbols> => {
  const old = knownOf(database);
  const fresh = new Map<string, number>();
  const missing: string[] = [];
  for (const text of texts) if (!old.has(text)) missing.push(text);
  if (missing.length > 0) {
    missing.sort();
    await insertAll(sink, INSERT, missing);
    const found = await selectAll<{ id: number; text: string }>(sink, BY_TEXT, missing);
    for (const { id, text } of found) fresh.set(text, id);
  }
  return {
    of: (text) => {
      const id = old.get(text) ?? fresh.get(text);
      if (id === undefined) throw new Error(`no symbol for ${text}`);
      return id;
    },
    keep: () => {
      for (const [text, id] of fresh) old.set(text, id);
    },
  };
};

/** The number of a text in the log; undefined = the log has never seen it. */
export const findSymbol = async (db: Db, text: string): Promise<number | undefined> =>
  (await db.selectFrom('symbol').select('id').where('text', '=', text).executeTakeFirst())?.id;
