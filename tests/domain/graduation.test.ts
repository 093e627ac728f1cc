import { describe, expect, it } from 'vitest';
import { criteriaViews, hasGraduated } from '../../server/domain/graduation.ts';
import type { Criterion, Island, Quest, Station } from '../../server/domain/quest.ts';

const station = (id: string, kind: 'practice' | 'exam', more: object = {}): Station =>
  ({ id, kind, name: { zh: id }, minutes: 5, ...more }) as Station;
const island = (id: string, stations: Station[]): Island =>
  ({ id, name: { zh: id }, about: { zh: id }, icon: 'hut', bank: 'b', stations }) as Island;
const questOf = (graduation?: Criterion[]): Quest => ({
  id: 'q',
  name: { zh: '任务' },
  days: 7,
  ...(graduation ? { graduation } : {}),
  islands: [
    island('a', [station('a1', 'practice'), station('a2', 'exam')]),
    island('b', [station('b1', 'practice', { optional: true }), station('b2', 'exam')]),
  ],
});
const reached = (scores: Record<string, number>, coins = 0) => ({
  coins,
  progress: new Map(
    Object.entries(scores).map(([id, best]) => [id, { done: best > 0, best: Math.abs(best) }]),
  ),
});
const has = (criterion: Criterion, scores: Record<string, number>, coins = 0) =>
  criteriaViews(questOf([criterion]), reached(scores, coins))[0];

describe('graduation', () => {
  it('is all islands when the quest says nothing, without the optional stations', () => {
    expect(hasGraduated(questOf(), reached({ a1: 1, a2: 1 }))).toBe(false);
    expect(hasGraduated(questOf(), reached({ a1: 1, a2: 1, b2: 1 }))).toBe(true);
  });

  it('counts islands, credits and coins ever earned', () => {
    expect(has({ kind: 'islands', n: 1 }, { a1: 1, a2: 0.8 })).toMatchObject({ have: 1, met: true });
    expect(has({ kind: 'islands', n: 2 }, { a1: 1, a2: 0.8 })).toMatchObject({ have: 1, met: false });
    expect(has({ kind: 'credits', n: 85 }, { a1: 1, a2: 1, b2: 1 })).toMatchObject({ have: 85, met: true });
    expect(has({ kind: 'credits', n: 86 }, { a1: 1, a2: 1, b2: 1 })).toMatchObject({ have: 85, met: false });
    expect(has({ kind: 'coins', n: 300 }, {}, 299)).toMatchObject({ have: 299, met: false });
    expect(has({ kind: 'coins', n: 300 }, {}, 300)).toMatchObject({ have: 300, met: true });
  });

  it('by exams asks every exam for its share: one that is good but not passed does not count', () => {
    const exams = { kind: 'exams', share: 0.9 } as const;
    expect(has(exams, { a2: 0.9, b2: 0.95 })).toMatchObject({ have: 0.9, met: true });
    expect(has(exams, { a2: 0.8, b2: 1 })).toMatchObject({ have: 0.8, met: false });
    expect(has(exams, { a2: 1 })).toMatchObject({ have: 0, met: false });
    expect(has(exams, { a2: 1, b2: -0.95 })).toMatchObject({ have: 0, met: false });
  });

  it('by exams is reached by nobody in a quest without exams', () => {
    const quest = {
      ...questOf([{ kind: 'exams', share: 0.5 }]),
      islands: [island('a', [station('a1', 'practice')])],
    };
    expect(hasGraduated(quest, reached({ a1: 1 }))).toBe(false);
  });

  it('needs one of its criteria, not all', () => {
    const quest = questOf([
      { kind: 'coins', n: 1000 },
      { kind: 'islands', n: 1 },
    ]);
    expect(criteriaViews(quest, reached({ a1: 1, a2: 1 })).map((c) => c.met)).toEqual([false, true]);
    expect(hasGraduated(quest, reached({ a1: 1, a2: 1 }))).toBe(true);
    expect(hasGraduated(quest, reached({ a1: 1 }, 999))).toBe(false);
  });
});
