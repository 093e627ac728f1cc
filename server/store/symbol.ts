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

type Numbers = (text: string) => number | undefined;
/** The same text often comes many times in a row: its number is not looked up again. */
const remembering = (of: Numbers): Numbers => {
  let last: string | undefined;
  let id: number | undefined;
  return (text) => {
    if (text === last) return id;
    last = text;
    id = of(text);
    return id;
  };
};

/** Writes the numbers of a draft's texts into its row; false = one of them is not known. */
type FillIn = (draft: Draft) => boolean;
const fillWith = (of: Numbers): FillIn => {
  const [orgOf, actorOf, ctxOf, sessOf] = [
    remembering(of),
    remembering(of),
    remembering(of),
    remembering(of),
  ];
  return ({ row, org, actor, obj, ctx, sess }) => {
    const orgId = orgOf(org);
    const actorId = actorOf(actor);
    const objId = obj === undefined ? null : of(obj);
    const ctxId = ctx === undefined ? null : ctxOf(ctx);
    const sessId = sess === undefined ? null : sessOf(sess);
    if (orgId === undefined || actorId === undefined) return false;
    if (objId === undefined || ctxId === undefined || sessId === undefined) return false;
    row.org = orgId;
    row.actor = actorId;
    row.obj = objId;
    row.ctx = ctxId;
    row.sess = sessId;
    return true;
  };
};

/** Fills in the numbers of the drafts' texts, making those that are new. */
export const numberTexts = async (database: Database, sink: Sink, drafts: Draft[]): Promise<Keep> => {
  const old = knownOf(database);
  const missing = new Set<string>();
  const fill = fillWith((text) => {
    const id = old.get(text);
    if (id === undefined) missing.add(text);
    return id;
  });
  const waiting = drafts.filter((draft) => !fill(draft));
  if (waiting.length === 0) return () => {};
  const fresh = await makeSymbols(sink, [...missing]);
  const fillRest = fillWith((text) => old.get(text) ?? fresh.get(text));
  for (const draft of waiting) if (!fillRest(draft)) throw new Error('a text got no symbol');
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
