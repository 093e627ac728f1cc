import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalogue } from '../../server/domain/events/index.ts';
import { weekEnds } from '../../server/domain/league.ts';
import { type Actor, commit } from '../../server/store/commit.ts';
import { newHonours } from '../../server/store/honour.ts';
import { leagueOf } from '../../server/store/league-view.ts';
import { creditPerson } from '../../server/store/ledger.ts';
import { MORNING } from '../helpers/clock.ts';
import { STORES, seedPeople, type TestStore } from '../helpers/database.ts';
import { type HonourCrew, honourCrew } from './honour-crew.ts';

const WEEK = 20261116;
const DAY = 86_400_000;
const MINUTE = 60_000;
const TOP_TIER = 5;

describe.each(STORES)('weekly leagues on $name', ({ open }) => {
  let store: TestStore;
  let crew: HonourCrew;
  beforeAll(async () => {
    store = await open();
    crew = honourCrew(store);
  });
  afterAll(() => store.close());

  const payAll = (people: readonly Actor[], amounts: readonly number[]) =>
    commit(store.ctx, async (tx) => {
      for (const [i, by] of people.entries()) {
        const key = `${by.person} ${tx.now} ${i}`;
        await creditPerson(tx, by, { amount: amounts[i] ?? 1, reason: 'exam', key });
      }
    });
  const league = (by: Actor) => leagueOf(store.db.read, by, store.clock.now(), TOP_TIER);
  const sizes = async (org: string, week = WEEK) => {
    const rows = await store.db.read
      .selectFrom('league_group')
      .select(['nth', 'members', 'closedAt'])
      .where('org', '=', org)
      .where('week', '=', week)
      .orderBy('nth')
      .execute();
    return rows.map((r) => r.members);
  };
  const nextWeek = async (zone: string): Promise<void> => {
    store.clock.set(weekEnds(WEEK, zone) + 2 * MINUTE);
    await crew.follow();
  };
  const first = <T>(list: readonly T[]): T => {
    const [one] = list;
    if (one === undefined) throw new Error('empty');
    return one;
  };

  test('five colleagues sail together: two rise, nobody falls, each is shown the result once', async () => {
    store.clock.set(MORNING);
    const people = await seedPeople(store.ctx, 5);
    const [a, b] = people as [Actor, Actor];
    expect((await league(a)).rows).toEqual([]);
    await payAll(people, [50, 40, 30, 20]);
    await crew.follow();
    const seen = await league(b);
    expect(seen).toMatchObject({ tier: 0, week: WEEK, rising: 2 });
    expect(seen.rows.map((r) => [r.rank, r.xp, r.rises])).toEqual([
      [1, 50, true],
      [2, 40, true],
      [3, 30, false],
      [4, 20, false],
      [5, 1, false],
    ]);
    expect(seen.rows.findIndex((r) => r.me)).toBe(1);
    await nextWeek(a.zone);
    await Promise.all([crew.follow(), crew.follow()]);
    expect((await league(b)).last).toEqual({ week: WEEK, rank: 2, n: 5, rose: true, tier: 1 });
    expect((await league(people[2] as Actor)).tier).toBe(0);
    const shown = (await newHonours(store.db.read, b.person)).filter((h) => h.kind === 'league');
    expect(shown).toMatchObject([{ ref: String(WEEK), tier: 1, rank: 2, n: 5 }]);
    const changed = await crew.events(catalogue['rank.changed'].code, b.person);
    expect(changed).toEqual([{ obj: 'league', to: 2, n: 5 }]);
  });

  test('a week away costs nothing, and the next one begins in the tier reached', async () => {
    store.clock.set(MORNING);
    const people = await seedPeople(store.ctx, 3);
    const one = first(people);
    await payAll(people, [50, 5, 4]);
    await crew.follow();
    await nextWeek(one.zone);
    store.clock.advance(21 * DAY);
    await crew.follow();
    expect(await league(one)).toMatchObject({ tier: 1, rows: [], rising: 0 });
    await payAll([one], [7]);
    await crew.follow();
    expect(await league(one)).toMatchObject({ tier: 1, rows: [{ rank: 1, xp: 7, me: true }] });
  });

  test('a company of forty has two groups of at most thirty', async () => {
    store.clock.set(MORNING);
    const people = await seedPeople(store.ctx, 40);
    await payAll(people, []);
    await crew.follow();
    expect(await sizes(first(people).org)).toEqual([30, 10]);
    const seen = await league(people[35] as Actor);
    expect(seen.rows).toHaveLength(10);
    await nextWeek(first(people).zone);
    store.clock.advance(DAY);
    await payAll(
      people,
      people.map((_, i) => i + 1),
    );
    await crew.follow();
    const second = await sizes(first(people).org, 20261123);
    expect(second.reduce((a, b) => a + b, 0)).toBe(40);
    expect(Math.max(...second)).toBeLessThanOrEqual(30);
  });

  test.each(['Asia/Shanghai', 'America/New_York', 'Pacific/Auckland'])(
    'the week ends on Monday at four in %s: points before count for it, points after for the next',
    async (zone) => {
      store.clock.set(MORNING + DAY);
      const people = await seedPeople(store.ctx, 2, zone);
      const [a, b] = people as [Actor, Actor];
      await payAll(people, [10, 9]);
      await crew.follow();
      store.clock.set(weekEnds(WEEK, zone) - 1);
      await payAll([b], [5]);
      store.clock.set(weekEnds(WEEK, zone));
      await payAll([a], [90]);
      await crew.follow();
      expect((await league(a)).last, 'not yet: the last moment may still be written').toBeUndefined();
      store.clock.advance(MINUTE + 1000);
      await crew.follow();
      expect((await league(b)).last).toMatchObject({ rank: 1, rose: true, n: 2 });
      expect(await league(a)).toMatchObject({ rows: [{ xp: 90, rank: 1 }], last: { rank: 2, rose: false } });
    },
  );

  test('a trainer is in no league', async () => {
    store.clock.set(MORNING);
    const [one] = (await seedPeople(store.ctx, 1)) as [Actor];
    await commit(store.ctx, ({ db }) =>
      db.updateTable('person').set({ role: 'trainer' }).where('id', '=', one.person).execute(),
    );
    await payAll([one], [50]);
    await crew.follow();
    expect(await sizes(one.org)).toEqual([]);
  });
});
