import type { Policy } from '../../server/domain/policy.ts';
import { DEFAULT_POLICY } from '../../server/domain/policy.ts';
import { type Actor, commit, type StoreCtx } from '../../server/store/commit.ts';
import { pairOf } from '../../server/store/friend.ts';
import { creditPerson } from '../../server/store/ledger.ts';
import { seedPeople } from '../helpers/database.ts';

const blank = {
  login: null,
  password: null,
  avatar: 'seed',
  employeeNo: null,
  email: null,
  phone: null,
  post: null,
  joinedOn: null,
  failedLogins: 0,
  lockedUntil: null,
};

/** Colleagues with names, 甲 乙 丙 ..., each with `coins` in the purse. */
export const colleagues = async (ctx: StoreCtx, n: number, coins = 0): Promise<Actor[]> => {
  const people = await seedPeople(ctx, n);
  await commit(ctx, async (tx) => {
    for (const [i, { person, org }] of people.entries()) {
      const name = '甲乙丙丁戊己庚辛'[i] ?? `同事${i}`;
      await tx.db
        .insertInto('identity')
        .values({ ...blank, person, org, name })
        .execute();
    }
    for (const actor of people)
      if (coins > 0)
        await creditPerson(tx, actor, { amount: coins, reason: 'practice', key: `start:${actor.person}` });
  });
  return people;
};

export const befriend = (ctx: StoreCtx, a: Actor, b: Actor): Promise<void> =>
  commit(ctx, async (tx) => {
    const pair = pairOf(a.person, b.person);
    await tx.db
      .insertInto('friendship')
      .values({ ...pair, org: a.org, state: 'friends', asker: a.person, at: tx.now })
      .execute();
  });

export const block = (ctx: StoreCtx, a: Actor, b: Actor): Promise<void> =>
  commit(ctx, async (tx) => {
    await tx.db
      .insertInto('block')
      .values({ person: a.person, other: b.person, org: a.org, at: tx.now })
      .execute();
  });

/** Puts the company's rules in force. */
export const decree = (ctx: StoreCtx, { org, person }: Actor, policy: Partial<Policy>): Promise<void> =>
  commit(ctx, async (tx) => {
    const data = JSON.stringify({ ...DEFAULT_POLICY, ...policy });
    const row = { data, savedBy: person, savedAt: tx.now };
    await tx.db
      .insertInto('policy')
      .values({ org, ...row })
      .onConflict((c) => c.column('org').doUpdateSet(row))
      .execute();
  });

export const makeGuest = (ctx: StoreCtx, { person }: Actor): Promise<void> =>
  commit(ctx, async (tx) => {
    await tx.db.updateTable('person').set({ guest: 1 }).where('id', '=', person).execute();
  });
