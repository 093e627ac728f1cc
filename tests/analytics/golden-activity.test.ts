import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { figure } from '../../server/analytics/figure.ts';
import { RETENTION_DAYS } from '../../server/analytics/metric-activity-retention.ts';
import { catalogue } from '../../server/domain/events/index.ts';
import { type Filter, type Row, wilson } from '../../server/domain/figure.ts';
import { commit } from '../../server/store/commit.ts';
import { readOnly } from '../../server/store/db.ts';
import { STORES, type TestStore } from '../helpers/database.ts';
import { dayOf, GOLDEN_NOW, GOLDEN_START, type Golden, nthDay, writeGolden } from './golden-cohort.ts';
import { FILTERS, filterOf, scopeOf } from './golden-count.ts';

const DAY = 86_400_000;
const numberOf = (day: number): number => {
  for (let i = -60; i < 60; i++) if (nthDay(i) === day) return i;
  throw new Error(`no day ${day}`);
};
const near = (n: number) => expect.closeTo(n, 9);
const rate = (hits: number, n: number) => {
  const band = wilson(hits, n);
  return {
    n,
    rate: n === 0 ? null : near(hits / n),
    low: band ? near(band.low) : null,
    high: band ? near(band.high) : null,
  };
};
/** Fewer than five people are no group. */
const shown = <T extends { people: number }>(rows: T[]): T[] =>
  rows.filter((r) => r.people === 0 || r.people >= 5);

/** Days (0 = the first) on which each learner of the filter did something of class B or R. */
const daysBy = (g: Golden, filter: Filter): Map<string, Set<number>> => {
  const ids = new Set(scopeOf(g, filter).people.map((p) => p.actor.person));
  const days = new Map([...ids].map((id) => [id, new Set<number>()]));
  for (const e of g.events)
    if (e.counted && ids.has(e.person) && ['B', 'R'].includes(catalogue[e.verb].privacy))
      days.get(e.person)?.add(numberOf(dayOf(e.at)));
  return days;
};
/** People with an active day from `a` to `b`. */
const within = (days: Map<string, Set<number>>, a: number, b: number): number =>
  [...days.values()].filter((set) => [...set].some((d) => d >= a && d <= b)).length;

describe.each(STORES)('who is active, on $name', ({ open }) => {
  let store: TestStore;
  let g: Golden;
  beforeAll(async () => {
    store = await open();
    g = await writeGolden(store);
    store.clock.set(GOLDEN_NOW);
  }, 120_000);
  afterAll(() => store.close());

  const rowsOf = async (id: string, filter: Filter): Promise<Row[]> => {
    const ask = { id, org: g.org, zone: g.zone, now: GOLDEN_NOW, today: nthDay(27), filter };
    return (await figure(readOnly(store.db.read), ask)).rows;
  };
  /** What the log has of the filter's days. */
  const range = (filter: Filter): number[] => {
    const [a, b] = [numberOf(filter.from), Math.min(27, numberOf(filter.to))];
    return Array.from({ length: b - a + 1 }, (_, i) => a + i);
  };

  describe.each(FILTERS)('with $name', (narrow) => {
    test.each([
      ['activity.daily', 1],
      ['activity.weekly', 7],
      ['activity.monthly', 28],
    ])('%s counts each person once in %i days', async (id, width) => {
      const filter = filterOf(g, narrow);
      const days = daysBy(g, filter);
      const expected = range(filter).map((d) => {
        const people = within(days, d - width + 1, d);
        return { day: nthDay(d), people, ...rate(people, days.size), partial: d === 27 ? 1 : 0 };
      });
      expect(await rowsOf(id, filter)).toEqual(shown(expected));
    });

    test('stickiness is the mean day over the 28 days', async () => {
      const filter = filterOf(g, narrow);
      const days = daysBy(g, filter);
      const first = Math.min(...g.events.filter((e) => e.counted).map((e) => numberOf(dayOf(e.at))));
      const expected = range(filter).map((d) => {
        let sum = 0;
        for (let k = d - 27; k <= d; k++) sum += within(days, k, k);
        const people = within(days, d - 27, d);
        const stick = people === 0 ? null : near(sum / 28 / people);
        return {
          day: nthDay(d),
          people,
          mean: near(sum / 28),
          rate: stick,
          partial: d === 27 || d - 27 < first ? 1 : 0,
        };
      });
      expect(await rowsOf('activity.stickiness', filter)).toEqual(shown(expected));
    });

    test('the month’s rate is of all who were there at its end', async () => {
      const filter = filterOf(g, narrow);
      const days = daysBy(g, filter);
      const months = [...new Set(range(filter).map((d) => Math.floor(nthDay(d) / 100)))];
      const expected = months.map((month) => {
        const inside = (d: number): boolean => Math.floor(nthDay(d) / 100) === month;
        const people = [...days.values()].filter((set) => [...set].some(inside)).length;
        return { month, people, ...rate(people, days.size), partial: month === 202_611 ? 1 : 0 };
      });
      expect(await rowsOf('activity.month_rate', filter)).toEqual(shown(expected));
    });

    test('retention looks at whole cohorts whose day is over', async () => {
      const filter = filterOf(g, narrow);
      const [from, to] = [numberOf(filter.from), numberOf(filter.to)];
      const weekly = to - from >= 14;
      const cohorts = new Map<number, Set<number>[]>();
      for (const set of daysBy(g, filter).values()) {
        const first = Math.min(...set);
        if (first < from || first > to) continue;
        const key = weekly ? first - (((first % 7) + 7) % 7) : first;
        cohorts.set(key, [...(cohorts.get(key) ?? []), set]);
      }
      const expected = [...cohorts.entries()]
        .sort(([a], [b]) => a - b)
        .flatMap(([key, sets]) =>
          RETENTION_DAYS.filter((n) => (weekly ? Math.min(key + 6, to) : key) + n < 27).map((offset) => {
            const firstOf = (s: Set<number>): number => Math.min(...s);
            const hits = sets.filter((s) => s.has(firstOf(s) + offset)).length;
            const later = sets.filter((s) => Math.max(...s) >= firstOf(s) + offset).length;
            return {
              ...{ cohort: nthDay(key), offset, people: sets.length, hits, ...rate(hits, sets.length) },
              ...{ later, laterRate: near(later / sets.length) },
            };
          }),
        );
      expect(await rowsOf('activity.retention', filter)).toEqual(shown(expected));
    });
  });

  test('who has no account yet is no part of the headcount of a day', async () => {
    const [old, young] = [g.people[0], g.people[1]];
    const created = GOLDEN_START + 20 * DAY;
    const set = (at: number) =>
      commit(store.ctx, ({ db }) =>
        db
          .updateTable('person')
          .set({ createdAt: at })
          .where('id', 'in', [old?.actor.person ?? '', young?.actor.person ?? ''])
          .execute(),
      );
    await set(created);
    const rows = await rowsOf('activity.daily', { from: nthDay(19), to: nthDay(20) });
    expect(rows.map((r) => r.n)).toEqual([46, 48]);
    await set(GOLDEN_START);
  });
});
