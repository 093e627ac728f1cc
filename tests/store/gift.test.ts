import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DEFAULT_POLICY, type Policy } from '../../server/domain/policy.ts';
import { audit } from '../../server/store/audit.ts';
import { once } from '../../server/store/command.ts';
import { type Actor, commit } from '../../server/store/commit.ts';
import { giftRoom, giveGift, kindness, kindnessOfAll } from '../../server/store/gift.ts';
import { balanceOf } from '../../server/store/ledger.ts';
import { messagesOf } from '../../server/store/message.ts';
import { STORES, type TestStore } from '../helpers/database.ts';
import { befriend, block, colleagues, decree, makeGuest } from './kind-people.ts';

const DAY_MS = 86_400_000;
const rules = (gift: Partial<Policy['gift']>): Partial<Policy> => ({
  gift: { ...DEFAULT_POLICY.gift, ...gift },
});

describe.each(STORES)('gifts on $name', ({ open }) => {
  let store: TestStore;
  let a: Actor;
  let b: Actor;
  let c: Actor;
  beforeAll(async () => {
    store = await open();
  });
  beforeEach(async () => {
    [a, b, c] = (await colleagues(store.ctx, 3, 500)) as [Actor, Actor, Actor];
    for (const [x, y] of [
      [a, b],
      [b, c],
      [a, c],
    ] as const)
      await befriend(store.ctx, x, y);
  });
  afterAll(() => store.close());

  const give = (from: Actor, to: Actor, amount: number, text = '') =>
    commit(store.ctx, (tx) => giveGift(tx, from, { to: to.person, amount, text }));
  const balance = (who: Actor) => balanceOf(store.db.read, who.person);
  const room = (from: Actor, to: Actor) => giftRoom(store.db.read, from, to.person, store.clock.now());
  const laws = async () => (await audit(store.db)).filter((check) => check.faults.length > 0);
  const givenEvents = async (who: Actor) =>
    (
      await store.db.read
        .selectFrom('event_text')
        .select('data')
        .where('actor', '=', who.person)
        .where('verb', '=', 83)
        .execute()
    ).map((e) => JSON.parse(e.data));

  test('a gift arrives with its words, the tax goes to the company rounded down, the log has the whole amount', async () => {
    await decree(store.ctx, a, rules({ taxPercent: 15 }));
    await give(a, b, 19, '谢谢你教我');
    expect([await balance(a), await balance(b)]).toEqual([481, 517]);
    const tax = await store.db.read
      .selectFrom('account')
      .select('balance')
      .where('org', '=', a.org)
      .where('kind', '=', 'tax')
      .executeTakeFirst();
    expect(tax?.balance).toBe(2);
    expect(await givenEvents(a)).toEqual([expect.objectContaining({ to: b.person, amount: 19 })]);
    const [mail] = await messagesOf(store.db.read, b.person);
    expect(mail).toMatchObject({ kind: 'gift', text: '谢谢你教我', amount: 17, from: '甲', read: false });
    expect(await laws()).toEqual([]);
  });

  test('is refused to strangers, by guests, to oneself, abroad, between blocked, with a listed word, when switched off', async () => {
    const [d] = (await colleagues(store.ctx, 1, 50)) as [Actor];
    await expect(give(a, d, 1)).rejects.toMatchObject({ code: 'person.unknown' });
    await expect(give(a, a, 1)).rejects.toMatchObject({ code: 'bad_request' });
    await decree(store.ctx, a, { chat: { ...DEFAULT_POLICY.chat, words: ['笨蛋'] } });
    await expect(give(a, b, 1, '你这笨 蛋')).rejects.toMatchObject({ code: 'chat.word' });
    await store.db.internal.writer.deleteFrom('friendship').where('org', '=', a.org).execute();
    await expect(give(a, b, 1)).rejects.toMatchObject({ code: 'gift.friends_only' });
    await decree(store.ctx, a, rules({ friendsOnly: false }));
    await give(a, b, 1);
    await block(store.ctx, b, a);
    await expect(give(a, b, 1)).rejects.toMatchObject({ code: 'gift.refused' });
    await expect(give(b, a, 1)).rejects.toMatchObject({ code: 'gift.refused' });
    await makeGuest(store.ctx, c);
    await expect(give(c, b, 1)).rejects.toMatchObject({ code: 'coins.guest' });
    await decree(store.ctx, a, rules({ on: false }));
    await expect(give(a, c, 1)).rejects.toMatchObject({ code: 'gift.off' });
    expect((await room(a, c)).refused).toBe('gift.off');
    expect(await balance(a)).toBe(499);
  });

  test('a day and a friend have their caps, which the dialog knows; the next play day starts anew', async () => {
    await give(a, b, 50);
    await expect(give(a, b, 1)).rejects.toMatchObject({ code: 'gift.friend_cap', details: { left: 0 } });
    await give(a, c, 40);
    expect((await room(a, c)).left).toEqual({ day: 10, friend: 10 });
    await expect(give(a, c, 11)).rejects.toMatchObject({ code: 'gift.day_cap', details: { left: 10 } });
    store.clock.advance(DAY_MS);
    expect((await room(a, b)).left).toEqual({ day: 100, friend: 50 });
    await give(a, b, 50);
    expect(await laws()).toEqual([]);
  });

  test('the same command gives once, also when two hundred arrive at the same moment', async () => {
    const id = randomUUID();
    const same = () =>
      once(store.ctx, a.person, id, (tx) => giveGift(tx, a, { to: b.person, amount: 5, text: '' }));
    const all = await Promise.all(Array.from({ length: 200 }, same));
    expect(new Set(all.map((s) => s.id)).size).toBe(1);
    expect([await balance(a), await balance(b)]).toEqual([495, 505]);
  });

  test('two hundred gifts at the same moment never pass a cap, whoever gives to whom', async () => {
    const done = await Promise.allSettled(
      Array.from({ length: 200 }, (_, i) =>
        give(i % 5 === 0 ? b : a, i % 2 === 0 ? c : i % 5 === 0 ? a : b, 3),
      ),
    );
    for (const r of done)
      if (r.status === 'rejected') expect(['gift.friend_cap', 'gift.day_cap']).toContain(r.reason.code);
    const sums = await store.db.read
      .selectFrom('gift')
      .select(['from', 'to', (eb) => eb.fn.sum<number>('amount').as('n')])
      .where('org', '=', a.org)
      .groupBy(['from', 'to'])
      .execute();
    const given = (who: Actor): number =>
      sums.filter((s) => s.from === who.person).reduce((all, s) => all + Number(s.n), 0);
    for (const s of sums) expect(Number(s.n)).toBeLessThanOrEqual(50);
    expect(given(a)).toBe(96);
    expect(given(b)).toBeLessThanOrEqual(100);
    expect(await balance(a)).toBe(500 - given(a) + Number(sums.find((s) => s.to === a.person)?.n ?? 0));
    expect(await laws()).toEqual([]);
  });

  test('nobody gives what they do not have, and nothing is left of the try', async () => {
    await decree(store.ctx, a, rules({ perDay: 5000, perFriend: 5000, taxPercent: 50 }));
    await expect(give(a, b, 501)).rejects.toMatchObject({ code: 'coins.insufficient' });
    expect([await balance(a), await balance(b)]).toEqual([500, 500]);
    expect(await messagesOf(store.db.read, b.person)).toEqual([]);
  });

  test('kindness counts what is really given away: twenty to one colleague on a day, nothing of what came back', async () => {
    const score = (who: Actor, ...days: number[]) => kindness(store.db.read, who.person, ...days);
    await give(a, b, 30);
    expect([await score(a), await score(b)]).toEqual([20, 0]);
    store.clock.advance(DAY_MS);
    await give(a, b, 5);
    expect(await score(a)).toBe(25);
    await give(b, a, 35);
    expect([await score(a), await score(b)]).toEqual([0, 0]);
    await give(a, c, 4);
    expect(await score(a)).toBe(0);
    store.clock.advance(DAY_MS);
    await give(a, c, 20);
    const all = await kindnessOfAll(store.db.read, a.org);
    expect(Object.fromEntries(all)).toEqual({ [a.person]: await score(a) });
    expect(await score(a)).toBe(14);
  });

  test('a ring of accounts that give to each other raises none of them; a taxed one at most by what is really gone', async () => {
    const runs = store.db.dialect === 'sqlite' ? 5 : 1;
    const shape = {
      size: fc.integer({ min: 2, max: 6 }),
      rounds: fc.integer({ min: 1, max: 3 }),
      tax: fc.nat(50),
    };
    await fc.assert(
      fc.asyncProperty(fc.record(shape), async ({ size, rounds, tax }) => {
        const ring = await colleagues(store.ctx, size, 1000);
        const [first] = ring as [Actor];
        await decree(
          store.ctx,
          first,
          rules({ friendsOnly: false, perDay: 5000, perFriend: 5000, taxPercent: tax }),
        );
        for (let round = 0; round < rounds; round++) {
          let amount = 40;
          for (const [i, from] of ring.entries()) {
            const sent = await give(from, ring[(i + 1) % size] as Actor, amount);
            amount = sent.amount;
          }
          store.clock.advance(DAY_MS);
        }
        const raised = await kindnessOfAll(store.db.read, first.org);
        const lost = await Promise.all(ring.map(async (who) => 1000 - (await balance(who))));
        for (const [i, who] of ring.entries())
          expect(raised.get(who.person) ?? 0).toBeLessThanOrEqual(Math.max(0, lost[i] ?? 0));
        if (tax === 0) expect([...raised]).toEqual([]);
      }),
      { numRuns: runs },
    );
  });
});
