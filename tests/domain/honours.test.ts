import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { badgeTier, badgeView } from '../../server/domain/badge.ts';
import { climbOf, daysOf, isCounted, rankGroups } from '../../server/domain/board.ts';
import { weekOf } from '../../server/domain/calendar.ts';
import { afterAnswer, levelAt, levelOf, NO_MEASURES, toNextLevel } from '../../server/domain/honour.ts';
import {
  finish,
  groupFor,
  LEAGUE_SIZE,
  poolOf,
  risingOf,
  TOGETHER,
  weekAt,
  weekEnds,
} from '../../server/domain/league.ts';
import { addDays, playDay } from '../../server/domain/time.ts';
import { titleByPoints, titlesEarned } from '../../server/domain/title.ts';
import { honourCatalogue } from '../../server/formats/honours.ts';

const { titles, badges } = honourCatalogue();

describe('points and titles', () => {
  test('a level begins where the one before it ends', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200_000 }), (xp) => {
        const level = levelOf(xp);
        expect(levelAt(level)).toBeLessThanOrEqual(xp);
        expect(levelAt(level + 1)).toBeGreaterThan(xp);
        expect(toNextLevel(xp)).toBeGreaterThanOrEqual(0);
        expect(toNextLevel(xp)).toBeLessThan(1);
      }),
    );
    expect([0, 540, 2300].map(levelOf)).toEqual([1, 7, 13]);
  });

  test('the ladder goes from apprentice to lord of the isle, and a seven-day quest leads to navigator', () => {
    const at = (xp: number) => titleByPoints(titles, xp);
    expect([0, 199, 200, 600, 1200, 2300, 5000].map(at)).toEqual([
      'apprentice',
      'apprentice',
      'sailor',
      'first-mate',
      'captain',
      'navigator',
      'islander',
    ]);
    expect(titlesEarned(titles, NO_MEASURES)).toEqual([]);
    expect(titlesEarned(titles, { ...NO_MEASURES, points: 1, reading: 50, corrected: 9 })).toEqual([
      'apprentice',
      'reader',
      'bookworm',
    ]);
  });

  test('every title and badge has both languages and its own id', () => {
    for (const { name, hint } of [...titles, ...badges])
      expect([name.zh, name.en, hint.zh, hint.en].every((text) => text !== undefined)).toBe(true);
    for (const list of [titles, badges]) expect(new Set(list.map((one) => one.id)).size).toBe(list.length);
  });

  test('a badge shows the next goal until gold and never falls behind what was earned', () => {
    const [badge] = badges;
    if (!badge) throw new Error('no badge');
    const [bronze, silver, gold] = badge.at;
    expect([0, bronze - 1, bronze, silver, gold, gold * 2].map((n) => badgeTier(badge, n))).toEqual([
      0, 0, 1, 2, 3, 3,
    ]);
    const seen = (n: number, earned = 0) => badgeView(badge, { ...NO_MEASURES, [badge.id]: n }, earned);
    expect(seen(bronze)).toMatchObject({ tier: 1, next: { n: bronze, of: silver } });
    expect(seen(1, 2)).toMatchObject({ tier: 2, next: { n: 1, of: gold } });
    expect(seen(gold).next).toBeUndefined();
  });
});

describe('a mistake', () => {
  test('is mended once, by being right on a day after the last wrong answer', () => {
    expect(afterAnswer(undefined, true, 5)).toBeUndefined();
    const wrong = afterAnswer(undefined, false, 5);
    expect(wrong).toEqual({ wrongDay: 5, day: null });
    expect(afterAnswer(wrong, true, 5)).toBeUndefined();
    expect(afterAnswer(wrong, true, 4), 'a right answer that comes late').toBeUndefined();
    const mended = afterAnswer(wrong, true, 6);
    expect(mended).toEqual({ wrongDay: 5, day: 6 });
    expect(afterAnswer(mended, false, 7)).toEqual({ wrongDay: 7, day: 6 });
    expect(afterAnswer({ wrongDay: 7, day: 6 }, true, 9), 'never a second time').toBeUndefined();
  });
});

const ZONES = [
  'Asia/Shanghai',
  'America/New_York',
  'Europe/Berlin',
  'Asia/Kathmandu',
  'Pacific/Auckland',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
];

describe('a week', () => {
  test.each(ZONES)(
    'ends on Monday at four by the clock of the company, also when clocks change (%s)',
    (zone) => {
      for (let day = 20260302; day < 20261230; day = addDays(day, 7)) {
        const week = weekOf(day);
        const ends = weekEnds(week, zone);
        expect(weekAt(ends - 1, zone)).toBe(week);
        expect(weekAt(ends, zone)).toBe(addDays(week, 7));
        expect(playDay(ends, zone)).toBe(addDays(week, 7));
      }
    },
  );

  test('and month and day have a period before them', () => {
    expect(daysOf('day', 20260301)).toEqual({ from: 20260301, to: 20260302, before: 20260228 });
    expect(daysOf('week', 20260301)).toEqual({ from: 20260223, to: 20260302, before: 20260216 });
    expect(daysOf('month', 20260131)).toEqual({ from: 20260101, to: 20260201, before: 20251201 });
    expect(daysOf('month', 20261231)).toEqual({ from: 20261201, to: 20270101, before: 20261101 });
    expect([daysOf('all', 20260101), daysOf('quest', 20260101)]).toEqual([undefined, undefined]);
    expect([isCounted('climb', 'week'), isCounted('climb', 'all'), isCounted('xp', 'all')]).toEqual([
      true,
      false,
      true,
    ]);
  });
});

describe('a climb and a group', () => {
  test('growth needs answers on both sides', () => {
    expect(climbOf({ before: 40, beforeRight: 20, now: 40, nowRight: 27 }, 30)).toBe(17.5);
    expect(climbOf({ before: 29, beforeRight: 0, now: 400, nowRight: 400 }, 30)).toBeUndefined();
    expect(climbOf({ before: 400, beforeRight: 0, now: 29, nowRight: 29 }, 30)).toBeUndefined();
  });

  test('groups stand by the mean of their active members, whatever their size; fewer than five are not shown', () => {
    const rows = rankGroups([
      { name: '大部门', sum: 1000, active: 100 },
      { name: '小部门', sum: 100, active: 5 },
      { name: '同样', sum: 200, active: 10 },
      { name: '三人', sum: 900, active: 3 },
    ]);
    expect(rows.map((r) => [r.name, r.mean, r.rank])).toEqual([
      ['同样', 20, 1],
      ['小部门', 20, 1],
      ['大部门', 10, 3],
    ]);
  });
});

describe('a league', () => {
  const sail = (n: number, last = { all: 1000, tier: 0 }) => {
    const groups: { nth: number; members: number }[] = [];
    for (let i = 0; i < n; i++) {
      const found = groupFor(groups, poolOf(0, 0, last));
      if (found) found.members += 1;
      else groups.push({ nth: groups.length, members: 1 });
    }
    return groups.map((g) => g.members);
  };

  test('never has more than thirty, and is even when last week tells how many will come', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 0, max: 119 }), (n, tier) => {
        const sizes = sail(n, { all: 1000, tier });
        expect(Math.max(...sizes)).toBeLessThanOrEqual(LEAGUE_SIZE);
        expect(sizes.reduce((a, b) => a + b, 0)).toBe(n);
      }),
    );
    expect(sail(31, { all: 500, tier: 31 })).toEqual([16, 15]);
    expect(sail(33, { all: 500, tier: 31 }), 'two more than last week').toEqual([17, 16]);
  });

  test('of a small company is one for all tiers; of a large one, those who did as much meet', () => {
    expect(poolOf(4, 900, { all: 5, tier: 1 })).toMatchObject({ tier: TOGETHER, band: 0 });
    expect(poolOf(2, 900, { all: 400, tier: 200 })).toMatchObject({ tier: 2, band: 3 });
    expect(poolOf(2, 900, { all: 400, tier: 100 })).toMatchObject({ tier: 2, band: 0, plan: 4, aim: 25 });
  });

  test('lets the first ones rise, equal ones together, and nobody fall', () => {
    const people = [90, 80, 80, 10, 0].map((xp, i) => ({ person: `p${i}`, xp, tier: i === 0 ? 5 : 1 }));
    const done = finish(people, 5);
    expect(done.map((f) => [f.rank, f.rose, f.next])).toEqual([
      [1, false, 5],
      [2, true, 2],
      [2, true, 2],
      [4, false, 1],
      [5, false, 1],
    ]);
    fc.assert(
      fc.property(fc.array(fc.record({ xp: fc.nat(50), tier: fc.nat(5) }), { maxLength: 30 }), (all) => {
        const ended = finish(
          all.map((p, i) => ({ ...p, person: `p${i}` })),
          5,
        );
        for (const f of ended) expect(f.next === f.tier || f.next === f.tier + 1).toBe(true);
        expect(ended.filter((f) => f.rose).every((f) => f.rank <= risingOf(all.length) && f.xp > 0)).toBe(
          true,
        );
      }),
    );
  });
});
