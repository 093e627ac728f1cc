import fc from 'fast-check';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DEFAULT_POLICY } from '../../server/domain/policy.ts';
import { settleAsks } from '../../server/jobs/asks.ts';
import {
  acceptAnswer,
  answerAsk,
  askColleagues,
  likeAnswer,
  settleAsk,
  withdrawAsk,
} from '../../server/store/ask.ts';
import { askPage, listAsks } from '../../server/store/ask-view.ts';
import { audit } from '../../server/store/audit.ts';
import { type Actor, commit, type Work } from '../../server/store/commit.ts';
import { giveGift, kindness } from '../../server/store/gift.ts';
import { hideKind, reportKind } from '../../server/store/kind-care.ts';
import { balanceOf } from '../../server/store/ledger.ts';
import { messagesOf } from '../../server/store/message.ts';
import { STORES, type TestStore } from '../helpers/database.ts';
import { block, colleagues, decree, makeGuest } from './kind-people.ts';

const DAY_MS = 86_400_000;

describe.each(STORES)('questions with a bounty on $name', ({ open }) => {
  let store: TestStore;
  let a: Actor;
  let b: Actor;
  let c: Actor;
  let d: Actor;
  beforeAll(async () => {
    store = await open();
  });
  beforeEach(async () => {
    [a, b, c, d] = (await colleagues(store.ctx, 4, 100)) as [Actor, Actor, Actor, Actor];
  });
  afterAll(() => store.close());

  const run = <T>(work: Work<T>): Promise<T> => commit(store.ctx, work);
  const ask = (who: Actor, bounty: number, title = '怎样读懂季报？') =>
    run((tx) => askColleagues(tx, who, { title, text: '', bounty }));
  const answer = async (who: Actor, id: string, text = '先看现金流') => {
    await run((tx) => answerAsk(tx, who, id, text));
    const { answers } = await askPage(store.db.read, who, id);
    return answers.find((w) => w.mine)?.id ?? '';
  };
  const accept = (who: Actor, id: string, chosen: string) => run((tx) => acceptAnswer(tx, who, id, chosen));
  const withdraw = (who: Actor, id: string) => run((tx) => withdrawAsk(tx, who, id));
  const settle = (id: string) => run((tx) => settleAsk(tx, id));
  const like = (who: Actor, id: string, on = true) => run((tx) => likeAnswer(tx, who, id, on));
  const balance = (who: Actor) => balanceOf(store.db.read, who.person);
  const page = (who: Actor, id: string) => askPage(store.db.read, who, id);
  const laws = async () => (await audit(store.db)).filter((check) => check.faults.length > 0);
  const helps = async (id: string) =>
    (
      await store.db.read
        .selectFrom('event_text')
        .select(['actor', 'data'])
        .where('obj', '=', id)
        .where('verb', '=', 88)
        .orderBy('seq')
        .execute()
    ).map((e) => [e.actor, JSON.parse(e.data)]);

  test('the bounty leaves the purse at once and goes to the accepted answer, told once to both', async () => {
    const id = await ask(a, 40);
    expect(await balance(a)).toBe(60);
    expect(await laws()).toEqual([]);
    const first = await answer(b, id);
    const second = await answer(c, id, '问问财务的同事');
    await like(d, second);
    expect((await page(d, id)).answers.map((w) => [w.id, w.likes, w.liked])).toEqual([
      [second, 1, true],
      [first, 0, false],
    ]);
    await accept(a, id, first);
    expect([await balance(a), await balance(b), await balance(c)]).toEqual([60, 140, 100]);
    expect(await page(d, id)).toMatchObject({
      ask: { state: 'accepted', bounty: 40, answers: 2 },
      answers: [
        { id: first, accepted: true },
        { id: second, accepted: false },
      ],
    });
    await expect(accept(a, id, second)).rejects.toMatchObject({ code: 'ask.closed' });
    await expect(answer(d, id)).rejects.toMatchObject({ code: 'ask.closed' });
    expect(await helps(id)).toEqual([
      [a.person, { role: 'asker', accepted: true }],
      [b.person, { role: 'answerer', accepted: true }],
    ]);
    expect((await messagesOf(store.db.read, b.person))[0]).toMatchObject({
      kind: 'accepted',
      ask: id,
      amount: 40,
    });
    expect((await messagesOf(store.db.read, a.person)).map((m) => m.kind)).toEqual(['answered', 'answered']);
    expect(await laws()).toEqual([]);
  });

  test('nobody answers or accepts for themselves, a stranger accepts nothing, a listed word is refused', async () => {
    const id = await ask(a, 10);
    const given = await answer(b, id);
    await expect(answer(a, id)).rejects.toMatchObject({ code: 'ask.own' });
    await expect(accept(b, id, given)).rejects.toMatchObject({ code: 'ask.unknown' });
    const other = await ask(c, 10);
    await expect(accept(c, other, given)).rejects.toMatchObject({ code: 'ask.unknown' });
    const [stranger] = (await colleagues(store.ctx, 1, 10)) as [Actor];
    await expect(page(stranger, id)).rejects.toMatchObject({ code: 'ask.unknown' });
    await expect(like(stranger, given)).rejects.toMatchObject({ code: 'ask.unknown' });
    await decree(store.ctx, a, { chat: { ...DEFAULT_POLICY.chat, words: ['笨蛋'] } });
    await expect(answer(d, id, '笨蛋')).rejects.toMatchObject({ code: 'chat.word' });
    await expect(ask(a, 1, '谁是笨蛋')).rejects.toMatchObject({ code: 'chat.word' });
  });

  test('bounty and number of open questions have their limits; guests put up no coins', async () => {
    await expect(ask(a, 201)).rejects.toMatchObject({ code: 'ask.bounty', details: { most: 200 } });
    await expect(ask(a, 101)).rejects.toMatchObject({ code: 'coins.insufficient' });
    for (let n = 0; n < 5; n++) await ask(a, 1);
    await expect(ask(a, 0)).rejects.toMatchObject({ code: 'ask.too_many' });
    await makeGuest(store.ctx, b);
    await expect(ask(b, 1)).rejects.toMatchObject({ code: 'coins.guest' });
    await ask(b, 0);
    expect(await laws()).toEqual([]);
  });

  test('can be withdrawn only while nobody has answered', async () => {
    const id = await ask(a, 30);
    await expect(withdraw(b, id)).rejects.toMatchObject({ code: 'ask.unknown' });
    const answered = await ask(a, 5);
    await answer(b, answered);
    await expect(withdraw(a, answered)).rejects.toMatchObject({ code: 'ask.answered' });
    await withdraw(a, id);
    await expect(withdraw(a, id)).rejects.toMatchObject({ code: 'ask.closed' });
    expect(await balance(a)).toBe(95);
  });

  test('when its time is over the most liked answer of somebody who is still here gets it, else it comes back', async () => {
    const job = {
      ...store.ctx,
      log: pino({ level: 'silent' }),
      line: { tell: () => undefined },
    };
    const [none, liked, gone] = [await ask(a, 10), await ask(a, 20), await ask(a, 30)];
    await answer(b, liked);
    const best = await answer(c, liked);
    await like(d, best);
    await answer(d, gone);
    await store.db.internal.writer.deleteFrom('identity').where('person', '=', d.person).execute();
    await settleAsks(job);
    expect((await page(a, liked)).ask.state).toBe('open');
    store.clock.advance(7 * DAY_MS);
    expect(await settleAsks(job)).toBeGreaterThanOrEqual(3);
    expect(await settleAsks(job)).toBe(0);
    expect([await balance(a), await balance(b), await balance(c), await balance(d)]).toEqual([
      80, 100, 120, 100,
    ]);
    expect((await page(a, none)).ask.state).toBe('expired');
    expect((await page(a, liked)).ask.state).toBe('granted');
    expect((await page(a, gone)).ask.state).toBe('expired');
    expect(await laws()).toEqual([]);
  });

  test('what is hidden is gone for everybody, and the bounty of a hidden question comes back', async () => {
    const id = await ask(a, 30);
    const bad = await answer(b, id, '不好听的话');
    await run((tx) => reportKind(tx, c, { kind: 'answer', obj: bad, reason: '' }));
    const report = await store.db.read
      .selectFrom('report')
      .selectAll()
      .where('obj', '=', bad)
      .executeTakeFirst();
    expect(report).toMatchObject({
      kind: 'answer',
      person: b.person,
      text: '不好听的话',
      reporter: c.person,
    });
    await run((tx) => hideKind(tx, a, 'answer', bad));
    expect((await page(a, id)).answers).toEqual([]);
    await expect(accept(a, id, bad)).rejects.toMatchObject({ code: 'ask.unknown' });
    await run((tx) => hideKind(tx, c, 'ask', id));
    await expect(page(a, id)).rejects.toMatchObject({ code: 'ask.unknown' });
    expect(await listAsks(store.db.read, b, 'open')).toEqual({ asks: [] });
    expect(await balance(a)).toBe(100);
    expect(await laws()).toEqual([]);
  });

  test('those who block each other neither see nor answer each other', async () => {
    const id = await ask(a, 5);
    const given = await answer(b, id);
    await block(store.ctx, a, b);
    await expect(page(b, id)).rejects.toMatchObject({ code: 'ask.unknown' });
    expect((await page(a, id)).answers).toEqual([]);
    await expect(accept(a, id, given)).rejects.toMatchObject({ code: 'ask.unknown' });
    expect((await listAsks(store.db.read, b, 'open')).asks).toEqual([]);
    expect((await listAsks(store.db.read, b, 'helped')).asks).toEqual([]);
  });

  test('a bounty that goes around makes nobody kind', async () => {
    await decree(store.ctx, a, { gift: { ...DEFAULT_POLICY.gift, friendsOnly: false } });
    await run((tx) => giveGift(tx, a, { to: b.person, amount: 20, text: '' }));
    expect(await kindness(store.db.read, a.person)).toBe(20);
    const id = await ask(b, 20);
    await accept(b, id, await answer(a, id));
    expect([await balance(a), await kindness(store.db.read, a.person)]).toEqual([100, 0]);
    expect(await kindness(store.db.read, b.person)).toBe(0);
  });

  test('accept, withdraw and the end of its time at one moment: exactly one wins', async () => {
    const id = await ask(a, 50);
    const given = await answer(b, id);
    const acts = [
      ...Array.from({ length: 5 }, () => accept(a, id, given).then(() => 'accepted')),
      ...Array.from({ length: 5 }, () => withdraw(a, id).then(() => 'withdrawn')),
      ...Array.from({ length: 5 }, () =>
        settle(id).then((told) => (told ? 'settled' : Promise.reject(new Error('none')))),
      ),
    ];
    const done = (await Promise.allSettled(acts)).filter((r) => r.status === 'fulfilled');
    expect(done.map((r) => r.value)).toEqual(['accepted']);
    expect([await balance(a), await balance(b)]).toEqual([50, 150]);
    expect(await helps(id)).toHaveLength(2);
  });

  type Step = { act: 'ask' | 'answer' | 'accept' | 'withdraw' | 'settle' | 'hide'; who: number; n: number };
  const stepOf: fc.Arbitrary<Step> = fc.record({
    act: fc.constantFrom('ask', 'ask', 'answer', 'answer', 'accept', 'withdraw', 'settle', 'hide'),
    who: fc.nat(3),
    n: fc.nat(40),
  });
  test('whatever happens in parallel, the escrow holds exactly the open bounties and no coin is lost', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(stepOf, { maxLength: 8 }), { minLength: 2, maxLength: 5 }),
        async (rounds) => {
          const people = await colleagues(store.ctx, 4, 60);
          const ids: string[] = [];
          const take = async ({ act, who, n }: Step): Promise<void> => {
            const by = people[who] as Actor;
            const id = ids[n % Math.max(1, ids.length)];
            if (act === 'ask') ids.push(await ask(by, n));
            else if (id === undefined) return;
            else if (act === 'answer') await answer(by, id);
            else if (act === 'withdraw') await withdraw(by, id);
            else if (act === 'hide') await run((tx) => hideKind(tx, by, 'ask', id));
            else if (act === 'settle') await settle(id);
            else {
              const { answers, ask: found } = await page(by, id);
              const chosen = answers[n % Math.max(1, answers.length)];
              const asker = people.find((p) => p.person === found.author.id) as Actor;
              if (chosen) await accept(asker, id, chosen.id);
            }
          };
          for (const [i, steps] of rounds.entries()) {
            if (i === rounds.length - 1) store.clock.advance(8 * DAY_MS);
            for (const r of await Promise.allSettled(steps.map(take)))
              if (r.status === 'rejected') expect(r.reason.code).toMatch(/^(ask|coins|chat)\./);
            expect(await laws()).toEqual([]);
          }
          store.clock.advance(8 * DAY_MS);
          for (const id of ids) await settle(id);
          const purses = await Promise.all(people.map(balance));
          expect(purses.reduce((sum, n) => sum + n, 0)).toBe(240);
        },
      ),
      { numRuns: store.db.dialect === 'sqlite' ? 5 : 1 },
    );
  });
});
