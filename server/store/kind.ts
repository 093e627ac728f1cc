import { sql } from 'kysely';
import type { LocalText } from '../domain/text-shape.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';
import { blockedOf } from './friend.ts';
import { findQuest } from './quest-version.ts';

/** Somebody who tries a draft is still a colleague: what is done between people counts. */
export const inEarnest = <A extends Actor>({ preview: _, ...by }: A): Omit<A, 'preview'> & Actor =>
  by as Omit<A, 'preview'> & Actor;

/** Holds these people's rows until the end of the transaction, always in one order. */
export const holdPeople = async (tx: Tx, people: readonly string[]): Promise<void> => {
  for (const id of [...new Set(people)].sort())
    await tx.db.updateTable('person').set({ guest: sql<0 | 1>`guest` }).where('id', '=', id).execute();
};

export const isGuest = async (db: Db, person: string): Promise<boolean> =>
  (await db.selectFrom('person').select('guest').where('id', '=', person).executeTakeFirst())?.guest === 1;

/** The ids whose texts this person does not see, for `not in`; never empty. */
export const unseenOf = async (db: Db, person: string): Promise<string[]> => [
  '',
  ...(await blockedOf(db, person)),
];

/** Names of the voyage of this person, its islands and stations, by id. */
export const placeNames = async (db: Db, by: Actor): Promise<Map<string, LocalText>> => {
  const { id, name, islands } = await findQuest(db, by);
  const places = islands.flatMap((i): [string, LocalText][] => [
    [i.id, i.name],
    ...i.stations.map((s): [string, LocalText] => [s.id, s.name]),
  ]);
  return new Map([[id, name], ...places]);
};
