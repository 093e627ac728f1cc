import { describe, expect, test } from 'vitest';
import { type Kpi, openMark, osmState, pairedChange, roiOf } from '../../server/domain/effect.ts';
import { kpiChange, readKpiRows, studentT } from '../../server/domain/effect-kpi.ts';

const kpi = (design: Kpi['design'], values: [string, number, number][], more: Partial<Kpi> = {}): Kpi => ({
  ...{ id: 'k', name: '投诉率', design, better: 'down', unit: '%', start: 202_603 },
  values: values.map(([group, period, value]) => ({ group, period, value })),
  ...more,
});
const OURS: [string, number, number][] = [
  ['participants', 202_601, 10],
  ['participants', 202_602, 12],
  ['participants', 202_603, 20],
  ['participants', 202_604, 22],
];
const THEIRS: [string, number, number][] = [
  ['comparison', 202_601, 10],
  ['comparison', 202_602, 11],
  ['comparison', 202_603, 12],
  ['comparison', 202_604, 13],
];

describe('a figure of the business', () => {
  test('before and after is a difference of means with Welch’s interval', () => {
    // R: t.test(c(20, 22), c(10, 12)) gives 10, df 2, -> 10 +- 4.302653 * sqrt(2)
    const half = 4.302652729911275 * Math.SQRT2;
    expect(kpiChange(kpi('before-after', [...OURS, ...THEIRS]))).toEqual({
      ...{ value: 10, n: 4, low: expect.closeTo(10 - half, 9), high: expect.closeTo(10 + half, 9) },
    });
  });

  test('a comparison group takes its own change away', () => {
    // (21 - 11) - (12.5 - 10.5) = 8; variances 2 2 .5 .5 over 2 each -> SE sqrt(2.5), df 2.94 -> 2
    const half = 4.302652729911275 * Math.sqrt(2.5);
    expect(kpiChange(kpi('comparison', [...OURS, ...THEIRS]))).toEqual({
      ...{ value: 8, n: 8, low: expect.closeTo(8 - half, 9), high: expect.closeTo(8 + half, 9) },
    });
    expect(kpiChange(kpi('comparison', OURS))).toBeUndefined();
  });

  test('a staggered start compares each group with those that have not started', () => {
    const values: [string, number, number][] = [
      ...([1, 2, 3, 4].map((m) => ['a', 202_600 + m, m >= 2 ? 15 : 10]) as [string, number, number][]),
      ...([1, 2, 3, 4].map((m) => ['b', 202_600 + m, m >= 3 ? 18 : 11]) as [string, number, number][]),
      ...([1, 2, 3, 4].map((m) => ['c', 202_600 + m, 12]) as [string, number, number][]),
    ];
    const starts = { a: 202_602, b: 202_603, c: 202_612 };
    // a: (15 - 10) - (11.5 - 11.5) = 5; b: (18 - 11) - (12 - 12) = 7; c starts last and has nobody to compare with
    const half = 12.706204736432095 * Math.sqrt(2 / 2);
    expect(kpiChange(kpi('staggered', values, { starts }))).toEqual({
      ...{ value: 6, n: 2, low: expect.closeTo(6 - half, 9), high: expect.closeTo(6 + half, 9) },
    });
  });

  test('one value on a side has no interval', () => {
    expect(kpiChange(kpi('before-after', OURS.slice(1, 3)))).toEqual({
      value: 8,
      low: null,
      high: null,
      n: 2,
    });
  });

  test('Student’s t is the one of the tables', () => {
    expect([1, 2, 3, 5, 10, 30].map((df) => Math.round(100 * studentT(df)) / 100)).toEqual([
      12.71, 4.3, 3.16, 2.57, 2.23, 2.04,
    ]);
  });
});

test('pasted lines are read with their headings, groups, months and per cents; the rest is told', () => {
  const read = readKpiRows([
    ['指标', '组', '期间', '数值'],
    ['投诉率', '参训组', '2026-03', '4.5%'],
    ['投诉率', '对照组', '2026年4月', '1,200'],
    ['投诉率', '华北', '20260301', '-3'],
    ['投诉率', '参训组', 'March', '4'],
    ['投诉率', '参训组', '202603', 'viel'],
    ['', '参训组', '202603', '1'],
    ['', '', '', ''],
  ]);
  expect(read.lines.map(({ group, period, value }) => [group, period, value])).toEqual([
    ['participants', 202_603, 0.045],
    ['comparison', 202_604, 1200],
    ['华北', 20_260_301, -3],
  ]);
  expect(read.refused.map(({ line, why }) => [line, why])).toEqual([
    [5, 'period'],
    [6, 'number'],
    [7, 'cells'],
  ]);
});

test('ROI counts what is the programme’s and certain', () => {
  const benefit = { name: '少返工', amount: 100_000, isolation: 0.5, confidence: 0.8, source: '' };
  const cost = { name: '讲师', amount: 20_000, source: '' };
  expect(roiOf({ currency: 'CNY', benefits: [benefit], costs: [cost] })).toEqual({
    benefit: 40_000,
    cost: 20_000,
    roi: 1,
  });
  expect(roiOf({ currency: 'CNY', benefits: [benefit], costs: [] }).roi).toBeNull();
});

test('a target is green, amber or red by its direction, and grey without data', () => {
  const up = { target: { value: 0.9, amber: 0.6, better: 'up' as const } };
  expect([0.95, 0.9, 0.7, 0.2, null].map((v) => osmState(v, up))).toEqual([
    'green',
    'green',
    'amber',
    'red',
    'none',
  ]);
  const down = { target: { value: 2, amber: 4, better: 'down' as const } };
  expect([1, 2, 3, 5].map((v) => osmState(v, down))).toEqual(['green', 'green', 'amber', 'red']);
});

test('a check of behaviour is open from its day to the next', () => {
  const day = 86_400_000;
  expect([0, 29, 30, 59, 60, 90, 119, 120].map((d) => openMark(0, d * day))).toEqual([
    ...[undefined, undefined, 30, 30, 60, 90, 90, undefined],
  ]);
});

test('paired change has the mean, its standard error and the effect size', () => {
  const change = pairedChange([1, 2, 3, 4]);
  expect(change?.mean).toBe(2.5);
  expect(change?.se).toBeCloseTo(1.2909944487 / 2, 9);
  expect(change?.d).toBeCloseTo(2.5 / 1.2909944487, 8);
  expect(pairedChange([1])).toBeUndefined();
});
