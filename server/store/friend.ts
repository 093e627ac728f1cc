import { type RawBuilder, sql } from 'kysely';
import type { Link } from '../domain/friend.ts';
import type { Db } from './db.ts';

/** A pair in its one order. */
export const pairOf = (a: string, b: string): { low: string; high: string } =>
  a < b ? { low: a, high: b } : { low: b, high: a };

/** What is between two people; undefined = nothing. */
export const linkBetween = async (db: Db, a: string, b: string): Promise<Link | undefined> => {
  const { low, high } = pairOf(a, b);
  const row = await db
    .selectFrom('friendship')
    .select(['state', 'asker', 'at'])
    .where('low', '=', low)
    .where('high', '=', high)
    .executeTakeFirst();
  return row && { ...row, at: Number(row.at) };
};

export const areFriends = async (db: Db, a: string, b: string): Promise<boolean> =>
  (await linkBetween(db, a, b))?.state === 'friends';

/** Whether one of the two has blocked the other, either way. */
export const isBlocked = async (db: Db, a: string, b: string): Promise<boolean> => {
  const row = await db
    .selectFrom('block')
    .select('person')
    .where((eb) =>
      eb.or([
        eb.and([eb('person', '=', a), eb('other', '=', b)]),
        eb.and([eb('person', '=', b), eb('other', '=', a)]),
      ]),
    )
    .executeTakeFirst();
  return row !== undefined;
};

/** Everybody with whom a person has nothing to do, whoever of the two wanted it. */
export const blockedOf = async (db: Db, person: string): Promise<Set<string>> => {
  const rows = await db
    .selectFrom('block')
    .select(['person', 'other'])
    .where((eb) => eb.or([eb('person', '=', person), eb('other', '=', person)]))
    .execute();
  return new Set(rows.map((r) => (r.person === person ? r.other : r.person)));
};

/** SQL: neither of the two has blocked the other; `column` holds the other one's id. */
export const notBlocked = (person: string, column: string): RawBuilder<boolean> => {
  const other = sql.ref(column);
  return sql<boolean>`not exists (select 1 from "block" as b where (b."person" = ${person} and b."other" = ${other})
    or (b."other" = ${person} and b."person" = ${other}))`;
};

/** SQL: a person's settings do not say that they are away to everybody. */
export const showsUp = (column: string): RawBuilder<boolean> =>
  sql<boolean>`${sql.ref(column)} not like '%"hidePresence":true%'`;

/** The friends of a person, in no order. */
export const friendsOf = async (db: Db, person: string): Promise<string[]> => {
  const rows = await db
    .selectFrom('friendship')
    .select(['low', 'high'])
    .where('state', '=', 'friends')
    .where((eb) => eb.or([eb('low', '=', person), eb('high', '=', person)]))
    .execute();
  return rows.map((r) => (r.low === person ? r.high : r.low));
};

/** Every link of a person with the other one's id. */
export const linksOf = async (db: Db, person: string): Promise<{ other: string; link: Link }[]> => {
  const rows = await db
    .selectFrom('friendship')
    .select(['low', 'high', 'state', 'asker', 'at'])
    .where((eb) => eb.or([eb('low', '=', person), eb('high', '=', person)]))
    .execute();
  return rows.map(({ low, high, at, ...link }) => ({
    other: low === person ? high : low,
    link: { ...link, at: Number(at) },
  }));
};
