import type { Db } from './db.ts';

/** Ids of the titles a person has earned, oldest first; any of them may be worn. */
export const titlesOf = async (db: Db, person: string): Promise<string[]> => {
  const rows = await db
    .selectFrom('honour')
    .select('ref')
    .where('person', '=', person)
    .where('kind', '=', 'title')
    .orderBy('at')
    .orderBy('ref')
    .execute();
  return rows.map((r) => r.ref);
};
