import { describe, expect, it } from 'vitest';
import { calibrate, effortOf, FEWEST_FIRST } from '../../server/domain/calibration.ts';
import { dice } from '../../server/domain/random.ts';
import type { AnswerLog } from '../../server/domain/replay.ts';
import { normalFrom } from './cohort.ts';

type Plan = { people: number; items: number; share?: number; inUse?: (b: number, i: number) => number };
/** Everybody answers a share of the questions, some twice; the last `hasty` people click blindly within half a second. */
const logOf = (
  { people, items, share = 0.8, inUse = (b) => b }: Plan,
  seed: number,
  hasty = 0,
): AnswerLog => {
  const random = dice(seed);
  const normal = normalFrom(random);
  const truth = Array.from({ length: items }, (_, i) => -1.5 + (3 * i) / (items - 1));
  const questions = truth.map((b, index) => ({
    ...{ index, id: `q-${index}`, group: 'bank:p', guess: 0.25, prior: 0, b: inUse(b, index) },
  }));
  const log: AnswerLog = { questions, people, answers: { person: [], item: [], ok: [], ms: [], at: [] } };
  const put = (person: number, item: number, ok: boolean, ms: number): void => {
    const { answers } = log;
    for (const [column, value] of Object.entries({ person, item, ok: ok ? 1 : 0, ms, at: answers.ok.length }))
      answers[column as keyof AnswerLog['answers']].push(value);
  };
  for (let u = 0; u < people; u++) {
    const theta = normal();
    const isHasty = u >= people - hasty;
    for (const [i, b] of truth.entries()) {
      if (random() >= share) continue;
      const p = isHasty ? 0.25 : 0.25 + 0.75 / (1 + Math.exp(b - theta));
      put(u, i, random() < p, isHasty ? 400 : 8_000 + 4_000 * random());
      if (i % 5 === 0) put(u, i, true, 6_000);
    }
  }
  return log;
};
const bOf = (i: number, items: number): number => -1.5 + (3 * i) / (items - 1);

describe('recalibration', () => {
  it('finds difficulties from first answers only: what is right the second time makes no question easier', () => {
    const { anchors } = calibrate(logOf({ people: 800, items: 20 }, 1));
    expect(anchors).toHaveLength(20);
    for (const [i, a] of anchors.entries()) expect(Math.abs(a.b - bOf(i, 20))).toBeLessThan(0.45);
    const gaps = anchors.map((a, i) => a.b - bOf(i, 20));
    expect(Math.sqrt(gaps.reduce((sum, g) => sum + g * g, 0) / 20)).toBeLessThan(0.2);
  });

  it('replaces what lies more than two standard errors away, and leaves the rest', () => {
    const off = (b: number, i: number): number => (i === 4 ? b + 1.5 : i === 15 ? b - 1.5 : b);
    const { anchors } = calibrate(logOf({ people: 800, items: 20, inUse: off }, 2));
    const moved = anchors.filter((a) => a.moved).map((a) => a.question);
    expect(moved).toContain('q-4');
    expect(moved).toContain('q-15');
    expect(moved.length).toBeLessThanOrEqual(4);
  });

  it('keeps the scale where it is: difficulties that are all half a logit high stay there together', () => {
    const { anchors } = calibrate(logOf({ people: 800, items: 20, inUse: (b) => b + 0.5 }, 1));
    expect(anchors.filter((a) => a.moved).length).toBeLessThanOrEqual(2);
    const mean = anchors.reduce((sum, a) => sum + a.b, 0) / 20;
    expect(mean).toBeCloseTo(0.5, 1);
  });

  it('says nothing of questions with fewer than a hundred first answers', () => {
    expect(calibrate(logOf({ people: 90, items: 12, share: 1 }, 3)).anchors).toEqual([]);
    const some = calibrate(logOf({ people: 130, items: 12 }, 3)).anchors;
    for (const a of some) expect(a.n).toBeGreaterThanOrEqual(FEWEST_FIRST);
    expect(some.length).toBeLessThan(12);
  });

  it('tells slopes only from five hundred learners on', () => {
    const few = calibrate(logOf({ people: 480, items: 10, share: 1 }, 4)).anchors;
    expect(few.every((a) => a.slope === undefined)).toBe(true);
    const many = calibrate(logOf({ people: 600, items: 10, share: 1 }, 4)).anchors;
    const slopes = many.map((a) => a.slope ?? 0);
    const mean = slopes.reduce((sum, x) => sum + x, 0) / 10;
    expect(mean).toBeGreaterThan(0.75);
    expect(mean).toBeLessThan(1.25);
  });

  it('leaves out who clicks within a tenth of the time that a question takes', () => {
    const log = logOf({ people: 300, items: 20 }, 5, 60);
    const { effort } = effortOf(log);
    expect(effort.slice(0, 240).every((e) => e === 1)).toBe(true);
    expect(effort.slice(240).every((e) => e < 0.9)).toBe(true);
    const { leftOut, rapid, anchors } = calibrate(log);
    expect(leftOut).toBe(60);
    expect(rapid).toBeGreaterThan(60 * 10);
    expect(Math.max(...anchors.map((a) => a.n))).toBeLessThanOrEqual(240);
  });
});
