import { sql } from 'kysely';
import { RuleError } from '../domain/errors.ts';
import {
  actOn,
  type Changed,
  type FriendAct,
  type Link,
  MOST_FRIENDS,
  MOST_REQUESTS,
  type PersonAct,
} from '../domain/friend.ts';
import { type Actor, sinkOf, type Tx } from './commit.ts';
import type { Db } from './db.ts';
import { friendsOf, isBlocked, linkBetween, pairOf } from './friend.ts';
import { sendMessage } from './message.ts';

/** Acts on one pair run one after the other, whoever of the two begins. */
const lockPair = async (tx: Tx, a: string, b: string): Promise<void> => {
  if (sinkOf(tx).dialect !== 'postgres') return;
  const { low, high } = pairOf(a, b);
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${low} ${high}`}, 1))`.execute(tx.db);
};

/** A colleague whom one may know of: of the same company, not blocked either way, not oneself. Throws `person.unknown`. */
export const needColleague = async (db: Db, by: Actor, person: string): Promise<void> => {
  const row = await db
    .selectFrom('person')
    .select('id')
    .where('id', '=', person)
    .where('org', '=', by.org)
    .executeTakeFirst();
  if (!row || person === by.person || (await isBlocked(db, by.person, person)))
    throw new RuleError('person.unknown');
};

const saveLink = async (tx: Tx, by: Actor, other: string, link: Link | undefined): Promise<void> => {
  const pair = pairOf(by.person, other);
  if (link)
    await tx.db
      .insertInto('friendship')
      .values({ ...pair, org: by.org, ...link })
      .onConflict((oc) => oc.columns(['low', 'high']).doUpdateSet(link))
      .execute();
  else
    await tx.db.deleteFrom('friendship').where('low', '=', pair.low).where('high', '=', pair.high).execute();
};

const checkRoom = async (tx: Tx, by: Actor): Promise<void> => {
  const waiting = await tx.db
    .selectFrom('friendship')
    .select((eb) => eb.fn.countAll().as('n'))
    .where('asker', '=', by.person)
    .where('state', 'in', ['asked', 'declined'])
    .where((eb) => eb.or([eb('low', '=', by.person), eb('high', '=', by.person)]))
    .executeTakeFirstOrThrow();
  const most = Number(waiting.n) >= MOST_REQUESTS ? MOST_REQUESTS : undefined;
  if (most !== undefined) throw new RuleError('friend.too_many', { most });
  if ((await friendsOf(tx.db, by.person)).length >= MOST_FRIENDS)
    throw new RuleError('friend.too_many', { most: MOST_FRIENDS });
};

/** A request that is gone leaves no word of it unread. */
const takeBackMessage = async (tx: Tx, from: string, to: string): Promise<void> => {
  await tx.db
    .deleteFrom('message')
    .where('person', '=', to)
    .where('sender', '=', from)
    .where('kind', '=', 'friend')
    .where('readAt', 'is', null)
    .execute();
};

const tellOf = async (tx: Tx, by: Actor, other: string, { told, ended }: Changed): Promise<void> => {
  if (told === 'request') await sendMessage(tx, by, { to: other, kind: 'friend' });
  if (told === 'accept') {
    await takeBackMessage(tx, other, by.person);
    await sendMessage(tx, by, { to: other, kind: 'befriended' });
  }
  const action = told ?? (ended ? 'remove' : undefined);
  if (action) tx.emit(by, { verb: 'friend.changed', data: { with: other, action } });
};

/** One act on what is between two people; `told` = the other one is to hear of it. */
const linkAct = async (tx: Tx, by: Actor, other: string, act: FriendAct): Promise<Changed['told']> => {
  const link = await linkBetween(tx.db, by.person, other);
  const changed = actOn(act, link, by.person, tx.now);
  if (changed.link === link) return undefined;
  if (changed.told === 'request') await checkRoom(tx, by);
  await saveLink(tx, by, other, changed.link);
  if (act === 'withdraw') await takeBackMessage(tx, by.person, other);
  await tellOf(tx, by, other, changed);
  return changed.told;
};

/** Ends what there was; the other one is not told. */
const block = async (tx: Tx, by: Actor, other: string): Promise<void> => {
  await tx.db
    .insertInto('block')
    .values({ person: by.person, other, org: by.org, at: tx.now })
    .onConflict((oc) => oc.columns(['person', 'other']).doNothing())
    .execute();
  const link = await linkBetween(tx.db, by.person, other);
  if (!link) return;
  await saveLink(tx, by, other, undefined);
  await takeBackMessage(tx, by.person, other);
  await takeBackMessage(tx, other, by.person);
  await tellOf(tx, by, other, { link: undefined, ...(link.state === 'friends' ? { ended: true } : {}) });
};

/**
 * Request, accept, decline, withdraw, remove, block or unblock. Any of them may be repeated, and two at once leave what
 * one after the other would. Throws `person.unknown`, `friend.no_request`, `friend.too_many`.
 */
export const actOnPerson = async (
  tx: Tx,
  by: Actor,
  other: string,
  act: PersonAct,
): Promise<Changed['told']> => {
  await lockPair(tx, by.person, other);
  if (act === 'unblock') {
    await tx.db.deleteFrom('block').where('person', '=', by.person).where('other', '=', other).execute();
    return undefined;
  }
  await needColleague(tx.db, by, other);
  if (act !== 'block') return linkAct(tx, by, other, act);
  await block(tx, by, other);
  return undefined;
};
