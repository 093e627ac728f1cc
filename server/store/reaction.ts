import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';
import { isBlocked } from './friend.ts';

/** `kind` = like or another sign; `to` = whose thing it is; `on` = false takes it back. */
export type NewReaction = { obj: string; kind: string; to: string; on?: boolean };
/** How often each sign was given to a thing, and which of them are mine. */
export type Reactions = { counts: Record<string, number>; mine: string[] };

const take = async (tx: Tx, by: Actor, { obj, kind }: NewReaction): Promise<void> => {
  await tx.db
    .updateTable('reaction')
    .set({ at: 0 })
    .where('obj', '=', obj)
    .where('person', '=', by.person)
    .where('kind', '=', kind)
    .execute();
};

/**
 * Gives a sign or takes it back; true = given for the first time ever, which alone is told to the log. Nothing happens in
 * a preview, for one's own thing and between people of whom one blocks the other. Whether the thing may be seen is the
 * caller's to check.
 */
export const react = async (tx: Tx, by: Actor, r: NewReaction): Promise<boolean> => {
  const { obj, kind, to, on = true } = r;
  if (by.preview || to === by.person) return false;
  if (!on) {
    await take(tx, by, r);
    return false;
  }
  if (await isBlocked(tx.db, by.person, to)) return false;
  const added = await tx.db
    .insertInto('reaction')
    .values({ obj, person: by.person, kind, org: by.org, to, at: tx.now })
    .onConflict((oc) => oc.columns(['obj', 'person', 'kind']).doNothing())
    .executeTakeFirst();
  if (added.numInsertedOrUpdatedRows === 1n) {
    tx.emit(by, { verb: 'reaction.given', obj, data: { kind } });
    return true;
  }
  await tx.db
    .updateTable('reaction')
    .set({ at: tx.now })
    .where('obj', '=', obj)
    .where('person', '=', by.person)
    .where('kind', '=', kind)
    .where('at', '=', 0)
    .execute();
  return false;
};

/** The signs at these things, as `me` sees them; a thing without any is missing. */
export const reactionsOf = async (
  db: Db,
  objs: readonly string[],
  me: string,
): Promise<Map<string, Reactions>> => {
  if (objs.length === 0) return new Map();
  const rows = await db
    .selectFrom('reaction')
    .select(['obj', 'person', 'kind'])
    .where('obj', 'in', [...objs])
    .where('at', '>', 0)
    .execute();
  const found = new Map<string, Reactions>();
  for (const { obj, person, kind } of rows) {
    const one = found.get(obj) ?? { counts: {}, mine: [] };
    found.set(obj, one);
    one.counts[kind] = (one.counts[kind] ?? 0) + 1;
    if (person === me) one.mine.push(kind);
  }
  return found;
};
