import type { Rest } from '../domain/api-cohorts.ts';
import type { Streak } from '../domain/streak.ts';
import type { Tx } from './commit.ts';
import type { Db } from './db.ts';

export const streakOf = async (db: Db, person: string): Promise<Streak> => {
  const row = await db
    .selectFrom('person')
    .select(['streak', 'checkinDay', 'freezeWeek', 'freezes'])
    .where('id', '=', person)
    .executeTakeFirstOrThrow();
  return {
    streak: row.streak,
    freezes: row.freezes,
    ...(row.checkinDay === null ? {} : { day: row.checkinDay }),
    ...(row.freezeWeek === null ? {} : { freezeWeek: row.freezeWeek }),
  };
};

export const saveStreak = async (
  tx: Tx,
  person: string,
  { streak, day, freezeWeek = null, freezes }: Omit<Streak, 'freezeWeek'> & { freezeWeek?: number | null },
): Promise<void> => {
  await tx.db
    .updateTable('person')
    .set({ streak, checkinDay: day ?? null, freezeWeek, freezes })
    .where('id', '=', person)
    .execute();
};

/** The rest days of a person's cohorts: a streak does not break on them. */
export const restsOf = async (db: Db, person: string): Promise<Rest[]> => {
  const rows = await db
    .selectFrom('cohort_member as m')
    .innerJoin('cohort', 'cohort.id', 'm.cohort')
    .select('cohort.rest')
    .where('m.person', '=', person)
    .where('cohort.archivedAt', 'is', null)
    .execute();
  return rows.map((r) => JSON.parse(r.rest) as Rest);
};
