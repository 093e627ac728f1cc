import { RuleError } from '../domain/errors.ts';
import { currentStation } from '../domain/journey.ts';
import type { Quest } from '../domain/quest.ts';
import type { Db } from './db.ts';
import { findQuest, progressOf } from './quest.ts';

/** The quest of a company; undefined before its content is there. */
const questOf = async (db: Db, org: string): Promise<Quest | undefined> => {
  try {
    return await findQuest(db, org);
  } catch (error) {
    if (error instanceof RuleError && error.code === 'quest.unknown') return undefined;
    throw error;
  }
};

export type Presence = { quest?: Quest; name: string; avatar: string; island: string; station: string };

/** Name and face of a person, and the station where the person's ship lies; the last one when all is done. */
export const findPresence = async (db: Db, org: string, person: string): Promise<Presence> => {
  const face = await db
    .selectFrom('identity')
    .select(['name', 'avatar'])
    .where('person', '=', person)
    .executeTakeFirstOrThrow();
  const quest = await questOf(db, org);
  if (!quest) return { ...face, island: '', station: '' };
  const last = quest.islands.at(-1);
  const end = { island: last?.id ?? '', station: last?.stations.at(-1)?.id ?? '' };
  const place = currentStation(quest, await progressOf(db, person, quest.id)) ?? end;
  return { quest, ...face, ...place };
};
