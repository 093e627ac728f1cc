import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Candidate } from '../../server/domain/attempt.ts';
import {
  banksSailed,
  homeOf,
  pickPoint,
  pickReview,
  REVIEW_QUESTIONS,
  type Reviewable,
  roundOf,
  sameChoice,
  whereAsked,
} from '../../server/domain/drill.ts';
import { dice } from '../../server/domain/random.ts';
import { DRILL_COINS_A_DAY, drillCoins, PAID_REPEATS_A_DAY } from '../../server/domain/rewards.ts';
import { content } from '../bots/answers.ts';
import { twoIslands } from '../helpers/quest-builder.ts';

const candidates = (seen: readonly number[]): Candidate[] =>
  seen.map((n, i) => ({
    question: `q${i}`,
    version: 1,
    point: 'p',
    difficulty: 1 + (i % 5),
    seen: n,
    p: 0.95 - 0.03 * i,
  }));

describe('a set of a knowledge point', () => {
  it('plays a point of any size through without asking one twice before all were asked, round by round', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer(), (n, seed) => {
        const random = dice(seed);
        const seen = new Array<number>(n).fill(0);
        let before = 1;
        for (let set = 0; set < 12; set++) {
          const { questions, round } = pickPoint(candidates(seen), 10, random);
          expect(round).toBe(roundOf(seen));
          expect(round).toBeGreaterThanOrEqual(before);
          const ids = questions.map((q) => Number(q.question.slice(1)));
          expect(new Set(ids).size).toBe(Math.min(10, n));
          const waiting = seen.filter((s) => s < round).length;
          expect(ids.filter((i) => (seen[i] ?? 0) < round)).toHaveLength(Math.min(10, waiting));
          for (const i of ids) seen[i] = (seen[i] ?? 0) + 1;
          before = round;
        }
      }),
      { numRuns: 60 },
    );
  });

  it('begins a later round with the questions this learner finds hardest', () => {
    const { questions, round } = pickPoint(candidates(new Array(30).fill(1)), 10, dice(3));
    expect(round).toBe(2);
    expect(questions.map((q) => q.question)).toEqual(Array.from({ length: 10 }, (_, i) => `q${29 - i}`));
  });
});

describe('a review', () => {
  const known = (question: string, dueAt: number, ghost = false): Reviewable => ({
    question,
    version: 1,
    dueAt,
    ghost,
  });
  it('asks what is due, oldest first, and the questions of ghosts that are awake', () => {
    const all = [known('c', 30), known('later', 200), known('a', 10), known('haunted', 150, true)];
    expect(pickReview(all, 100).map((q) => q.question)).toEqual(['a', 'c', 'haunted']);
  });
  it('asks fifteen at most', () => {
    const all = Array.from({ length: 40 }, (_, i) => known(`q${i}`, i));
    const picked = pickReview(all, 100);
    expect(picked).toHaveLength(REVIEW_QUESTIONS);
    expect(picked.at(-1)?.question).toBe('q14');
  });
});

describe('the coins of a drill', () => {
  it.each([
    [0.1, 2],
    [0.59, 2],
    [0.6, 1],
    [0.84, 1],
    [0.85, 0],
    [0.99, 0],
  ])('a right answer expected with %d pays %i', (p, coins) => {
    expect(drillCoins(p, 0, DRILL_COINS_A_DAY)).toBe(coins);
  });
  it('a question is paid five times a day, and never more than is left of the day', () => {
    expect(drillCoins(0.1, PAID_REPEATS_A_DAY - 1, 60)).toBe(2);
    expect(drillCoins(0.1, PAID_REPEATS_A_DAY, 60)).toBe(0);
    expect(drillCoins(0.1, 0, 1)).toBe(1);
    expect(drillCoins(0.1, 0, 0)).toBe(0);
  });
});

describe('the place of a question missed outside the path', () => {
  const quest = twoIslands('t');
  it('is a station that asks its point, else its bank, else the island of the bank, else the first of all', () => {
    expect(homeOf(quest, 'sail', 'values')).toEqual({ island: 't-1', station: 't-1-2' });
    expect(homeOf(quest, 'sail', 'tools')).toEqual({ island: 't-1', station: 't-1-2' });
    expect(homeOf(quest, 'security', 'data')).toEqual({ island: 't-2', station: 't-2-1' });
    expect(homeOf(quest, 'rules', 'leave')).toEqual({ island: 't-2', station: 't-2-2' });
    expect(homeOf(quest, 'team', 'remote')).toEqual({ island: 't-1', station: 't-1-1' });
  });
  it('is on the island of its bank for every point of the content', () => {
    for (const bank of content.banks)
      for (const point of bank.points) {
        const island = content.quest.islands.find(
          (i) => i.id === homeOf(content.quest, bank.id, point.id).island,
        );
        expect(island?.bank).toBe(bank.id);
      }
  });
  it('knows the banks of a quest and where each point is asked first', () => {
    expect(banksSailed(quest)).toEqual(['sail', 'rules', 'security']);
    const at = whereAsked(quest);
    expect(at('sail', 'mission').order).toBeLessThan(at('sail', 'values').order);
    expect(at('security', 'data')).toMatchObject({ island: 't-2' });
  });
});

describe('an open drill', () => {
  it('is the same only for the same purpose, point or station', () => {
    const point = { purpose: 'point', bank: 'a', point: 'b' } as const;
    expect(sameChoice(point, { ...point })).toBe(true);
    expect(sameChoice(point, { ...point, point: 'c' })).toBe(false);
    expect(sameChoice(point, { purpose: 'review' })).toBe(false);
    expect(sameChoice({ purpose: 'review' }, { purpose: 'review' })).toBe(true);
    const warm = { purpose: 'warm-up', station: 's' } as const;
    expect(sameChoice(warm, { ...warm })).toBe(true);
    expect(sameChoice(warm, { ...warm, station: 'x' })).toBe(false);
  });
});
