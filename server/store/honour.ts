import type { Db } from './db.ts';

/** A person's points: all that learning has paid since the first day; never spent, never lost. */
export const xpOf = async (db: Db, person: string): Promise<number> =>
  (await db.selectFrom('honour_person').select('xp').where('person', '=', person).executeTakeFirst())?.xp ??
  0;
