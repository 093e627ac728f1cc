import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itemSeed } from '../../server/domain/attempt.ts';
import { RuleError } from '../../server/domain/errors.ts';
import { blankVerdict } from '../../server/domain/grade.ts';
import {
  answerPractice,
  type PracticeState,
  practiceEnded,
  startPractice,
} from '../../server/domain/practice.ts';
import { answerByKey, single, wrongAnswer } from './questions.ts';

const refs = (n: number) => Array.from({ length: n }, (_, i) => ({ question: `q${i}`, version: 1 }));
const question = single();

/** Answers the current item rightly or wrongly. */
const play = (state: PracticeState, right: boolean, now = 1000) => {
  const item = state.items.length - 1;
  const { key } = blankVerdict(question, itemSeed('a', item));
  const answer = right ? answerByKey(question, key) : wrongAnswer(question, key);
  return answerPractice(state, { attempt: 'a', item, question, answer, rtMs: 900, changes: 0, now });
};
/** Plays a whole practice; `right` says for each asking whether it is answered rightly, then all right. */
const playAll = (n: number, right: readonly boolean[]): PracticeState => {
  let state = startPractice(refs(n), 0);
  for (let i = 0; !practiceEnded(state); i++) {
    if (i > 3 * n) throw new Error('a practice that does not end');
    state = play(state, right[i] ?? true).state;
  }
  return state;
};

describe('a practice chest', () => {
  it('asks one question at a time and ends after the eighth when all are right', () => {
    let state = startPractice(refs(8), 0);
    for (let i = 0; i < 8; i++) {
      expect(state.items).toHaveLength(i + 1);
      expect(practiceEnded(state)).toBe(false);
      state = play(state, true).state;
    }
    expect(practiceEnded(state)).toBe(true);
    expect(state).toMatchObject({ total: 8, right: 8, run: 8, bestRun: 8 });
    expect(state.items).toHaveLength(8);
  });

  it('a missed question comes back after two others; what counts is the first try', () => {
    const state = playAll(8, [false]);
    expect(state.items.map((i) => i.question)).toEqual([
      'q0',
      'q1',
      'q2',
      'q0',
      'q3',
      'q4',
      'q5',
      'q6',
      'q7',
    ]);
    expect(state.items[3]?.again).toBe(true);
    expect(state).toMatchObject({ right: 7, bestRun: 7, total: 8 });
  });

  it('a miss in the middle splits the run: five, a miss, two leave a best run of five', () => {
    const state = playAll(8, [true, true, true, true, true, false, true, true]);
    expect(state).toMatchObject({ right: 7, bestRun: 5, run: 2 });
  });

  it('a question that comes back neither mends nor breaks the run', () => {
    const state = playAll(8, [false, true, true, false]);
    // q0 missed, q1 and q2 right, q0 again missed, then q3 ... right: the run goes on from two.
    expect(state.items[3]).toMatchObject({ question: 'q0', again: true, ok: false });
    expect(state).toMatchObject({ right: 7, bestRun: 7 });
  });

  it('always ends, asks each question one to three times, and counts each first try once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.array(fc.boolean(), { maxLength: 40 }), (n, right) => {
        const state = playAll(n, right);
        const firsts = state.items.filter((i) => !i.again);
        expect(firsts.map((i) => i.question)).toEqual(refs(n).map((r) => r.question));
        expect(state.right).toBe(firsts.filter((i) => i.ok).length);
        expect(state.bestRun).toBeLessThanOrEqual(state.right);
        for (const { question: q } of refs(n)) {
          const askings = state.items.filter((i) => i.question === q);
          expect(askings.length).toBeLessThanOrEqual(3);
          expect(askings.at(-1)?.ok === true || askings.length === 3).toBe(true);
          for (const [i, a] of askings.entries()) expect(a.again).toBe(i > 0);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('brings a missed question back after two others or more whenever others are left to ask', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 12 }), fc.array(fc.boolean(), { maxLength: 40 }), (n, right) => {
        const { items } = playAll(n, right);
        items.forEach((it, i) => {
          if (!it.again) return;
          const before = items.findLastIndex((b, j) => j < i && b.question === it.question);
          const freshLater = items.slice(i).some((l) => !l.again);
          if (freshLater) expect(i - before - 1).toBeGreaterThanOrEqual(2);
        });
      }),
      { numRuns: 500 },
    );
  });

  it('the longest run is the longest row of right first tries', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 30 }), (right) => {
        const state = playAll(8, right);
        const firsts = state.items.filter((i) => !i.again).map((i) => (i.ok ? 'R' : 'w'));
        const rows = firsts
          .join('')
          .split('w')
          .map((r) => r.length);
        expect(state.bestRun).toBe(Math.max(...rows));
      }),
    );
  });

  it('refuses a second answer to the same item and an item that was not asked', () => {
    const state = play(startPractice(refs(8), 0), true).state;
    const again = { attempt: 'a', question, answer: 0, rtMs: 1, changes: 0, now: 5 };
    expect(() => answerPractice(state, { ...again, item: 0 })).toThrow(
      new RuleError('attempt.already_answered'),
    );
    expect(() => answerPractice(state, { ...again, item: 2 })).toThrow(new RuleError('attempt.wrong_item'));
  });

  it('a malformed answer changes nothing', () => {
    const state = startPractice(refs(8), 0);
    const before = structuredClone(state);
    const bad = { attempt: 'a', item: 0, question, answer: 'x', rtMs: 1, changes: 0, now: 5 };
    expect(() => answerPractice(state, bad)).toThrow(new RuleError('answer.shape'));
    expect(state).toEqual(before);
  });

  it('stamps the next question with the time at which the one before was answered', () => {
    const state = play(startPractice(refs(8), 100), true, 4500).state;
    expect(state.items[0]).toMatchObject({ presentedAt: 100, answeredAt: 4500, rtMs: 900, changes: 0 });
    expect(state.items[1]).toMatchObject({ presentedAt: 4500 });
  });
});
