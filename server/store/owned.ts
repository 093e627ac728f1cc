import type { Db } from './db.ts';

/** Ids of look.ts that a person owns by having bought them, each once. */
export const ownedOf = async (db: Db, person: string): Promise<string[]> => {
  const rows = await db
    .selectFrom('mall_order')
    .select('gives')
    .distinct()
    .where('person', '=', person)
    .where('gives', 'is not', null)
    .where('state', '=', 'handed')
    .orderBy('gives')
    .execute();
  return rows.flatMap(({ gives }) => (gives === null ? [] : [gives]));
};
