import type { Tx } from './commit.ts';
import type { Db } from './db.ts';

/** The day streak of a person as last saved; `day` = play day (YYYYMMDD) of the last check-in. */
export type Streak = { streak: number; day?: number };

export const streakOf = async (db: Db, person: string): Promise<Streak> => {
  const row = await db
    .selectFrom('person')
    .select(['streak', 'checkinDay'])
    .where('id', '=', person)
    .executeTakeFirstOrThrow();
  return { streak: row.streak, ...(row.checkinDay === null ? {} : { day: row.checkinDay }) };
};

export const saveStreak = async (tx: Tx, person: string, streak: number, day: number): Promise<void> => {
  await tx.db.updateTable('person').set({ streak, checkinDay: day }).where('id', '=', person).execute();
};
