import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRanking, type Placed, type Ranking } from '../../server/domain/ranking.ts';

/** The same by sorting everybody anew each time. */
const naive = (scores: Map<string, number>) => {
  const all = [...scores].sort((a, b) => b[1] - a[1]);
  const rankOf = (score: number): number => 1 + all.filter(([, s]) => s > score).length;
  return { all, rankOf };
};

const check = (ranking: Ranking, scores: Map<string, number>): void => {
  const { all, rankOf } = naive(scores);
  expect(ranking.size()).toBe(scores.size);
  const listed = ranking.top(scores.size + 5);
  expect(listed.map((p) => p.score)).toEqual(all.map(([, s]) => s));
  expect(new Set(listed.map((p) => p.id))).toEqual(new Set(scores.keys()));
  for (const { id, score, rank } of listed) {
    expect(score).toBe(scores.get(id));
    expect(rank).toBe(rankOf(score));
    expect(ranking.rankOf(id)).toBe(rank);
    expect(ranking.below(id)).toBe(all.filter(([, s]) => s < score).length);
    expect(ranking.scoreOf(id)).toBe(score);
  }
  for (const [i, { id }] of listed.entries())
    if (i % 7 === 0) expect(ranking.near(id, 3)).toEqual(listed.slice(Math.max(0, i - 3), i + 4));
};

const person = fc.integer({ min: 0, max: 60 }).map((n) => `p${n}`);
const score = fc.integer({ min: 0, max: 12 });
const step = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(person, score) },
  { weight: 1, arbitrary: fc.tuple(person, fc.constant(undefined)) },
);

describe('an exact ranking', () => {
  test('is what sorting everybody gives, whatever is put in, moved and taken out', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(person, score)), fc.array(step, { maxLength: 120 }), (first, steps) => {
        const scores = new Map(first);
        const ranking = createRanking(
          first.map(([id]) => id),
          first.map(([, s]) => s),
        );
        check(ranking, scores);
        for (const [id, s] of steps)
          if (s === undefined) {
            ranking.remove(id);
            scores.delete(id);
          } else {
            ranking.set(id, s);
            scores.set(id, s);
          }
        check(ranking, scores);
      }),
      { numRuns: 60 },
    );
  });

  test('stays exact while chunks are split and joined', () => {
    const ranking = createRanking();
    const scores = new Map<string, number>();
    let x = 7;
    const dice = (n: number): number => {
      x = (x * 48_271) % 2_147_483_647;
      return x % n;
    };
    for (let i = 0; i < 6_000; i++) {
      const id = `p${dice(3_000)}`;
      if (i > 4_000 && dice(3) > 0) {
        ranking.remove(id);
        scores.delete(id);
      } else {
        const s = dice(400);
        ranking.set(id, s);
        scores.set(id, s);
      }
    }
    const sorted = [...scores.values()].sort((a, b) => b - a);
    const listed = ranking.top(10_000);
    expect(listed.map((p) => p.score)).toEqual(sorted);
    const first = new Map<number, number>();
    for (const [i, s] of sorted.entries()) if (!first.has(s)) first.set(s, i + 1);
    for (const p of listed) expect(p.rank).toBe(first.get(p.score));
  });

  test('equal people share a place and the next one is left out', () => {
    const ranking = createRanking(['安', '白', '陈', '丁'], [30, 20, 20, 10]);
    const ranks = (list: Placed[]) => list.map((p) => `${p.id}${p.rank}`);
    expect(ranks(ranking.top(4))).toEqual(['安1', '白2', '陈2', '丁4']);
    expect(ranks(ranking.near('丁', 1))).toEqual(['陈2', '丁4']);
  });

  test('knows nothing of somebody who is not in it', () => {
    const ranking = createRanking(['安'], [1]);
    expect([ranking.rankOf('无'), ranking.below('无'), ranking.near('无', 3)]).toEqual([
      undefined,
      undefined,
      [],
    ]);
    ranking.remove('无');
    ranking.remove('安');
    expect([ranking.size(), ranking.top(3)]).toEqual([0, []]);
  });
});
