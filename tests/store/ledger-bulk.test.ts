import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { audit } from '../../server/store/audit.ts';
import { type Actor, commit } from '../../server/store/commit.ts';
import { logSummary } from '../../server/store/event.ts';
import { balanceOf, creditPerson, debitPerson } from '../../server/store/ledger.ts';
import { type Credit, creditPeople } from '../../server/store/ledger-bulk.ts';
import { STORES, seedPeople, type TestStore } from '../helpers/database.ts';

/** More than one statement holds, and some left over. */
const MANY = 75;

describe.each(STORES)('payments to many people on $name', ({ open }) => {
  let store: TestStore;
  let people: Actor[];
  beforeAll(async () => {
    store = await open();
  });
  beforeEach(async () => {
    people = await seedPeople(store.ctx, MANY);
  });
  afterAll(() => store.close());

  const orgOf = (): string => people[0]?.org ?? '';
  const credit = (by: Actor, amount: number, key: string): Credit => ({
    by,
    movement: { amount, reason: 'battle', ref: 'b', key },
  });
  const pay = (...credits: Credit[]): Promise<number> =>
    commit(store.ctx, (tx) => creditPeople(tx, orgOf(), credits));
  const each = (from: number): Credit[] => people.map((by, i) => credit(by, from + i, `k${i}`));
  const balances = () => Promise.all(people.map((p) => balanceOf(store.db.read, p.person)));
  const laws = async () => (await audit(store.db)).filter((c) => c.faults.length > 0);
  const entries = () =>
    store.db.read
      .selectFrom('entry as e')
      .innerJoin('transfer as t', 't.id', 'e.transfer')
      .innerJoin('account as a', 'a.id', 'e.account')
      .select(['t.key', 't.reason', 't.ref', 'a.kind', 'a.person', 'e.amount', 'e.balance'])
      .where('t.org', '=', orgOf())
      .orderBy('e.id')
      .execute();

  test('pay everybody once, into old wallets and new ones, and every law of the ledger holds', async () => {
    const [a, b] = people as [Actor, Actor];
    await commit(store.ctx, (tx) => creditPerson(tx, a, { amount: 30, reason: 'practice', key: 'old' }));
    await commit(store.ctx, (tx) => debitPerson(tx, a, { amount: 10, reason: 'mall', key: 'hat' }));
    expect(await pay(...each(1))).toBe(MANY);
    expect(await balances()).toEqual(people.map((_, i) => 1 + i + (i === 0 ? 20 : 0)));
    expect(await pay(...each(1))).toBe(0);
    expect(await balanceOf(store.db.read, b.person)).toBe(2);
    expect(await laws()).toEqual([]);
    expect((await logSummary(store.db.read, b.person)).verbs).toEqual([{ verb: 'coin.credited', n: 1 }]);
  });

  test('leave the same rows as one payment after the other', async () => {
    await pay(...each(3));
    const together = await entries();
    const first = people.map((p) => p.person);
    people = await seedPeople(store.ctx, MANY);
    for (const { by, movement } of each(3)) await commit(store.ctx, (tx) => creditPerson(tx, by, movement));
    const byTurns = await entries();
    const named = (rows: typeof together, who: readonly string[]) =>
      rows.map((r) => ({ ...r, person: who.indexOf(r.person ?? '') }));
    expect(named(together, first)).toEqual(
      named(
        byTurns,
        people.map((p) => p.person),
      ),
    );
  });

  test('pay a key that comes twice once, and a person for two keys twice', async () => {
    const [a, b] = people as [Actor, Actor];
    expect(await pay(credit(a, 5, 'x'), credit(a, 7, 'y'), credit(a, 5, 'x'), credit(b, 2, 'z'))).toBe(3);
    expect((await balances()).slice(0, 2)).toEqual([12, 2]);
    const wallet = (await entries()).filter((e) => e.person === a.person);
    expect(wallet.map((e) => [e.amount, e.balance])).toEqual([
      [5, 5],
      [7, 12],
    ]);
    expect(await laws()).toEqual([]);
  });

  test('pay nothing in a preview, and refuse an amount that is no coin', async () => {
    const [a, b] = people as [Actor, Actor];
    expect(await pay(credit({ ...a, preview: true }, 5, 'p'))).toBe(0);
    await expect(pay(credit(a, 5, 'q'), credit(b, 0.5, 'r'))).rejects.toMatchObject({ code: 'bad_request' });
    expect((await balances()).slice(0, 2)).toEqual([0, 0]);
    expect(await entries()).toEqual([]);
  });

  test('two at the same moment pay each key once', async () => {
    const paid = await Promise.all([pay(...each(1)), pay(...each(1)), pay(...each(1))]);
    expect(paid.sort((x, y) => x - y)).toEqual([0, 0, MANY]);
    expect(await laws()).toEqual([]);
  });
});
