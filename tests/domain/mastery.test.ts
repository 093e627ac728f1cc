import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterAnswer,
  bandOf,
  errorOf,
  FRESH_SKILL,
  guessOf,
  levelOf,
  priorOf,
  successOf,
} from '../../server/domain/mastery.ts';
import { aucOf, correlation, rmse, simulate, spread } from './cohort.ts';
import { multiple, short, single, trueFalse } from './questions.ts';

const start = { overall: FRESH_SKILL, point: FRESH_SKILL, item: priorOf(3) };

describe('the chance to be right', () => {
  it('is the guess and the rest of the logistic curve', () => {
    expect(successOf({ ...start, guess: 0 })).toBeCloseTo(0.622459, 6);
    expect(successOf({ ...start, guess: 0.25 })).toBeCloseTo(0.716844, 5);
    const able = { overall: { theta: 1 }, point: { theta: 0.5 }, item: { b: 1.5 }, guess: 0.5 };
    expect(successOf(able)).toBe(0.75);
  });

  it('counts the guess of what can be guessed', () => {
    expect(guessOf(single())).toBe(0.25);
    expect(guessOf(trueFalse(true))).toBe(0.5);
    expect(guessOf(multiple([0], 4))).toBeCloseTo(1 / 15, 10);
    expect(guessOf(short('rope'))).toBe(0);
  });

  it('a harder question by its author begins harder', () => {
    const bs = [1, 2, 3, 4, 5].map((d) => priorOf(d).b);
    expect(bs).toEqual([...bs].sort((a, b) => a - b));
    expect(new Set(bs).size).toBe(5);
  });
});

describe('one answer', () => {
  it('moves the person up and the question down when it is right, and the other way when it is wrong', () => {
    const right = afterAnswer(start, { ok: true, guess: 0 });
    expect(right.p).toBeCloseTo(0.622459, 6);
    expect(right.overall.theta).toBeCloseTo(0.8 * 0.377541, 6);
    expect(right.point?.theta).toBeCloseTo(0.3 * 0.377541, 6);
    expect(right.item.b).toBeCloseTo(-0.5 - 1.5 * 0.377541, 6);
    const wrong = afterAnswer(start, { ok: false, guess: 0 });
    expect(wrong.overall.theta).toBeCloseTo(-0.8 * 0.622459, 6);
    expect(wrong.item.b).toBeCloseTo(-0.5 + 1.5 * 0.622459, 6);
  });

  it('steps get smaller with answers: .8 at first, .4 after twenty, never below .05', () => {
    const stepAfter = (n: number): number => {
      const overall = { ...FRESH_SKILL, n };
      return (
        afterAnswer({ overall, item: { ...priorOf(3), b: 0 } }, { ok: true, guess: 0 }).overall.theta / 0.5
      );
    };
    expect([0, 20, 100_000].map(stepAfter)).toEqual([0.8, 0.4, 0.05]);
  });

  it('a lucky guess teaches less than a right answer that cannot be guessed', () => {
    const hard = { ...start, item: { ...priorOf(5), b: 3 } };
    const typed = afterAnswer(hard, { ok: true, guess: 0 }).overall.theta;
    const chosen = afterAnswer(hard, { ok: true, guess: 0.25 }).overall.theta;
    expect(chosen).toBeLessThan(typed / 3);
  });

  it('keeps counts, the last ten results and the level after ten answers', () => {
    let now: ReturnType<typeof afterAnswer> = { ...start, p: 0 };
    const results = [1, 0, 1, 1, 1, 0, 1, 1, 0, 1, 1, 0];
    const thetas = results.map((r) => {
      now = afterAnswer(now, { ok: r === 1, guess: 0 });
      return now.overall.theta;
    });
    expect(now.overall).toMatchObject({ n: 12, wins: 8, fails: 4, last: '1110110110', initial: thetas[9] });
  });

  it('skill stays a number, and one more right answer never leaves a person lower than a wrong one', () => {
    const history = fc.array(fc.record({ ok: fc.boolean(), guess: fc.constantFrom(0, 0.2, 0.25, 0.5) }), {
      maxLength: 400,
    });
    fc.assert(
      fc.property(history, fc.integer({ min: 1, max: 5 }), (answers, difficulty) => {
        let now: ReturnType<typeof afterAnswer> = { ...start, item: priorOf(difficulty), p: 0 };
        for (const answer of answers) now = afterAnswer(now, answer);
        const [up, down] = [true, false].map((ok) => afterAnswer(now, { ok, guess: 0.25 }));
        const { overall, point, item } = now;
        for (const x of [overall.theta, point?.theta ?? 0, item.b]) {
          expect(Number.isFinite(x)).toBe(true);
          expect(Math.abs(x)).toBeLessThan(30);
        }
        expect(up?.overall.theta).toBeGreaterThanOrEqual(overall.theta);
        expect(down?.overall.theta).toBeLessThanOrEqual(overall.theta);
        expect(up?.item.b).toBeLessThanOrEqual(down?.item.b ?? NaN);
      }),
      { seed: 7, numRuns: 200 },
    );
  });
});

describe('skill and difficulty from the answers of a cohort', () => {
  const cohort = simulate({ people: 400, questions: 200, answers: 100, seed: 1 });
  const thetas = cohort.learners.map((l) => l.theta);
  const bs = cohort.items.map((i) => i.b);

  it('lie where they were made: r over .95 for questions after 200 answers, over .93 for people after 100', () => {
    expect(correlation(bs, cohort.b)).toBeGreaterThan(0.95);
    expect(rmse(bs, cohort.b)).toBeLessThan(0.3);
    expect(correlation(thetas, cohort.theta)).toBeGreaterThan(0.93);
    expect(rmse(thetas, cohort.theta)).toBeLessThan(0.4);
  });

  it('are spread as the truth is: no more than 15 % too wide', () => {
    for (const ratio of [spread(thetas) / spread(cohort.theta), spread(bs) / spread(cohort.b)]) {
      expect(ratio).toBeGreaterThan(0.9);
      expect(ratio).toBeLessThan(1.15);
    }
  });

  it('choosing by chance does not blow the scale up', () => {
    const aimed = simulate({ people: 200, questions: 150, answers: 100, seed: 2 }, (chances, met, random) => {
      if (random() < 0.22) return Math.floor(random() * chances.length);
      let [best, gap] = [0, Infinity];
      for (const [i, p] of chances.entries()) {
        const off = Math.abs(p - 0.8) + (met.has(i) ? 1 : 0);
        if (off < gap) [best, gap] = [i, off];
      }
      return best;
    });
    const ratio = spread(aimed.learners.map((l) => l.theta)) / spread(aimed.theta);
    expect(ratio).toBeGreaterThan(0.9);
    expect(ratio).toBeLessThan(1.2);
  });

  it('the guess is not taken for skill: with four options people still lie where they were made', () => {
    const guessed = simulate({ people: 300, questions: 150, answers: 100, seed: 3, guess: 0.25 });
    const ratio = spread(guessed.learners.map((l) => l.theta)) / spread(guessed.theta);
    expect(
      correlation(
        guessed.learners.map((l) => l.theta),
        guessed.theta,
      ),
    ).toBeGreaterThan(0.88);
    expect(ratio).toBeGreaterThan(0.8);
    expect(ratio).toBeLessThan(1.2);
  });

  it('tell right from wrong nearly as well as the truth could', () => {
    expect(aucOf(cohort.said.slice(cohort.said.length / 2))).toBeGreaterThan(0.75);
  });
});

describe('the band of a skill', () => {
  it('is as wide as theta was uncertain: .62, .45 and .29 after 10, 30 and 100 answers', () => {
    expect([0, 10, 30, 100].map(errorOf).map((x) => Number(x.toFixed(6)))).toEqual([1, 0.62, 0.45, 0.29]);
    expect(errorOf(55)).toBeLessThan(0.45);
    expect(errorOf(1_000)).toBeLessThan(0.11);
  });

  it('holds the estimate, narrows with answers and stays inside 0 and 1', () => {
    const at = (n: number) => bandOf({ theta: 0.4, n: 200 }, { theta: 0.3, n });
    // sigma(1.2), and 1.2 -+ 1.96 x .62
    expect(at(10).p).toBeCloseTo(0.768525, 6);
    expect(at(10).low).toBeCloseTo(0.496207, 4);
    expect(at(10).high).toBeCloseTo(0.917946, 4);
    expect(at(100).high - at(100).low).toBeLessThan(at(10).high - at(10).low);
    const far = bandOf({ theta: 9, n: 0 });
    expect(far.high).toBeLessThanOrEqual(1);
  });
});

describe('the level at a knowledge point', () => {
  const level = (n: number, last: string, p: number) => levelOf({ n, last }, p);
  it('is mastered with P of .8 over five answers and three right in a row, or three of the last four', () => {
    expect(level(5, '00111', 0.8)).toBe('mastered');
    expect(level(5, '01101', 0.8)).toBe('mastered');
    expect(level(5, '11110', 0.9)).toBe('mastered');
    expect(level(4, '1111', 0.9)).toBe('growing');
    expect(level(5, '11111', 0.79)).toBe('growing');
    expect(level(9, '11100', 0.9)).toBe('growing');
  });
  it('is unseen without answers, learning below .6 or with fewer than three', () => {
    expect(level(0, '', 0.9)).toBe('unseen');
    expect(level(2, '11', 0.9)).toBe('learning');
    expect(level(3, '110', 0.59)).toBe('learning');
    expect(level(3, '110', 0.6)).toBe('growing');
  });
});
