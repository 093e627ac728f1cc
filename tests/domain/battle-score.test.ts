import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Marked, markOf, streakPay } from '../../server/domain/battle-score.ts';
import { SPEEDS } from '../../server/domain/battle-shape.ts';

const rules = (speed: (typeof SPEEDS)[number], over = {}) => ({
  speed,
  streaks: false,
  clock: true,
  ...over,
});
const mark = (over: Partial<Marked>): number =>
  markOf({
    rules: rules(20),
    limitMs: 15_000,
    factor: 1,
    elapsedMs: 1_000,
    score: 1,
    streakBefore: 0,
    late: false,
    ...over,
  });

const anyMark = fc.record({
  rules: fc.record({ speed: fc.constantFrom(...SPEEDS), streaks: fc.boolean(), clock: fc.boolean() }),
  limitMs: fc.integer({ min: 15_000, max: 60_000 }),
  factor: fc.double({ min: 1, max: 2, noNaN: true }),
  elapsedMs: fc.integer({ min: 0, max: 200_000 }),
  score: fc.double({ min: 0, max: 1, noNaN: true }),
  streakBefore: fc.integer({ min: 0, max: 12 }),
  late: fc.boolean(),
});

describe('the mark of an answer', () => {
  it('is 80 for knowing and 20 for speed, all of it for three seconds', () => {
    expect([0, 3_000, 9_000, 15_000, 90_000].map((elapsedMs) => mark({ elapsedMs }))).toEqual([
      100, 100, 90, 80, 80,
    ]);
    expect(mark({ late: true, elapsedMs: 15_100 })).toBe(80);
    expect(mark({ score: 0 })).toBe(0);
    expect(mark({ score: 0.5, elapsedMs: 15_000 })).toBe(40);
  });

  it('has no speed part at 0, and the sharp ones begin after half a second', () => {
    expect(mark({ rules: rules(0), elapsedMs: 15_000 })).toBe(100);
    expect(mark({ rules: rules(17), elapsedMs: 15_000 })).toBe(83);
    expect([500, 7_750, 15_000].map((elapsedMs) => mark({ rules: rules(50), elapsedMs }))).toEqual([
      100, 75, 50,
    ]);
    expect([500, 7_750, 15_000].map((elapsedMs) => mark({ rules: rules(100), elapsedMs }))).toEqual([
      100, 50, 0,
    ]);
    expect(mark({ rules: rules(100, { clock: false }), elapsedMs: 900_000 })).toBe(100);
  });

  it('costs somebody with a longer personal time nothing', () => {
    fc.assert(
      fc.property(anyMark, (m) => {
        const slow = markOf({ ...m, elapsedMs: m.elapsedMs * m.factor });
        const plain = markOf({ ...m, factor: 1 });
        expect(Math.abs(slow - plain)).toBeLessThanOrEqual(1);
      }),
    );
    expect(mark({ factor: 2, elapsedMs: 18_000 })).toBe(mark({ elapsedMs: 9_000 }));
  });

  it('rises with what was right and falls with time; it stays within 0 and 120', () => {
    fc.assert(
      fc.property(anyMark, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(60_000), (m, better, later) => {
        const points = markOf(m);
        expect(points).toBeGreaterThanOrEqual(0);
        expect(points).toBeLessThanOrEqual(120);
        expect(Number.isInteger(points)).toBe(true);
        expect(markOf({ ...m, score: Math.max(m.score, better) })).toBeGreaterThanOrEqual(points);
        expect(markOf({ ...m, elapsedMs: m.elapsedMs + later })).toBeLessThanOrEqual(points);
        expect(markOf({ ...m, late: true })).toBeLessThanOrEqual(points);
      }),
    );
  });

  it('of a right answer in the standard preset is never less than any wrong one, however fast', () => {
    fc.assert(
      fc.property(anyMark, fc.double({ min: 0, max: 0.79, noNaN: true }), (m, score) => {
        const right = { ...m, rules: rules(20), score: 1, late: true };
        expect(markOf(right)).toBeGreaterThan(markOf({ ...m, rules: rules(20), score, elapsedMs: 0 }));
      }),
    );
  });

  it('pays a run from the third right answer on, +5 each, at most +20, where streaks are on', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 20].map(streakPay)).toEqual([0, 0, 5, 10, 15, 20, 20, 20]);
    const streaks = rules(20, { streaks: true });
    expect(mark({ rules: streaks, streakBefore: 2 })).toBe(105);
    expect(mark({ rules: streaks, streakBefore: 1 })).toBe(100);
    expect(mark({ rules: streaks, streakBefore: 9, score: 0.5 })).toBe(50);
    expect(mark({ rules: rules(20), streakBefore: 9 })).toBe(100);
  });
});
