import { uuidv7 } from 'uuidv7';
import { RuleError } from '../domain/errors.ts';
import { CHEER_KINDS, CHEERS_A_DAY, type CheerKind } from '../domain/friend.ts';
import { playDay } from '../domain/time.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';
import { areFriends } from './friend.ts';
import { needColleague } from './friend-act.ts';
import { readSettings } from './person.ts';

type Counts = Record<CheerKind, number>;
const countsOf = (rows: readonly { kind: string; n: number | string | bigint }[]): Counts => {
  const of = (kind: CheerKind): number => Number(rows.find((r) => r.kind === kind)?.n ?? 0);
  return { wave: of('wave'), cheer: of('cheer'), thanks: of('thanks') };
};

/** Friends visit each other, unless the host wants no visits. */
export const mayVisit = async (db: Db, by: Actor, person: string): Promise<boolean> => {
  if (!(await areFriends(db, by.person, person))) return false;
  const row = await db.selectFrom('person').select('settings').where('id', '=', person).executeTakeFirst();
  return row !== undefined && !readSettings(row.settings).noVisits;
};

/** What one may still give another today, by kind. */
export const cheersLeft = async (db: Db, by: Actor, other: string, now: number): Promise<Counts> => {
  const rows = await db
    .selectFrom('cheer')
    .select(['kind', (eb) => eb.fn.countAll().as('n')])
    .where('person', '=', by.person)
    .where('other', '=', other)
    .where('day', '=', playDay(now, by.zone))
    .groupBy('kind')
    .execute();
  const given = countsOf(rows);
  return Object.fromEntries(
    CHEER_KINDS.map((k) => [k, other === by.person ? 0 : Math.max(0, CHEERS_A_DAY - given[k])]),
  ) as Counts;
};

/** What a person got all in all, by kind. */
export const cheersGot = async (db: Db, person: string): Promise<Counts> =>
  countsOf(
    await db
      .selectFrom('cheer')
      .select(['kind', (eb) => eb.fn.countAll().as('n')])
      .where('other', '=', person)
      .groupBy('kind')
      .execute(),
  );

/** Gives a sign; gives how many of its kind are left today. `place` = left on the island, by who may visit it. Throws
 * `person.unknown`, `visit.closed`, `cheer.enough`. */
export const giveCheer = async (
  tx: Tx,
  by: Actor,
  { to, kind, place }: { to: string; kind: CheerKind; place: string },
): Promise<number> => {
  await needColleague(tx.db, by, to);
  if (place !== '' && !(await mayVisit(tx.db, by, to))) throw new RuleError('visit.closed');
  const left = (await cheersLeft(tx.db, by, to, tx.now))[kind];
  if (left === 0) throw new RuleError('cheer.enough', { most: CHEERS_A_DAY });
  await tx.db
    .insertInto('cheer')
    .values({
      id: uuidv7(),
      org: by.org,
      person: by.person,
      other: to,
      kind,
      place,
      day: playDay(tx.now, by.zone),
      at: tx.now,
    })
    .execute();
  tx.emit(by, { verb: 'reaction.given', obj: to, data: { kind } });
  return left - 1;
};
