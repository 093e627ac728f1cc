import { describe, expect, it } from 'vitest';
import { dice } from '../../server/domain/random.ts';
import { fitItems, type Responses } from '../../server/domain/rasch.ts';

/** Bock and Lieberman 1970: how many of 1,000 gave each pattern of five answers, 00000 to 11111. */
const LSAT6 = [
  3, 6, 2, 11, 1, 1, 3, 4, 1, 8, 0, 16, 0, 3, 2, 15, 10, 29, 14, 81, 3, 28, 15, 80, 16, 56, 21, 173, 11, 61,
  28, 298,
];
const LSAT7 = [
  12, 19, 1, 7, 3, 19, 3, 17, 10, 5, 3, 7, 7, 23, 8, 28, 7, 39, 11, 34, 14, 51, 15, 90, 6, 25, 7, 35, 18, 136,
  32, 308,
];
const patterns = (counts: number[]): Responses => ({
  items: 5,
  start: Int32Array.from({ length: 33 }, (_, u) => u * 5),
  item: Int32Array.from({ length: 160 }, (_, k) => k % 5),
  right: Uint8Array.from({ length: 160 }, (_, k) => (Math.floor(k / 5) >> (4 - (k % 5))) & 1),
  weight: Float64Array.from(counts),
});

const near = (got: ArrayLike<number>, wanted: number[]): void => {
  expect(got.length).toBe(wanted.length);
  for (const [i, value] of wanted.entries()) expect(Math.abs((got[i] ?? NaN) - value)).toBeLessThan(0.01);
};

describe('calibration', () => {
  it('Rasch on LSAT-6 gives what the R package mirt gives', () => {
    const fit = fitItems(patterns(LSAT6), { tolerance: 1e-5 });
    near(
      fit.b.map((b) => -b),
      [2.73, 0.999, 0.24, 1.306, 2.099],
    );
    expect(Math.abs(fit.sd ** 2 - 0.57)).toBeLessThan(0.01);
  });

  it('2PL on LSAT-7 gives what the R package mirt gives', () => {
    const fit = fitItems(patterns(LSAT7), { slopes: true, tolerance: 1e-5 });
    near(fit.a, [0.988, 1.081, 1.706, 0.765, 0.736]);
  });

  /** People who answer half of the items, drawn by dice; item i has b from -2 to 2 and a guess of 1/4 for every second one. */
  const cohort = (people: number, items: number, seed: number, slope = (_: number) => 1) => {
    const random = dice(seed);
    const normal = (): number =>
      Math.sqrt(-2 * Math.log(random() || 1e-12)) * Math.cos(2 * Math.PI * random());
    const b = Float64Array.from({ length: items }, (_, i) => -2 + (4 * i) / (items - 1));
    const guess = Float64Array.from({ length: items }, (_, i) => (i % 2 === 0 ? 0.25 : 0));
    const [start, item, right, theta] = [[0], [] as number[], [] as number[], [] as number[]];
    for (let u = 0; u < people; u++) {
      theta.push(normal());
      for (let i = 0; i < items; i++) {
        if (random() < 0.5) continue;
        const c = guess[i] ?? 0;
        const p = c + (1 - c) / (1 + Math.exp(-slope(i) * ((theta[u] ?? 0) - (b[i] ?? 0))));
        item.push(i);
        right.push(random() < p ? 1 : 0);
      }
      start.push(item.length);
    }
    const data = { items, start: Int32Array.from(start), item: Int32Array.from(item), guess };
    return { data: { ...data, right: Uint8Array.from(right) }, b, theta };
  };

  it('finds the difficulty it was made with when everybody met other questions and some can be guessed', () => {
    const { data, b } = cohort(2_000, 30, 3);
    const fit = fitItems(data);
    const gaps = fit.b.map((x, i) => x - (b[i] ?? 0));
    expect(Math.sqrt(gaps.reduce((sum, g) => sum + g * g, 0) / 30)).toBeLessThan(0.12);
    expect(fit.sd).toBeGreaterThan(0.9);
    expect(fit.sd).toBeLessThan(1.1);
  });

  it('tells its own error: nineteen of twenty difficulties lie within two standard errors', () => {
    let [inside, all] = [0, 0];
    for (let seed = 1; seed <= 8; seed++) {
      const { data, b } = cohort(600, 25, seed);
      const fit = fitItems(data);
      for (let i = 0; i < 25; i++) {
        all += 1;
        if (Math.abs((fit.b[i] ?? 0) - (b[i] ?? 0)) < 2 * (fit.se[i] ?? 0)) inside += 1;
      }
    }
    expect(inside / all).toBeGreaterThan(0.88);
    expect(inside / all).toBeLessThan(0.99);
  });

  it('2PL tells the question that does not separate from those that do', () => {
    const { data } = cohort(2_000, 12, 5, (i) => (i === 6 ? 0.2 : 1.2));
    const { a } = fitItems(data, { slopes: true });
    expect([...a].indexOf(Math.min(...a))).toBe(6);
  });
});
