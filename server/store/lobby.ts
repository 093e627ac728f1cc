import { RuleError } from '../domain/errors.ts';
import { standingAt } from '../domain/journey.ts';
import type { Quest } from '../domain/quest.ts';
import type { Actor } from './commit.ts';
import type { Db } from './db.ts';
import { daysOf, progressOf } from './quest.ts';
import { findQuest } from './quest-version.ts';

/** The quest a person sails; undefined when there is none. */
const questOf = async (db: Db, by: Actor): Promise<Quest | undefined> => {
  try {
    return await findQuest(db, by);
  } catch (error) {
    if (error instanceof RuleError && error.code === 'quest.unknown') return undefined;
    throw error;
  }
};

export type Presence = { quest?: Quest; name: string; avatar: string; island: string; station: string };

/** Name and face of a person, and the station where the person's ship lies; the last one when all is done. */
export const findPresence = async (db: Db, by: Actor, now: number): Promise<Presence> => {
  const face = await db
    .selectFrom('identity')
    .select(['name', 'avatar'])
    .where('person', '=', by.person)
    .executeTakeFirstOrThrow();
  const quest = await questOf(db, by);
  if (!quest) return { ...face, island: '', station: '' };
  const [progress, days] = await Promise.all([
    progressOf(db, by.person, quest.id),
    daysOf(db, by, quest.id, now),
  ]);
  return { quest, ...face, ...standingAt(quest, progress, days) };
};
