import { describe, expect, it } from 'vitest';
import type { Candidate } from '../../server/domain/attempt.ts';
import { afterAnswer, FRESH_SKILL, type ItemLevel, successOf } from '../../server/domain/mastery.ts';
import { dice } from '../../server/domain/random.ts';
import { ANCHOR_SHARE, pickAdaptive, scoreOf } from '../../server/domain/select.ts';
import { normalFrom } from './cohort.ts';

const candidate = (i: number, more: Partial<Candidate> = {}): Candidate => ({
  ...{ question: `q-${i}`, version: 1, point: 'p', difficulty: 3, seen: 0, p: 0.8 },
  ...more,
});
const bank = (n: number, of: (i: number) => Partial<Candidate> = () => ({})): Candidate[] =>
  Array.from({ length: n }, (_, i) => candidate(i, of(i)));
/** How often each question was drawn in practices of eight. */
const counted = (candidates: Candidate[], times: number): Map<string, number> => {
  const counts = new Map<string, number>();
  for (let seed = 1; seed <= times; seed++)
    for (const { question } of pickAdaptive(candidates, 8, dice(seed)))
      counts.set(question, (counts.get(question) ?? 0) + 1);
  return counts;
};
const shareOf = (counts: Map<string, number>, from: number, to: number): number => {
  let [inside, all] = [0, 0];
  for (const [question, n] of counts) {
    const i = Number(question.slice(2));
    all += n;
    if (i >= from && i < to) inside += n;
  }
  return inside / all;
};

/** Twenty practices of a learner whose skill the engine has to find; the share of right answers after the first five. */
const shareRight = (ability: number, random: () => number): number => {
  const normal = normalFrom(random);
  const truth = Array.from({ length: 1_000 }, () => -0.3 + 1.3 * normal());
  const items: ItemLevel[] = truth.map((b) => ({ b, n: 100, wins: 0, fails: 0 }));
  const seen = truth.map(() => 0);
  let overall = FRESH_SKILL;
  let [right, all] = [0, 0];
  for (let practice = 0; practice < 20; practice++) {
    const chance = (item: ItemLevel | undefined) =>
      successOf({ overall, item: item ?? { b: 0 }, guess: 0.25 });
    const candidates = bank(1_000, (i) => ({ seen: seen[i] ?? 0, p: chance(items[i]) }));
    for (const { question } of pickAdaptive(candidates, 8, random)) {
      const i = Number(question.slice(2));
      const ok = random() < 0.25 + 0.75 / (1 + Math.exp((truth[i] ?? 0) - ability));
      const item = items[i] ?? { b: 0, n: 0, wins: 0, fails: 0 };
      overall = afterAnswer({ overall, item }, { ok, guess: 0.25 }).overall;
      seen[i] = (seen[i] ?? 0) + 1;
      if (practice < 5) continue;
      all += 1;
      right += ok ? 1 : 0;
    }
  }
  return right / all;
};

describe('practice chooses', () => {
  it('as many as asked for or as there are, each once, the same for the same dice', () => {
    for (const n of [0, 1, 5, 8, 40]) {
      const picked = pickAdaptive(bank(n), 8, dice(3));
      expect(picked).toHaveLength(Math.min(8, n));
      expect(new Set(picked.map((r) => r.question)).size).toBe(picked.length);
      expect(picked).toEqual(pickAdaptive(bank(n), 8, dice(3)));
    }
    expect(pickAdaptive([{ ...candidate(1), version: 4 }], 8, dice(1))).toEqual([
      { question: 'q-1', version: 4 },
    ]);
  });

  it('from easy to hard for this person', () => {
    const candidates = bank(8, (i) => ({ p: 0.5 + (i % 8) * 0.05 }));
    const ps = pickAdaptive(candidates, 8, dice(2)).map(
      (r) => candidates.find((c) => c.question === r.question)?.p ?? 0,
    );
    expect(ps).toEqual([...ps].sort((a, b) => b - a));
  });

  it('new before seen where both are of the right difficulty', () => {
    const counts = counted(
      bank(40, (i) => ({ seen: i < 20 ? 0 : 1 })),
      500,
    );
    expect(shareOf(counts, 0, 20)).toBe(1);
  });

  it('new ones of any difficulty as anchors: about one in five by dice alone', () => {
    const counts = counted(
      bank(40, (i) => ({ p: i < 20 ? 0.8 : 0.45 })),
      500,
    );
    // 22 % by dice, of which at first a half and then more than a half lie far from the aim.
    expect(shareOf(counts, 20, 40)).toBeGreaterThan(ANCHOR_SHARE / 2);
    expect(shareOf(counts, 20, 40)).toBeLessThan(ANCHOR_SHARE);
  });

  it('what is due before what is remembered, and what was paid today last', () => {
    expect(scoreOf(candidate(1, { seen: 3, due: true }))).toBeGreaterThan(scoreOf(candidate(2)));
    expect(scoreOf(candidate(1))).toBeGreaterThan(scoreOf(candidate(2, { seen: 1 })));
    expect(scoreOf(candidate(1, { seen: 1 }))).toBeGreaterThan(
      scoreOf(candidate(2, { seen: 1, paidToday: 1 })),
    );
  });

  it('reviews for half of a practice at most, while there are new questions', () => {
    const mixed = bank(40, (i) => (i < 12 ? { seen: 1, due: true } : {}));
    for (let seed = 1; seed <= 50; seed++) {
      const due = pickAdaptive(mixed, 8, dice(seed)).filter((r) => Number(r.question.slice(2)) < 12).length;
      expect(due).toBeLessThanOrEqual(4);
    }
    expect(shareOf(counted(mixed, 500), 0, 12)).toBeGreaterThan(0.4);
    const only = bank(10, () => ({ seen: 2, due: true }));
    expect(pickAdaptive(only, 8, dice(1))).toHaveLength(8);
  });

  it('a new question that is hard before a remembered one of the right difficulty: all is met in the end', () => {
    expect(scoreOf(candidate(1, { p: 0.55 }))).toBeGreaterThan(scoreOf(candidate(2, { seen: 2 })));
    expect(scoreOf(candidate(1, { p: 0.3 }))).toBeLessThan(scoreOf(candidate(2, { seen: 2 })));
  });

  it('for everybody something else: no question takes a tenth of the askings of a thousand newcomers', () => {
    // The nearest of a hundred to the aim would be an eighth without the draw from the best five.
    const counts = counted(
      bank(100, (i) => ({ p: 0.3 + i * 0.006 })),
      1_000,
    );
    expect(Math.max(...counts.values()) / 8_000).toBeLessThan(0.1);
    expect(counts.size).toBe(100);
    expect(Math.max(...counted(bank(100), 1_000).values()) / 8_000).toBeLessThan(0.02);
  });

  it.each([
    ['weak', -1],
    ['average', 0],
    ['strong', 1],
  ])(
    'a %s learner is right 70 to 85 times in a hundred while there are new questions of the right difficulty',
    (_, ability) => {
      const shares = [1, 2, 3, 4, 5].map((seed) => shareRight(ability, dice(seed)));
      const share = shares.reduce((sum, x) => sum + x, 0) / shares.length;
      expect(share, String(share)).toBeGreaterThan(0.7);
      expect(share).toBeLessThan(0.85);
    },
  );
});
