import { insertAll, insertPlan, type Sink, selectAll, selectPlan } from './bulk.ts';
import type { Database, Db } from './db.ts';
import type { Draft } from './row.ts';

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

/** Remembers what was new; call it after the commit only. */
type Keep = () => void;

const eachText = (d: Draft, use: (text: string) => void): void => {
  use(d.org);
  use(d.actor);
  if (d.obj !== undefined) use(d.obj);
  if (d.ctx !== undefined) use(d.ctx);
  if (d.sess !== undefined) use(d.sess);
};

/** Numbers of texts that nobody has seen yet. */
const makeSymbols = async (sink: Sink, missing: string[]): Promise<Map<string, number>> => {
  await insertAll(sink, INSERT, missing.sort());
  const found = await selectAll<{ id: number; text: string }>(sink, BY_TEXT, missing);
  return new Map(found.map(({ id, text }) => [text, id]));
};

/** Fills in the numbers of the drafts' texts, making those that are new. */
export const numberTexts = async (database: Database, sink: Sink, drafts: Draft[]): Promise<Keep> => {
  const old = knownOf(database);
  const missing = new Set<string>();
  const note = (text: string): void => {
    if (!old.has(text)) missing.add(text);
  };
  for (const draft of drafts) eachText(draft, note);
  const fresh = missing.size > 0 ? await makeSymbols(sink, [...missing]) : undefined;
  const of = (text: string): number => {
    const id = old.get(text) ?? fresh?.get(text);
    if (id === undefined) throw new Error(`no symbol for ${text}`);
    return id;
  };
  for (const { row, org, actor, obj, ctx, sess } of drafts) {
    row.org = of(org);
    row.actor = of(actor);
    if (obj !== undefined) row.obj = of(obj);
    if (ctx !== undefined) row.ctx = of(ctx);
    if (sess !== undefined) row.sess = of(sess);
  }
  return () => {
    for (const [text, id] of fresh ?? []) old.set(text, id);
  };
};

/** The number of a text in the log; undefined = the log has never seen it. */
export const findSymbol = async (db: Db, text: string): Promise<number | undefined> =>
  (await db.selectFrom('symbol').select('id').where('text', '=', text).executeTakeFirst())?.id;
