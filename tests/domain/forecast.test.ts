import { describe, expect, it } from 'vitest';
import {
  type Beginning,
  fitForecast,
  forecastOf,
  type Graduate,
  neededSupport,
} from '../../server/domain/forecast.ts';
import {
  aucOf,
  brierOf,
  brierSkillOf,
  calibrationOf,
  eceOf,
  logLossOf,
} from '../../server/domain/quality.ts';
import { dice } from '../../server/domain/random.ts';
import { fitRidge, sayRidge, scaled, scaleOf, solve } from '../../server/domain/ridge.ts';
import { normalFrom } from './cohort.ts';

// The same forty rows as in Python: weights by scipy.optimize (BFGS, then Nelder-Mead, which agree), AUC by mannwhitneyu.
const x = Array.from({ length: 40 }, (_, i) => [
  (((i * 7) % 11) - 5) / 3,
  (((i * 5) % 13) - 6) / 4,
  (((i * 3) % 7) - 3) / 2,
]);
const y = x.map(([a = 0, b = 0, c = 0], i) => 0.9 * a - 0.6 * b + 0.3 * c + (((i * 17) % 10) - 4.5) / 4 > 0);

describe('the ridge', () => {
  it('finds the weights that scipy finds, with lambda 3 and a free constant', () => {
    const wanted = [0.10639243, 1.19111417, -0.62072104, -0.11948741];
    for (const [i, w] of fitRidge(x, y, 3).entries()) expect(w).toBeCloseTo(wanted[i] ?? 0, 7);
  });

  it('says how good it is as numpy and scipy do', () => {
    const w = fitRidge(x, y, 3);
    const said = x.map((row, i) => ({ p: sayRidge(w, row), ok: y[i] === true }));
    expect(aucOf(said)).toBeCloseTo(0.9223057644, 8);
    expect(brierOf(said)).toBeCloseTo(0.1240971719, 7);
    expect(logLossOf(said)).toBeCloseTo(0.4045239065, 7);
    expect(eceOf(said)).toBeCloseTo(0.1309165752, 7);
    expect(calibrationOf(said).reduce((n, bin) => n + bin.n, 0)).toBe(40);
  });

  it('stands where all are of one kind, and where a column never varies', () => {
    const w = fitRidge([[0], [0], [0]], [true, true, true], 3);
    expect(w.every(Number.isFinite)).toBe(true);
    expect(scaled(scaleOf([[2], [2]]), [2])).toEqual([0]);
  });

  it('solves what can be solved, and says so when it cannot', () => {
    const found = solve(
      [
        [4, 2],
        [2, 3],
      ],
      [2, 5],
    );
    expect(found[0]).toBeCloseTo(-0.5, 12);
    expect(found[1]).toBeCloseTo(2, 12);
    expect(() => solve([[0]], [1])).toThrow('not positive definite');
  });
});

describe('how good a prediction is', () => {
  it('is nothing where only one thing happened', () => {
    const said = [0.2, 0.9].map((p) => ({ p, ok: true }));
    expect(aucOf(said)).toBeUndefined();
    expect(brierSkillOf(said)).toBeUndefined();
  });
  it('is one half for equal predictions', () => {
    expect(aucOf([true, false, true].map((ok) => ({ p: 0.4, ok })))).toBe(0.5);
  });
});

/** Learners whose later score is made of skill and, by `social`, of the help they exchanged. */
const cohort = (n: number, social: number, seed: number, noise = 0.6): Graduate[] => {
  const normal = normalFrom(dice(seed));
  return Array.from({ length: n }, (_, i) => {
    const theta = normal();
    const helped = Math.max(0, Math.round(6 + 4 * normal()));
    const drive = 0.8 * theta + social * (Math.log1p(helped) - 1.9) + noise * normal();
    const beginning: Beginning = {
      ...{
        theta,
        correctRate: 0.6,
        answers: 100,
        activeDays: 2,
        minutes: 60,
        learning: 50,
        game: 20,
        honor: 3,
      },
      social: helped,
    };
    return { person: `p${String(i).padStart(4, '0')}`, beginning, later: 1 / (1 + Math.exp(-drive)) };
  });
};

describe('the forecast', () => {
  it('is published where it says more than skill alone, and names what it saw', () => {
    const model = fitForecast(cohort(400, 1.6, 7));
    expect(model.withheld).toEqual([]);
    expect((model.quality.auc ?? 0) - (model.quality.aucSkill ?? 0)).toBeGreaterThan(0.02);
    const lonely = { ...(cohort(1, 0, 1)[0]?.beginning as Beginning), theta: 0, social: 0 };
    const { p, because } = forecastOf(model, lonely);
    expect(p).toBeGreaterThan(0.5);
    expect(because[0]?.feature).toBe('social');
    expect(because[0]?.adds).toBeGreaterThan(0);
  });

  it('is withheld where skill says it all', () => {
    expect(fitForecast(cohort(400, 0, 8)).withheld).toContain('gain');
  });

  it('is withheld of few people, however well it seems to fit', () => {
    expect(fitForecast(cohort(120, 1.6, 9)).withheld).toEqual(expect.arrayContaining(['people', 'class']));
    expect(fitForecast([]).withheld).toContain('people');
  });

  it('cannot be fooled by noise: nine features and no law', () => {
    const published = Array.from({ length: 20 }, (_, seed) => {
      const normal = normalFrom(dice(seed));
      const random = cohort(400, 0, 100 + seed).map((g) => ({ ...g, later: normal() }));
      return fitForecast(random).withheld.length === 0;
    });
    expect(published.filter(Boolean).length).toBeLessThanOrEqual(2);
  });

  it('is the same for the same people in any order', () => {
    const all = cohort(250, 1.6, 12);
    expect(fitForecast([...all].reverse())).toEqual(fitForecast(all));
  });

  it('takes the lowest third, and never everybody', () => {
    expect(neededSupport([1, 2, 3, 4, 5, 6]).filter(Boolean)).toHaveLength(2);
    expect(neededSupport([5, 5, 5])).toEqual([false, false, false]);
  });
});
