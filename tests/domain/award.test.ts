import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AwardFacts, placesOf, rankComposite, wilsonLower } from '../../server/domain/award.ts';
import { AwardDefinition, checkAward, overThePast } from '../../server/domain/award-shape.ts';
import { mostImproved } from '../../server/domain/improvement.ts';
import { composite, part } from '../store/award-people.ts';

const ONE = composite({ components: [part('a', 'practice', 100)] });
const facts = (
  values: (number | null)[],
  more: (i: number) => Partial<AwardFacts> = () => ({}),
): AwardFacts[] =>
  values.map((a, i) => ({
    ...{
      person: `p${String(i).padStart(2, '0')}`,
      groups: ['company'],
      answers: 10,
      right: 5,
      values: { a },
    },
    ...more(i),
  }));
const rest = (n: number): number[] => Array.from({ length: n }, () => 0);
const refusal = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing was refused';
};

describe('the weights of an award', () => {
  test('make exactly one hundred percent, or it is refused', () => {
    const weighing = (...weights: number[]) =>
      refusal(() =>
        checkAward(composite({ components: weights.map((w, i) => part(`c${i}`, 'practice', w)) })),
      );
    expect(weighing(70, 30)).toBe('nothing was refused');
    expect(weighing(70, 29)).toBe('award.weights');
    expect(weighing(70, 31)).toBe('award.weights');
    expect(AwardDefinition.safeParse(composite({ components: [part('a', 'exam', 99.5)] })).success).toBe(
      false,
    );
  });
  test('of what was brought in need a name, and every component an id of its own', () => {
    expect(refusal(() => checkAward(composite({ components: [part('a', 'imported', 100)] })))).toBe(
      'award.component',
    );
    const twice = [part('a', 'exam', 50), part('a', 'battle', 50)];
    expect(refusal(() => checkAward(composite({ components: twice })))).toBe('award.component');
  });
});

describe('places', () => {
  test('of equal scores are shared, 1, 2, 2, 4', () => {
    const { lines } = rankComposite(ONE, facts([9, 8, 8, 7, ...rest(6)]));
    expect(lines.slice(0, 4).map((l) => [l.person, l.place, l.tie])).toEqual([
      ['p00', 1, undefined],
      ['p01', 2, 'shared'],
      ['p02', 2, 'shared'],
      ['p03', 4, undefined],
    ]);
    expect(lines.filter((l) => l.won)).toHaveLength(3);
  });
  test('of a single prize go by accuracy, then by earlier reach, then are shared', () => {
    const single = { ...ONE, tie: 'single' as const, take: { kind: 'count' as const, n: 1 } };
    const days = [20261119, 20261118, 20261118, 20261117, 20261117];
    const right = [5, 5, 5, 5, 9];
    const { lines } = rankComposite(
      single,
      facts([8, 8, 8, 8, 8, ...rest(6)], (i) =>
        i < 5 ? { reachedDay: days[i] ?? 0, right: right[i] ?? 0 } : {},
      ),
    );
    expect(lines.slice(0, 5).map((l) => [l.person, l.place, l.tie])).toEqual([
      ['p04', 1, 'accuracy'],
      ['p03', 2, 'reach'],
      ['p01', 3, 'shared'],
      ['p02', 3, 'shared'],
      ['p00', 5, 'reach'],
    ]);
  });
  test('go on without somebody who is excluded, whose figures still compare', () => {
    const people = facts([9, 8, 7, ...rest(7)]);
    const all = rankComposite(ONE, people);
    const without = rankComposite(ONE, people, new Set(['p00']));
    expect(without.lines.slice(0, 2).map((l) => [l.person, l.place])).toEqual([
      ['p01', 1],
      ['p02', 2],
    ]);
    const scoreOf = (r: typeof all, id: string) => r.lines.find((l) => l.person === id)?.score;
    expect(scoreOf(without, 'p01')).toBe(scoreOf(all, 'p01'));
    expect(without.lines.at(-1)).toMatchObject({ person: 'p00', place: 0, won: false });
  });
  test('of the top percent are never more than was said, and at least one', () => {
    expect([25, 10, 9].map((n) => placesOf({ kind: 'percent', n: 10 }, n))).toEqual([2, 1, 1]);
  });
});

describe('a score', () => {
  test('without a value is last, or is left out and its weight shared, as the component says', () => {
    const def = composite({
      components: [part('a', 'exam', 60, { missing: 'zero' }), part('b', 'battle', 40)],
    });
    const people = facts([null, 1, 2, 3, 4, 5, 6, 7, 8, 9]).map((p, i) => ({
      ...p,
      values: { ...p.values, b: i === 1 ? null : i },
    }));
    const { lines } = rankComposite(def, people);
    const [a] = lines.find((l) => l.person === 'p00')?.components ?? [];
    expect(a).toMatchObject({ value: null, percentile: 0, weight: 0.6, product: 0 });
    const one = lines.find((l) => l.person === 'p01')?.components;
    expect(one?.[0]).toMatchObject({ below: 1, equal: 1, n: 10, percentile: 0.15, weight: 1 });
    expect(one?.[1]).toMatchObject({ percentile: null, weight: 0, product: 0 });
  });
  test('compares with the next larger group where the own one has fewer than ten', () => {
    const groups = (i: number) =>
      i < 4 ? ['small', 'big', 'company'] : i < 12 ? ['big', 'company'] : ['company'];
    const people = facts(
      Array.from({ length: 14 }, (_, i) => i),
      (i) => ({ groups: groups(i) }),
    );
    const { lines } = rankComposite(ONE, people);
    const of = (id: string) => lines.find((l) => l.person === id)?.group;
    expect(of('p00')).toEqual({ id: 'big', n: 12, small: { id: 'small', n: 4 } });
    expect(of('p05')).toEqual({ id: 'big', n: 12 });
    expect(of('p13')).toEqual({ id: 'company', n: 14 });
    expect(rankComposite(ONE, people.slice(0, 9)).tooFew).toBe(true);
  });
  test('is a percentile: between 0 and 1, half on average, the same for the same, more for more', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 10, maxLength: 60 }), (values) => {
        const { lines } = rankComposite(ONE, facts(values));
        const mean = lines.reduce((sum, l) => sum + l.score, 0) / lines.length;
        expect(mean).toBeCloseTo(0.5, 9);
        const worth = (l: (typeof lines)[number]): number => l.components[0]?.value ?? 0;
        for (const [i, l] of lines.entries()) {
          const next = lines[i + 1];
          expect(l.score > 0 && l.score < 1).toBe(true);
          if (!next) continue;
          expect(worth(next)).toBeLessThanOrEqual(worth(l));
          expect(next.place === l.place).toBe(worth(next) === worth(l));
        }
      }),
      { numRuns: 60 },
    );
  });
  test('does not move when one count is made huge, but for a mid-rank step', () => {
    const list = fc.uniqueArray(fc.integer({ min: 0, max: 10_000 }), { minLength: 10, maxLength: 60 });
    fc.assert(
      fc.property(list, fc.nat(), (values, pick) => {
        const at = pick % values.length;
        const before = new Map(rankComposite(ONE, facts(values)).lines.map((l) => [l.person, l.score]));
        const after = rankComposite(ONE, facts(values.map((v, i) => (i === at ? 1e9 : v))));
        for (const l of after.lines)
          if (l.person !== `p${String(at).padStart(2, '0')}`)
            expect(Math.abs(l.score - (before.get(l.person) ?? 0))).toBeLessThanOrEqual(
              1 / values.length + 1e-12,
            );
      }),
      { numRuns: 60 },
    );
  });
  test('knows the accuracy as R has it', () => {
    expect(wilsonLower(7, 10)).toBeCloseTo(0.396778, 6);
    expect(wilsonLower(0, 0)).toBe(0);
  });
});

test('a trial looks at as many days that ended yesterday', () => {
  expect(overThePast(composite({ from: 20261201, to: 20261207 }), 20261116)).toMatchObject({
    from: 20261109,
    to: 20261115,
  });
});

test('the most improved are not the strong: who stays at the top is not named, who climbs for certain is', () => {
  const half = (answers: number, right: number) => ({ answers, right });
  const people = Array.from({ length: 12 }, (_, i) => ({
    person: `p${i}`,
    before: half(200, 100 + 4 * i),
    after: half(200, 104 + 4 * i),
  }));
  people[0] = { person: 'climber', before: half(200, 80), after: half(200, 150) };
  people[1] = { person: 'strong', before: half(200, 190), after: half(200, 196) };
  people[2] = { person: 'few', before: half(99, 30), after: half(200, 190) };
  const def = {
    ...{ kind: 'improved' as const, name: { zh: '进步' }, from: 20261117, to: 20261119, answers: 100 },
    ...{ before: { from: 20261101, to: 20261107 }, take: { kind: 'count' as const, n: 3 } },
  };
  const { lines, out } = mostImproved(def, people);
  expect(lines.filter((l) => l.won).map((l) => l.person)).toEqual(['climber']);
  expect(out).toEqual([{ person: 'few', why: 'answers' }]);
  expect(mostImproved(def, people, new Set(['climber'])).lines.some((l) => l.won)).toBe(false);
});
