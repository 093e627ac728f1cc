import type { Db } from './db.ts';

const MOST_FOUND = 20;

/** People of a company whose name holds a text, by name. */
export const peopleNamed = (
  db: Db,
  org: string,
  text: string,
): Promise<{ id: string; name: string; role: string }[]> =>
  db
    .selectFrom('identity as i')
    .innerJoin('person as p', 'p.id', 'i.person')
    .select(['i.person as id', 'i.name', 'p.role'])
    .where('i.org', '=', org)
    .where('i.name', 'like', `%${text.replace(/[%_]/g, '')}%`)
    .orderBy('i.name')
    .orderBy('i.person')
    .limit(MOST_FOUND)
    .execute();

/** The name of somebody of a company; undefined = nobody of it, or erased. */
export const nameIn = async (db: Db, org: string, person: string): Promise<string | undefined> => {
  const row = await db
    .selectFrom('identity')
    .select('name')
    .where('person', '=', person)
    .where('org', '=', org)
    .executeTakeFirst();
  return row?.name;
};
