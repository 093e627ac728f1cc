import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterReview,
  gradeOf,
  isDue,
  logTime,
  type Memory,
  NO_PACE,
  paceOf,
  type Review,
  retrievabilityOf,
} from '../../server/domain/memory.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 16, 1);
const plain: Review = {
  ok: true,
  hinted: false,
  changed: false,
  slow: false,
  fast: false,
  run: 0,
  trueFalse: false,
};
const [AGAIN, HARD, GOOD, EASY] = [1, 2, 3, 4];

/** Looks after the given numbers of days; gives the memory after each. */
const looks = (...history: [days: number, ok: boolean][]): Memory[] => {
  const out: Memory[] = [];
  let now = NOW;
  for (const [days, ok] of history) {
    now += days * DAY;
    out.push(afterReview(out.at(-1), { ...plain, ok, run: out.at(-1)?.run ?? 0 }, now, 7));
  }
  return out;
};

describe('the memory of a question', () => {
  it('follows the seven looks of the package itself: right on days 0, 0, 2, 13, a lapse, right twice', () => {
    const seen = looks([0, true], [0, true], [2, true], [11, true], [46, false], [0, true], [3, true]);
    expect(seen.map((m) => Number(m.stability.toFixed(3)))).toEqual([
      2.307, 2.307, 10.971, 46.317, 2.934, 2.934, 7.799,
    ]);
    expect(seen.map((m) => m.lapses)).toEqual([0, 0, 0, 0, 1, 1, 1]);
    expect(seen.map((m) => m.run)).toEqual([1, 2, 3, 4, 0, 1, 2]);
    expect(seen.at(-1)).toMatchObject({ reps: 7, state: 2 });
  });

  it('is nine in ten when its stability has passed, and falls from one', () => {
    const [m] = looks([0, true]) as [Memory];
    expect(retrievabilityOf(m, NOW)).toBe(1);
    expect(retrievabilityOf(m, NOW + m.stability * DAY)).toBeCloseTo(0.9, 3);
    expect(retrievabilityOf(m, NOW + 60 * DAY)).toBeLessThan(0.7);
    expect(isDue(m, m.dueAt - 1)).toBe(false);
    expect(isDue(m, m.dueAt)).toBe(true);
  });

  it('grows nothing when it is asked again within minutes', () => {
    const [first, second] = looks([0, true], [0.002, true]) as [Memory, Memory];
    expect(second.stability / first.stability).toBeLessThan(1.01);
  });

  it('comes back within a year, on a day that person and question decide', () => {
    const long = looks([0, true], [2, true], [11, true], [46, true], [190, true], [365, true]);
    const last = long.at(-1);
    expect(last?.stability).toBeGreaterThan(600);
    expect(((last?.dueAt ?? 0) - (last?.lastAt ?? 0)) / DAY).toBeLessThanOrEqual(365);
    const [m] = looks([0, true]) as [Memory];
    const then = NOW + 11 * DAY;
    const dueOf = (seed: number): number => afterReview(m, { ...plain, run: 1 }, then, seed).dueAt;
    expect(dueOf(5)).toBe(dueOf(5));
    expect(new Set([1, 2, 3, 4, 5, 6, 7, 8].map(dueOf)).size).toBeGreaterThan(2);
  });

  it('a right look never leaves less than a wrong one, whatever came before', () => {
    const history = fc.array(fc.tuple(fc.integer({ min: 0, max: 200 }), fc.boolean()), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(history, fc.integer({ min: 0, max: 300 }), (past, days) => {
        const last = looks(...past).at(-1) as Memory;
        const then = last.lastAt + days * DAY;
        const [right, wrong] = [true, false].map((ok) =>
          afterReview(last, { ...plain, ok, run: 1 }, then, 7),
        );
        expect(right?.stability).toBeGreaterThanOrEqual(wrong?.stability ?? NaN);
        expect(right?.dueAt).toBeGreaterThan(then);
        expect(wrong?.dueAt).toBeGreaterThan(then);
        expect(Number.isFinite(right?.stability)).toBe(true);
      }),
      { seed: 3, numRuns: 200 },
    );
  });
});

describe('the grade of a look', () => {
  const grade = (more: Partial<Review>) => gradeOf({ ...plain, ...more });
  it('is Good when right and Again when wrong, without more evidence', () => {
    expect(grade({})).toBe(GOOD);
    expect(grade({ ok: false, hinted: true, fast: true, run: 5 })).toBe(AGAIN);
  });
  it('is Hard with a hint, a changed answer or a long time', () => {
    for (const more of [{ hinted: true }, { changed: true }, { slow: true }]) expect(grade(more)).toBe(HARD);
    expect(grade({ hinted: true, fast: true, run: 5 })).toBe(HARD);
  });
  it('is Easy only from the third right answer in a row, and fast', () => {
    expect([0, 1, 2, 3].map((run) => grade({ fast: true, run }))).toEqual([GOOD, GOOD, EASY, EASY]);
    expect(grade({ run: 5 })).toBe(GOOD);
  });
  it('of true or false is Good only from the second in a row', () => {
    expect([0, 1].map((run) => grade({ trueFalse: true, run }))).toEqual([HARD, GOOD]);
  });
});

describe('the pace of an answer', () => {
  const pace = [4, 5, 6, 7, 8, 9, 10, 12, 14, 20].reduce((p, s) => {
    const x = logTime(s * 1_000);
    return { n: p.n + 1, sum: p.sum + x, squares: p.squares + x * x };
  }, NO_PACE);
  it('is slow above 1.5 and fast below -1 standard deviations of ln(ms)', () => {
    // mean of ln 9.0510, sd .4879 by hand: fast under 5.235 s, slow over 17.726 s
    expect(paceOf(pace, 17_800)).toEqual({ slow: true, fast: false });
    expect(paceOf(pace, 17_600)).toEqual({ slow: false, fast: false });
    expect(paceOf(pace, 5_300)).toEqual({ slow: false, fast: false });
    expect(paceOf(pace, 5_200)).toEqual({ slow: false, fast: true });
  });
  it('says nothing before ten times are known, or when all are alike', () => {
    expect(paceOf({ ...pace, n: 9 }, 60_000)).toEqual({ slow: false, fast: false });
    const x = logTime(5_000);
    expect(paceOf({ n: 20, sum: 20 * x, squares: 20 * x * x }, 60_000)).toEqual({ slow: false, fast: false });
  });
});
