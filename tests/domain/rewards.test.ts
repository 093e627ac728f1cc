import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_PAID, Station } from '../../server/domain/quest.ts';
import { mostCoins, payOf } from '../../server/domain/quest-station.ts';
import { practiceCoins, starsOf, tierOf, tierRank } from '../../server/domain/rewards.ts';

const first = { done: false, tier: 0 };

describe('coins of a practice', () => {
  it.each([
    [8, 8, 64],
    [7, 7, 51],
    [7, 5, 51],
    [5, 3, 33],
    [4, 2, 20],
    [0, 0, 0],
  ])('%i right with a best run of %i pay %i the first time', (right, run, coins) => {
    expect(practiceCoins(right, tierOf(run), first)).toBe(coins);
  });

  it('a replay pays one coin a right answer, and what a better chest adds', () => {
    expect(practiceCoins(8, 'gold', { done: true, tier: tierRank('gold') })).toBe(8);
    expect(practiceCoins(8, 'gold', { done: true, tier: tierRank('wood') })).toBe(8 + 24);
    expect(practiceCoins(6, 'silver', { done: true, tier: tierRank('bronze') })).toBe(6 + 8);
    expect(practiceCoins(6, 'wood', { done: true, tier: tierRank('gold') })).toBe(6);
  });

  it('chests upgraded one by one never pay more than the gold chest at once', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 1 }), (runs) => {
        let tier = 0;
        let chests = 0;
        runs.forEach((run, i) => {
          const got = tierOf(run);
          const before = { done: i > 0, tier };
          chests += practiceCoins(8, got, before) - (i > 0 ? 8 : 40);
          tier = Math.max(tier, tierRank(got));
        });
        expect(chests).toBeLessThanOrEqual(24);
        expect(chests).toBe([0, 8, 16, 24][tier]);
      }),
    );
  });

  it('the chest is wood, bronze from three in a row, silver from five, gold at eight', () => {
    expect([0, 2, 3, 4, 5, 7, 8].map(tierOf)).toEqual([
      'wood',
      'wood',
      'bronze',
      'bronze',
      'silver',
      'silver',
      'gold',
    ]);
  });
});

const base = { id: 's', name: { zh: '站' }, minutes: 3 };
const boss = { name: { zh: '龙' }, icon: 'dragon' };
const card: Station = { ...base, kind: 'card', card: 'c' };
const practice: Station = { ...base, kind: 'practice' };
const exam: Station = { ...base, kind: 'exam' };
const fight: Station = { ...base, kind: 'boss', boss };

describe('what a station says it can still pay', () => {
  it('64 for a fresh practice, 120 for an exam, 80 for a boss, 10 for a card', () => {
    expect(mostCoins(practice, first)).toBe(64);
    expect(mostCoins(exam, first)).toBe(120);
    expect(mostCoins(fight, first)).toBe(80);
    expect(mostCoins(card, first)).toBe(10);
  });

  it('little or nothing once it is done', () => {
    const done = { done: true, tier: 3 };
    expect(mostCoins(practice, done)).toBe(8);
    expect(mostCoins(exam, done)).toBe(0);
    expect(mostCoins(fight, done)).toBe(10);
    expect(mostCoins(card, done)).toBe(0);
  });

  it('what its trainer says, at most twice the usual', () => {
    expect(mostCoins({ ...card, coins: 20 }, first)).toBe(20);
    expect(mostCoins({ ...exam, coins: 0 }, first)).toBe(20);
    expect(mostCoins({ ...practice, coins: 10 }, first)).toBe(80 + 24);
    for (const s of [card, practice, exam, fight]) {
      expect(Station.safeParse({ ...s, coins: MOST_PAID[s.kind] }).success).toBe(true);
      expect(Station.safeParse({ ...s, coins: MOST_PAID[s.kind] + 1 }).success).toBe(false);
    }
  });

  it('its share of a full one when it is shorter, so that a boss of three is no purse', () => {
    expect(payOf({ ...fight, hp: 3 })).toEqual({ first: 24, excellent: 0, again: 3 });
    expect(payOf({ ...fight, hp: 30 })).toEqual({ first: 80, excellent: 0, again: 10 });
    expect(payOf({ ...exam, questions: 5 })).toEqual({ first: 50, excellent: 10, again: 0 });
    expect(payOf({ ...exam, questions: 50 })).toEqual({ first: 100, excellent: 20, again: 0 });
    expect(mostCoins({ ...practice, questions: 3 }, first)).toBe(15 + 8);
  });
});

describe('stars', () => {
  it('of a practice: one, two from 70 %, three from 95 % of first tries', () => {
    expect([0, 5 / 8, 0.7, 7 / 8, 0.95, 1].map((s) => starsOf('practice', s))).toEqual([1, 1, 2, 2, 3, 3]);
  });
  it('of an exam: one for a pass, two from 90 %, three from 95 %', () => {
    expect([0.8, 0.9, 1].map((s) => starsOf('exam', s))).toEqual([1, 2, 3]);
  });
});
