import type { Db } from './db.ts';

/** The highest tier (1 bronze to 3 gold) a person has of each badge, newest first. */
export const badgesOf = async (
  db: Db,
  person: string,
): Promise<{ badge: string; tier: number; at: number }[]> => {
  const rows = await db
    .selectFrom('honour')
    .select('ref as badge')
    .select((eb) => [eb.fn.max('tier').as('tier'), eb.fn.max('at').as('at')])
    .where('person', '=', person)
    .where('kind', '=', 'badge')
    .groupBy('ref')
    .execute();
  return rows.sort((a, b) => b.at - a.at || (a.badge < b.badge ? -1 : 1));
};
