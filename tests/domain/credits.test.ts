import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  creditKindOf,
  creditsOf,
  creditsView,
  earnedCredits,
  shareOut,
} from '../../server/domain/credits.ts';
import type { Quest, Station } from '../../server/domain/quest.ts';
import { readQuestContent } from '../../server/formats/content.ts';

type Spec = { kind: 'practice' | 'exam' | 'boss' | 'card'; minutes?: number; credits?: Station['credits'] };
const stationOf = ({ kind, minutes = 3, credits }: Spec, id: string): Station => {
  const base = { id, name: { zh: id }, minutes, ...(credits ? { credits } : {}) };
  if (kind === 'card') return { ...base, kind, card: 'c' };
  if (kind === 'boss') return { ...base, kind, boss: { name: { zh: '龙' }, icon: 'dragon' } };
  return { ...base, kind };
};
const questOf = (specs: readonly Spec[], credits?: Quest['credits']): Quest => ({
  id: 'q',
  name: { zh: '任务' },
  days: 7,
  ...(credits ? { credits } : {}),
  islands: [
    {
      id: 'i',
      name: { zh: '岛' },
      about: { zh: '岛' },
      icon: 'hut',
      bank: 'b',
      stations: specs.map((s, i) => stationOf(s, `s-${i}`)),
    },
  ],
});
const pointsOf = (specs: readonly Spec[], credits?: Quest['credits']): number[] => [
  ...creditsOf(questOf(specs, credits)).values(),
];
const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);

describe('the credits of a quest', () => {
  it('are 40 required, 30 elective and 30 practice; an absent kind gives its part to the required', () => {
    expect(pointsOf([{ kind: 'exam' }, { kind: 'practice' }])).toEqual([70, 30]);
    expect(pointsOf([{ kind: 'practice' }, { kind: 'boss' }])).toEqual([50, 50]);
    expect(pointsOf([{ kind: 'exam' }], { required: 0, elective: 50, practice: 50 })).toEqual([100]);
  });

  it('are spread by minutes within a kind, and what rounding leaves goes to the largest remainders', () => {
    expect(
      pointsOf([{ kind: 'card', minutes: 1 }, { kind: 'exam', minutes: 9 }, { kind: 'practice' }]),
    ).toEqual([7, 63, 30]);
    expect(shareOut(10, [1, 1, 1])).toEqual([4, 3, 3]);
    expect(shareOut(10, [5, 3, 1])).toEqual([6, 3, 1]);
    expect(shareOut(7, [0, 0])).toEqual([4, 3]);
  });

  it('are what the trainer set by hand, out of the kind’s part', () => {
    const own = { credits: { kind: 'practice', points: 25 } } as const;
    expect(pointsOf([{ kind: 'exam' }, { kind: 'practice', ...own }, { kind: 'practice' }])).toEqual([
      70, 25, 5,
    ]);
    const elective = { credits: { kind: 'elective', points: 30 } } as const;
    expect(pointsOf([{ kind: 'exam', ...elective }, { kind: 'card' }, { kind: 'practice' }])).toEqual([
      30, 40, 30,
    ]);
    expect(creditKindOf(stationOf({ kind: 'exam', ...elective }, 'x'))).toBe('elective');
  });

  it('set by hand to more than a hundred are brought down in proportion', () => {
    const points = (n: number) => ({ credits: { kind: 'required', points: n } }) as const;
    expect(
      pointsOf([
        { kind: 'exam', ...points(60) },
        { kind: 'card', ...points(60) },
      ]),
    ).toEqual([50, 50]);
  });

  it('always sum to exactly one hundred', () => {
    const kinds = fc.constantFrom('practice', 'exam', 'boss', 'card') as fc.Arbitrary<Spec['kind']>;
    const own = fc.record({
      kind: fc.constantFrom('required', 'elective', 'practice') as fc.Arbitrary<'required'>,
      points: fc.integer({ min: 0, max: 100 }),
    });
    const spec = fc.record(
      { kind: kinds, minutes: fc.double({ min: 0.01, max: 240, noNaN: true }), credits: own },
      { requiredKeys: ['kind', 'minutes'] },
    );
    const shares = fc
      .tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }))
      .map(([a, b]) => [Math.min(a, b), Math.abs(a - b), 100 - Math.max(a, b)] as const)
      .map(([required, elective, practice]) => ({ required, elective, practice }));
    fc.assert(
      fc.property(
        fc.array(spec, { minLength: 1, maxLength: 60 }),
        fc.option(shares, { nil: undefined }),
        (specs, by) => {
          const points = pointsOf(specs, by);
          expect(sum(points)).toBe(100);
          expect(points.every((p) => Number.isInteger(p) && p >= 0)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('of the shipped quest make a hundred, none of its needed stations is worth nothing at all', () => {
    const { quest } = readQuestContent(join(resolve(import.meta.dirname, '../..'), 'content'), 'onboarding');
    const view = creditsView(quest, new Map());
    expect(sum(view.stations.map((s) => s.points))).toBe(100);
    expect(sum(view.kinds.map((k) => k.of))).toBe(100);
    expect(view.earned).toBe(0);
  });
});

describe('the check-list', () => {
  it('tells what is earned, by station and kind', () => {
    const quest = questOf([{ kind: 'exam' }, { kind: 'practice' }, { kind: 'boss', minutes: 6 }]);
    const done = new Map([
      ['s-0', { done: true }],
      ['s-1', { done: true }],
      ['s-2', { done: false }],
    ]);
    const view = creditsView(quest, done);
    expect(view.earned).toBe(80);
    expect(earnedCredits(creditsOf(quest), done)).toBe(80);
    expect(view.kinds).toEqual([
      { kind: 'required', earned: 70, of: 70 },
      { kind: 'elective', earned: 0, of: 0 },
      { kind: 'practice', earned: 10, of: 30 },
    ]);
    expect(view.stations[2]).toEqual({
      station: 's-2',
      island: 'i',
      name: { zh: 's-2' },
      kind: 'practice',
      points: 20,
      done: false,
    });
  });
});
