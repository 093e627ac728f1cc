import { randomUUID } from 'node:crypto';
import type { Quest, Station } from '../domain/quest.ts';
import type { Opinion } from '../domain/survey-result.ts';
import { playDay } from '../domain/time.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';

/**
 * Keeps opinions without their author: no row names a person, an attempt or a time finer than the day, no two rows say
 * that they belong together, and random ids are the only order there is (SQLite keeps the table by them).
 */
export const keepOpinions = async (
  tx: Tx,
  by: Actor,
  place: { quest: string; station: string },
  opinions: readonly Opinion[],
): Promise<void> => {
  const day = playDay(tx.now, by.zone);
  for (const opinion of opinions)
    await tx.db
      .insertInto('survey_response')
      .values({ id: randomUUID(), org: by.org, ...place, day, ...opinion })
      .execute();
};

/** All opinions at a station of a company, in the order of their random ids. */
export const opinionsAt = (db: Db, org: string, station: string): Promise<Opinion[]> =>
  db
    .selectFrom('survey_response')
    .select(['item', 'value', 'text'])
    .where('org', '=', org)
    .where('station', '=', station)
    .orderBy('id')
    .execute();

/** How many people of a company have answered at a station. */
export const answeredBy = async (db: Db, org: string, station: string): Promise<number> => {
  const row = await db
    .selectFrom('progress')
    .innerJoin('person', 'person.id', 'progress.person')
    .select((eb) => eb.fn.countAll().as('n'))
    .where('person.org', '=', org)
    .where('progress.station', '=', station)
    .where('progress.doneAt', 'is not', null)
    .executeTakeFirstOrThrow();
  return Number(row.n);
};

/** A station of any quest of a company, in the newest version that has it; undefined = none. */
export const findAnyStation = async (db: Db, org: string, station: string): Promise<Station | undefined> => {
  const rows = await db
    .selectFrom('quest_version as v')
    .innerJoin('quest', 'quest.id', 'v.quest')
    .select('v.definition')
    .where('quest.org', '=', org)
    .orderBy('v.version', 'desc')
    .execute();
  for (const { definition } of rows) {
    if (!definition.includes(JSON.stringify(station))) continue;
    const { islands } = JSON.parse(definition) as Quest;
    const found = islands.flatMap((i) => i.stations).find((s) => s.id === station);
    if (found) return found;
  }
  return undefined;
};
