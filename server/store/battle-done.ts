import type { BattleInfo } from '../domain/api-battle.ts';
import type { Editor } from './audit-trail.ts';
import { battleInfos, battleOf } from './battle.ts';
import type { Db } from './db.ts';

const MOST_DONE = 200;

/** Battles of the company that were played to their end, the newest first, at most 200; runs played alone are left out. */
export const doneBattles = async (db: Db, by: Editor): Promise<BattleInfo[]> => {
  const rows = await db
    .selectFrom('battle')
    .selectAll()
    .where('org', '=', by.org)
    .where('status', '=', 'done')
    .where('solo', '=', 0)
    .orderBy('endedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST_DONE)
    .execute();
  return battleInfos(db, by, rows.map(battleOf));
};
