import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { catalogue } from '../../server/domain/events/index.ts';
import { LEARNING_REASONS } from '../../server/domain/honour.ts';
import { addDays, playDay } from '../../server/domain/time.ts';
import { honourCatalogue } from '../../server/formats/honours.ts';
import { badgesOf } from '../../server/store/badge.ts';
import { type Actor, commit } from '../../server/store/commit.ts';
import { honoursOf, lineOf, markSeen, newHonours, xpOf } from '../../server/store/honour.ts';
import { creditPerson, moveCoins } from '../../server/store/ledger.ts';
import { titlesOf } from '../../server/store/title.ts';
import { MORNING } from '../helpers/clock.ts';
import { STORES, seedPeople, type TestStore } from '../helpers/database.ts';
import { FLAGS, type HonourCrew, honourCrew } from './honour-crew.ts';

const DAY = 86_400_000;
const TODAY = 20261116;
const code = (verb: keyof typeof catalogue) => catalogue[verb].code;

describe.each(STORES)('honours read off the log on $name', ({ open }) => {
  let store: TestStore;
  let crew: HonourCrew;
  let [lin, mei]: Actor[] = [];
  let a: Actor;
  let b: Actor;
  beforeAll(async () => {
    store = await open();
    crew = honourCrew(store);
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    store.clock.set(MORNING);
    [lin, mei] = await seedPeople(store.ctx, 2);
    if (!lin || !mei) throw new Error('nobody');
    [a, b] = [lin, mei];
    await crew.follow();
    crew.told.length = 0;
  });
  const xp = (by: Actor) => xpOf(store.db.read, by.person);
  const view = (by: Actor) => honoursOf(store.db.read, by.person, honourCatalogue());

  test('coins for learning are points; gifts, bounties, likes and found coins are not', async () => {
    await crew.pay(a, 40, 'practice');
    await crew.pay(a, 100, 'exam');
    await crew.pay(a, 70, 'find');
    await crew.pay(b, 500, 'like');
    await commit(store.ctx, (tx) =>
      moveCoins(tx, a, {
        from: { person: a.person },
        to: { person: b.person },
        amount: 30,
        reason: 'gift',
        key: `g${a.person}`,
      }),
    );
    await crew.follow();
    expect([await xp(a), await xp(b)]).toEqual([140, 0]);
    expect(await crew.scores(a.person)).toEqual([
      { day: TODAY, xp: 140, answers: 0, correct: 0, corrections: 0 },
    ]);
    expect(await crew.events(code('xp.gained'), a.person)).toEqual([
      { obj: null, amount: 140, reason: 'several', levelAfter: 4 },
    ]);
  });

  test('a second asking, a preview and a bot count nowhere, a late answer on no board', async () => {
    await crew.answer(a, { question: 'x', ok: true });
    await crew.answer(a, { question: 'y', ok: false });
    await crew.answer(a, { question: 'y', ok: true, again: true });
    await crew.answer({ ...a, preview: true }, { question: 'z' });
    await crew.answer(a, { question: 'z', flags: FLAGS.bot });
    await crew.answer(a, { question: 'z', flags: FLAGS.voided });
    await crew.answer(a, { question: 'w', ok: false, flags: FLAGS.late, at: MORNING - 9 * DAY });
    await crew.follow();
    expect(await crew.scores(a.person)).toEqual([
      { day: TODAY, xp: 0, answers: 2, correct: 1, corrections: 0 },
    ]);
    await crew.answer(a, { question: 'w', ok: true });
    await crew.follow();
    expect((await crew.scores(a.person))[0]?.corrections, 'the late mistake is mended').toBe(1);
  });

  test('a mistake is mended by being right on a later day, once for ever', async () => {
    const days = async () => (await crew.scores(a.person)).map((s) => s.corrections);
    await crew.answer(a, { ok: false });
    await crew.answer(a, { ok: true });
    await crew.follow();
    expect(await days()).toEqual([0]);
    store.clock.advance(DAY);
    await crew.answer(a, { ok: false });
    await crew.answer(a, { ok: true });
    await crew.follow();
    expect(await days(), 'wrong again on that day').toEqual([0, 0]);
    store.clock.advance(DAY);
    await crew.answer(a, { ok: true });
    await crew.answer(a, { ok: false });
    store.clock.advance(DAY);
    await crew.answer(a, { ok: true });
    await crew.follow();
    expect(await days()).toEqual([0, 0, 1, 0]);
  });

  test('titles and badges come once, are told to their owner and wait to be shown', async () => {
    await crew.pay(a, 650);
    await crew.answer(a, ...Array.from({ length: 50 }, (_, i) => ({ question: `q${i}` })));
    await crew.follow();
    await crew.follow();
    expect(await titlesOf(store.db.read, a.person)).toEqual(['apprentice', 'first-mate', 'sailor']);
    expect(await badgesOf(store.db.read, a.person)).toEqual([
      { badge: 'answers', tier: 1, at: MORNING },
      { badge: 'right', tier: 1, at: MORNING },
    ]);
    expect(await crew.events(code('badge.earned'), a.person)).toEqual([
      { obj: 'answers', ruleVer: 1, evidence: ['answers=50', 'bronze'] },
      { obj: 'right', ruleVer: 1, evidence: ['right=50', 'bronze'] },
    ]);
    expect(crew.told.every((t) => t.person === a.person && t.notice.kind === 'honour')).toBe(true);
    expect(crew.told.length).toBeGreaterThan(0);
    const fresh = await newHonours(store.db.read, a.person);
    expect(fresh).toHaveLength(5);
    expect((await lineOf(store.db.read, a.person, honourCatalogue())).fresh).toBe(5);
    const ids = fresh.slice(0, 2).map((f) => f.id);
    expect(await commit(store.ctx, (tx) => markSeen(tx, b.person, ids))).toEqual({ left: 0 });
    expect(await commit(store.ctx, (tx) => markSeen(tx, a.person, ids))).toEqual({ left: 3 });
    expect((await newHonours(store.db.read, a.person)).map((f) => f.id)).toEqual(
      fresh.slice(2).map((f) => f.id),
    );
  });

  test('the next goal of every badge and title is in sight', async () => {
    await crew.pay(a, 300);
    await crew.answer(a, ...Array.from({ length: 60 }, (_, i) => ({ question: `q${i}`, ok: i < 10 })));
    await crew.follow();
    const { badges, titles, line } = await view(a);
    const badge = (id: string) => badges.find((one) => one.id === id);
    expect(badge('answers')).toMatchObject({ tier: 1, n: 60, next: { n: 60, of: 300 } });
    expect(badge('right')).toMatchObject({ tier: 0, n: 10, next: { n: 10, of: 40 } });
    expect(badges.every((one) => one.tier === 3 || one.next !== undefined)).toBe(true);
    expect(titles.find((t) => t.id === 'first-mate')?.progress).toEqual({ n: 300, of: 600 });
    expect(line).toMatchObject({ xp: 300, level: 5, title: 'sailor' });
  });

  test('are the same whatever the stretches are, and equal to the ledger and to a count by hand', async () => {
    const act = fc.record({
      who: fc.nat(1),
      kind: fc.constantFrom('pay', 'pay', 'find', 'answer', 'answer', 'again'),
      amount: fc.integer({ min: 1, max: 60 }),
      item: fc.nat(3),
      ok: fc.boolean(),
      hours: fc.constantFrom(0, 0, 1, 9, 30),
    });
    type Act = { who: number; kind: string; amount: number; item: number; ok: boolean; hours: number };
    const run = async (acts: Act[], most: number) => {
      store.clock.set(MORNING);
      const people = await seedPeople(store.ctx, 2);
      const count = new Map<string, [xp: number, answers: number, correct: number, mended: number]>();
      const wrong = new Map<string, number>();
      const mended = new Set<string>();
      for (const [i, { who, kind, amount, item, ok, hours }] of acts.entries()) {
        store.clock.advance(hours * 3_600_000);
        const by = people[who] as Actor;
        const day = playDay(store.clock.now(), by.zone);
        const row = count.get(`${by.person} ${day}`) ?? [0, 0, 0, 0];
        const key = `${by.person} ${item}`;
        if (kind === 'pay') row[0] += amount;
        if (kind === 'answer') {
          row[1] += 1;
          row[2] += ok ? 1 : 0;
          if (!ok) wrong.set(key, day);
          else if (day > (wrong.get(key) ?? day) && !mended.has(key)) {
            mended.add(key);
            row[3] += 1;
          }
        }
        if (row.some((n) => n > 0)) count.set(`${by.person} ${day}`, row);
        if (kind === 'pay') await crew.pay(by, amount, LEARNING_REASONS[i % LEARNING_REASONS.length]);
        else if (kind === 'find') await crew.pay(by, amount, 'find');
        else await crew.answer(by, { question: `q${item}`, ok, again: kind === 'again' });
        if (i % 5 === 4) await Promise.all([crew.follow(most), crew.follow(most)]);
      }
      await Promise.all([crew.follow(most), crew.follow(most)]);
      const found = new Map<string, number[]>();
      for (const by of people) {
        let all = 0;
        for (const s of await crew.scores(by.person)) {
          found.set(`${by.person} ${s.day}`, [s.xp, s.answers, s.correct, s.corrections]);
          all += s.xp;
        }
        expect(await xp(by)).toBe(all);
        const paid = await store.db.read
          .selectFrom('entry as e')
          .innerJoin('account as c', 'c.id', 'e.account')
          .innerJoin('transfer as t', 't.id', 'e.transfer')
          .select((eb) => eb.fn.sum<number>('e.amount').as('n'))
          .where('c.person', '=', by.person)
          .where('t.reason', '<>', 'find')
          .executeTakeFirst();
        expect(all, 'the ledger').toBe(Number(paid?.n ?? 0));
      }
      expect(found).toEqual(count);
    };
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 3, maxLength: 25 }), fc.integer({ min: 1, max: 7 }), run),
      { numRuns: store.db.dialect === 'sqlite' ? 6 : 2 },
    );
  });

  test('somebody who is paid while others follow the log is counted once', async () => {
    const people = await seedPeople(store.ctx, 6);
    await Promise.all([
      ...people.flatMap((p) => [crew.pay(p, 10), crew.pay(p, 5), crew.answer(p)]),
      crew.follow(2),
      crew.follow(3),
      ...people.map((p) => crew.pay(p, 1)),
    ]);
    await crew.follow();
    for (const p of people) expect(await xp(p)).toBe(16);
    const gained = await crew.events(code('xp.gained'));
    for (const p of people)
      expect(
        gained.length > 0 &&
          (await crew.events(code('xp.gained'), p.person)).reduce((n, e) => n + e.amount, 0),
      ).toBe(16);
  });

  test('a play day begins at four in the company’s own zone', async () => {
    for (const zone of ['Asia/Shanghai', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Auckland']) {
      const [p] = await seedPeople(store.ctx, 1, zone);
      if (!p) throw new Error('nobody');
      store.clock.set(MORNING);
      const today = playDay(MORNING, zone);
      while (playDay(store.clock.now() + 60_000, zone) === today) store.clock.advance(60_000);
      await crew.pay(p, 3);
      store.clock.advance(60_000);
      await crew.pay(p, 4);
      await crew.follow();
      expect(
        (await crew.scores(p.person)).map((s) => [s.day, s.xp]),
        zone,
      ).toEqual([
        [today, 3],
        [addDays(today, 1), 4],
      ]);
    }
  });

  test('a refused payment and a repeated one bring nothing', async () => {
    await crew.pay(a, 10, 'card', `once-${a.person}`);
    await crew.pay(a, 10, 'card', `once-${a.person}`);
    await commit(store.ctx, async (tx) => {
      await creditPerson(tx, a, { amount: 99, reason: 'card', key: `no-${a.person}` });
      throw new Error('refused');
    }).catch(() => undefined);
    await crew.follow();
    expect(await xp(a)).toBe(10);
  });
});
