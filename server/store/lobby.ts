import { RuleError } from '../domain/errors.ts';
import { standingAt } from '../domain/journey.ts';
import type { Quest } from '../domain/quest.ts';
import type { Actor } from './commit.ts';
import type { Db } from './db.ts';
import { blockedOf } from './friend.ts';
import { readSettings } from './person.ts';
import { daysOf, progressOf } from './quest.ts';
import { findQuest } from './quest-version.ts';

/** Who sees whom: those who hide are seen by nobody else, the blocked not by each other. */
export type Sight = { hidden: boolean; blocked: ReadonlySet<string> };

export const findSight = async (db: Db, person: string): Promise<Sight> => {
  const row = await db.selectFrom('person').select('settings').where('id', '=', person).executeTakeFirst();
  return {
    hidden: row === undefined || readSettings(row.settings).hidePresence,
    blocked: await blockedOf(db, person),
  };
};

/** The quest a person sails; undefined when there is none. */
const questOf = async (db: Db, by: Actor): Promise<Quest | undefined> => {
  try {
    return await findQuest(db, by);
  } catch (error) {
    if (error instanceof RuleError && error.code === 'quest.unknown') return undefined;
    throw error;
  }
};

/** Name and critter as colleagues see them. */
export const findFace = (db: Db, person: string): Promise<{ name: string; avatar: string }> =>
  db.selectFrom('identity').select(['name', 'avatar']).where('person', '=', person).executeTakeFirstOrThrow();

export type Presence = { quest?: Quest; name: string; avatar: string; island: string; station: string };

/** Name and face of a person, and the station where the person's ship lies; the last one when all is done. */
export const findPresence = async (db: Db, by: Actor, now: number): Promise<Presence> => {
  const face = await findFace(db, by.person);
  const quest = await questOf(db, by);
  if (!quest) return { ...face, island: '', station: '' };
  const [progress, days] = await Promise.all([
    progressOf(db, by.person, quest.id),
    daysOf(db, by, quest.id, now),
  ]);
  return { quest, ...face, ...standingAt(quest, progress, days) };
};
