import type { Db } from './db.ts';

/**
 * Where a person stands by lifetime points among the learners of the company who have any: the share of them with
 * more, 0 = nobody has more; 1 for somebody without points. The top 30 % are those below 0.3. May be asked inside a work.
 */
export const shareAbove = async (db: Db, org: string, person: string): Promise<number> => {
  const mine = await db
    .selectFrom('honour_person')
    .select('xp')
    .where('person', '=', person)
    .where('org', '=', org)
    .executeTakeFirst();
  if (!mine || mine.xp <= 0) return 1;
  const found = await db
    .selectFrom('honour_person')
    .select(({ fn, case: when }) => [
      fn.countAll<number>().as('n'),
      fn.sum<number>(when().when('xp', '>', mine.xp).then(1).else(0).end()).as('above'),
    ])
    .where('org', '=', org)
    .where('xp', '>', 0)
    .executeTakeFirstOrThrow();
  return found.above / found.n;
};
