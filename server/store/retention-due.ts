import type { Tx } from './commit.ts';
import type { Db } from './db.ts';

/** Companies, each of which forgets by its own policy. */
export const orgsKept = async (db: Db): Promise<string[]> =>
  (await db.selectFrom('org').select('id').orderBy('id').execute()).map((o) => o.id);

/** Whom an erasure is about; undefined = no such erasure. */
export const personErased = async (db: Db, id: string): Promise<string | undefined> =>
  (await db.selectFrom('erasure').select('person').where('id', '=', id).executeTakeFirst())?.person;

/** Erasures that are done in the store while its files still have to be written anew, with the zone of their company. */
export const unscrubbed = (db: Db): Promise<{ id: string; zone: string }[]> =>
  db
    .selectFrom('erasure')
    .innerJoin('org', 'org.id', 'erasure.org')
    .select(['erasure.id', 'org.zone'])
    .where('erasure.state', '=', 'done')
    .where('erasure.scrubbedAt', 'is', null)
    .orderBy('erasure.id')
    .execute();

/** Nothing of these is in the files any more. */
export const markScrubbed = async ({ db, now }: Tx, ids: readonly string[]): Promise<void> => {
  if (ids.length === 0) return;
  await db
    .updateTable('erasure')
    .set({ scrubbedAt: now })
    .where('id', 'in', [...ids])
    .execute();
};
