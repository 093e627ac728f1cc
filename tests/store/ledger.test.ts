import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { audit } from '../../server/store/audit.ts';
import { type Actor, commit } from '../../server/store/commit.ts';
import { logSummary } from '../../server/store/event.ts';
import { balanceOf, creditPerson, debitPerson, transfer } from '../../server/store/ledger.ts';
import { STORES, seedPeople, type TestStore } from '../helpers/database.ts';

type Step = { kind: 'credit' | 'debit' | 'gift'; who: number; to: number; amount: number; key: number };
const stepOf: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('credit', 'debit', 'gift'),
  who: fc.nat(3),
  to: fc.nat(3),
  amount: fc.integer({ min: 1, max: 40 }),
  key: fc.nat(60),
});

describe.each(STORES)('the ledger on $name', ({ open }) => {
  let store: TestStore;
  let people: Actor[];
  let first: Actor;
  beforeAll(async () => {
    store = await open();
  });
  beforeEach(async () => {
    people = await seedPeople(store.ctx, 4);
    [first] = people as [Actor];
  });
  afterAll(() => store.close());

  const credit = (actor: Actor, amount: number, key: string) =>
    commit(store.ctx, (tx) => creditPerson(tx, actor, { amount, reason: 'practice', key }));
  const debit = (actor: Actor, amount: number, key: string) =>
    commit(store.ctx, (tx) => debitPerson(tx, actor, { amount, reason: 'mall', key }));
  const gift = (actor: Actor, to: Actor, amount: number, key: string) =>
    commit(store.ctx, (tx) => transfer(tx, actor, { to: to.person, amount, reason: 'gift', key }));
  const balance = (actor: Actor) => balanceOf(store.db.read, actor.person);
  const laws = async () => (await audit(store.db)).filter((c) => c.faults.length > 0);

  test('pays once per key, and says what the purse holds', async () => {
    expect(await credit(first, 8, 'k')).toEqual({ balance: 8, applied: true });
    expect(await credit(first, 8, 'k')).toEqual({ balance: 8, applied: false });
    const both = await Promise.all([
      credit(first, 5, 'twin'),
      credit(first, 5, 'twin'),
      credit(first, 5, 'twin'),
    ]);
    expect(both.filter((r) => r.applied)).toHaveLength(1);
    expect(await balance(first)).toBe(13);
    expect((await logSummary(store.db.read, first.person)).verbs).toEqual([{ verb: 'coin.credited', n: 2 }]);
  });

  test('a purse never goes below zero; what was refused leaves no trace, even when the rule goes on', async () => {
    await credit(first, 10, 'start');
    await expect(debit(first, 11, 'dear')).rejects.toMatchObject({
      code: 'coins.insufficient',
      details: { balance: 10, price: 11 },
    });
    const went = await commit(store.ctx, async (tx) => {
      const refused = await debitPerson(tx, first, { amount: 11, reason: 'mall', key: 'dear' }).catch(
        (e) => e.code,
      );
      return [refused, await debitPerson(tx, first, { amount: 4, reason: 'mall', key: 'cheap' })];
    });
    expect(went).toEqual(['coins.insufficient', { balance: 6, applied: true }]);
    await expect(debit(people[1] as Actor, 1, 'poor')).rejects.toMatchObject({ code: 'coins.insufficient' });
    expect(await laws()).toEqual([]);
  });

  test('ten parallel buyers of one purse: exactly as many succeed as it can pay', async () => {
    await credit(first, 35, 'start');
    const all = await Promise.allSettled(Array.from({ length: 10 }, (_, i) => debit(first, 10, `buy-${i}`)));
    expect(all.filter((r) => r.status === 'fulfilled')).toHaveLength(3);
    expect(await balance(first)).toBe(5);
    expect(await laws()).toEqual([]);
  });

  test('a gift takes from one and gives to the other, never to oneself', async () => {
    const [, friend] = people as [Actor, Actor];
    await credit(first, 10, 'start');
    expect(await gift(first, friend, 4, 'g')).toEqual({ balance: 6, applied: true });
    expect(await balance(friend)).toBe(4);
    await expect(gift(first, first, 1, 'self')).rejects.toMatchObject({ code: 'bad_request' });
    const [stranger] = (await seedPeople(store.ctx, 1)) as [Actor];
    await expect(gift(first, stranger, 1, 'abroad')).rejects.toMatchObject({ code: 'person.unknown' });
    expect((await logSummary(store.db.read, friend.person)).verbs).toEqual([{ verb: 'coin.credited', n: 1 }]);
    expect(await laws()).toEqual([]);
  });

  test('the same key of two companies is two keys', async () => {
    const [other] = (await seedPeople(store.ctx, 1)) as [Actor];
    expect(await credit(first, 1, 'same')).toMatchObject({ applied: true });
    expect(await credit(other, 1, 'same')).toMatchObject({ applied: true });
  });

  test('whatever happens in parallel: coins are conserved, purses hold, each key counts once, the log tells it all', async () => {
    const runs = store.db.dialect === 'sqlite' ? 25 : 5;
    await fc.assert(
      fc.asyncProperty(fc.array(stepOf, { minLength: 10, maxLength: 60 }), async (steps) => {
        const actors = await seedPeople(store.ctx, 4);
        const at = (i: number): Actor => actors[i] as Actor;
        const done = await Promise.allSettled(
          steps.map(({ kind, who, to, amount, key }) => {
            if (kind === 'credit') return credit(at(who), amount, `c${key}`);
            if (kind === 'debit') return debit(at(who), amount, `d${key}`);
            return gift(at(who), at(to), amount, `g${key}`);
          }),
        );
        for (const r of done)
          if (r.status === 'rejected') expect(['coins.insufficient', 'bad_request']).toContain(r.reason.code);
        const expected = new Map(actors.map((a) => [a.person, 0]));
        const add = (i: number, n: number) =>
          expected.set(at(i).person, (expected.get(at(i).person) ?? 0) + n);
        steps.forEach(({ kind, who, to, amount }, i) => {
          const r = done[i];
          if (r?.status !== 'fulfilled' || !r.value.applied) return;
          add(who, kind === 'credit' ? amount : -amount);
          if (kind === 'gift') add(to, amount);
        });
        for (const actor of actors) {
          expect(await balance(actor)).toBe(expected.get(actor.person));
          expect(expected.get(actor.person)).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: runs },
    );
    expect(await laws()).toEqual([]);
  });
});
