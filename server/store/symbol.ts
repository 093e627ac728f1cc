import { insertAll, insertPlan, putCell, type Sink, selectAll, selectPlan } from './bulk.ts';
import type { Database, Db } from './db.ts';
import type { Draft } from './row.ts';

const MOST_KNOWN = 200_000;
const INSERT = insertPlan('symbol', ['text'], 'on conflict do nothing');
const BY_TEXT = selectPlan('symbol', ['id', 'text'], { text: 'text' });

const known = new WeakMap<Database, Map<string, number>>();
const knownOf = (database: Database): Map<string, number> => {
  const map = known.get(database);
  if (map && map.size <= MOST_KNOWN) return map;
  const made = new Map<string, number>();
  known.set(database, made);
  return made;
};

/** Remembers what was new; call it after the commit only. */
type Keep = () => void;

/** Numbers of texts that nobody has seen yet. */
const makeSymbols = async (sink: Sink, missing: string[]): Promise<Map<string, number>> => {
  await insertAll(sink, INSERT, missing.sort(), putCell);
  const found = await selectAll<{ id: number; text: string }>(sink, BY_TEXT, missing);
  return new Map(found.map(({ id, text }) => [text, id]));
};

/** Writes the numbers of a draft's texts into its row; false = `of` did not know one of them. */
const fillIn = (draft: Draft, of: (text: string) => number | undefined): boolean => {
  const { row, obj, ctx, sess } = draft;
  const orgId = of(draft.org);
  const actorId = of(draft.actor);
  const objId = obj === undefined ? null : of(obj);
  const ctxId = ctx === undefined ? null : of(ctx);
  const sessId = sess === undefined ? null : of(sess);
  if (orgId === undefined || actorId === undefined) return false;
  if (objId === undefined || ctxId === undefined || sessId === undefined) return false;
  row.org = orgId;
  row.actor = actorId;
  row.obj = objId;
  row.ctx = ctxId;
  row.sess = sessId;
  return true;
};

/** Fills in the numbers of the drafts' texts, making those that are new. */
export const numberTexts = async (database: Database, sink: Sink, drafts: Draft[]): Promise<Keep> => {
  const old = knownOf(database);
  const missing = new Set<string>();
  const noted = (text: string): number | undefined => {
    const id = old.get(text);
    if (id === undefined) missing.add(text);
    return id;
  };
  const waiting = drafts.filter((draft) => !fillIn(draft, noted));
  if (waiting.length === 0) return () => {};
  const fresh = await makeSymbols(sink, [...missing]);
  for (const draft of waiting)
    if (!fillIn(draft, (text) => old.get(text) ?? fresh.get(text))) throw new Error('a text got no symbol');
  return () => {
    const map = knownOf(database);
    for (const [text, id] of fresh) map.set(text, id);
  };
};

/** The number of a text in the log; undefined = the log has never seen it. */
export const findSymbol = async (db: Db, text: string): Promise<number | undefined> =>
  (await db.selectFrom('symbol').select('id').where('text', '=', text).executeTakeFirst())?.id;

/** Forgets texts that hold `part`: what the log called so has another name now. */
export const forgetSymbols = (database: Database, part: string): void => {
  const map = knownOf(database);
  for (const text of [...map.keys()]) if (text.includes(part)) map.delete(text);
};
