import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../server/domain/answer.ts';
import { itemSeed } from '../../server/domain/attempt.ts';
import { RuleError } from '../../server/domain/errors.ts';
import {
  answerExam,
  type ExamState,
  examTimeOver,
  flagExam,
  gradeExam,
  startExam,
} from '../../server/domain/exam.ts';
import { blankVerdict } from '../../server/domain/grade.ts';
import { answerByKey, single, wrongAnswer } from './questions.ts';

const MINUTE = 60_000;
const question = single();
const refs = Array.from({ length: 10 }, (_, i) => ({ question: `q${i}`, version: 1 }));
const questions = refs.map(() => question);
const answerOf = (item: number, right: boolean): Answer => {
  const { key } = blankVerdict(question, itemSeed('a', item));
  return right ? answerByKey(question, key) : wrongAnswer(question, key);
};
const save = (state: ExamState, item: number, right: boolean, now = 1000, rtMs = 500) =>
  answerExam(state, { attempt: 'a', item, question, answer: answerOf(item, right), rtMs, changes: 0, now });
/** `R` right, `w` wrong, `.` blank. */
const exam = (paper: string): ExamState =>
  [...paper].reduce((state, c, i) => (c === '.' ? state : save(state, i, c === 'R')), startExam(refs, 0));
const gradeOf = (paper: string) => gradeExam(exam(paper), 'a', questions);

describe('an exam', () => {
  it('shows all questions at once and lasts eight minutes', () => {
    const state = startExam(refs, 1000);
    expect(state.items).toHaveLength(10);
    expect(state.endsAt).toBe(1000 + 8 * MINUTE);
  });

  it('says nothing of right and wrong before it is handed in', () => {
    const state = exam('RRRRRwwwww');
    for (const item of state.items) {
      expect(item.ok).toBeUndefined();
      expect(item.score).toBeUndefined();
    }
  });

  it.each([
    ['RRRRRRRRRR', 10, 1, true],
    ['RRRRRRRRRw', 9, 0.9, true],
    ['RRRRRRRRww', 8, 0.8, true],
    ['RRRRRRRR..', 8, 0.8, true],
    ['RRRRRRRwww', 7, 0.7, false],
    ['..........', 0, 0, false],
  ])('%s: %i right, score %f, passed %s', (paper, right, score, passed) => {
    const graded = gradeOf(paper);
    expect(graded).toMatchObject({ right, passed });
    expect(graded.score).toBeCloseTo(score, 12);
  });

  it('a blank counts as wrong and is told apart from a wrong answer', () => {
    const { results } = gradeOf('Rw........');
    expect(results[1]).toMatchObject({ item: { ok: false, score: 0 } });
    expect(results[1]?.choices).toBeDefined();
    expect(results[2]).toMatchObject({ item: { ok: false, score: 0 }, choices: undefined });
  });

  it('the last saved answer counts, changes are counted and the times add up', () => {
    let state = startExam(refs, 0);
    state = save(state, 0, false, 1000, 700);
    expect(state.items[0]?.changes).toBe(0);
    state = save(state, 0, true, 9000, 300);
    expect(state.items[0]).toMatchObject({ changes: 1, rtMs: 1000, answeredAt: 9000 });
    expect(gradeExam(state, 'a', questions).right).toBe(1);
  });

  it('takes answers until the clock and the minute of grace are over, to the millisecond', () => {
    const state = startExam(refs, 0);
    const last = 8 * MINUTE + MINUTE;
    expect(examTimeOver(state, last)).toBe(false);
    expect(save(state, 0, true, last).items[0]?.answer).toBeDefined();
    expect(examTimeOver(state, last + 1)).toBe(true);
    expect(() => save(state, 0, true, last + 1)).toThrow(new RuleError('attempt.time_over'));
    expect(() => flagExam(state, 0, true, last + 1)).toThrow(new RuleError('attempt.time_over'));
  });

  it('flags and unflags without touching the answer', () => {
    const state = flagExam(exam('R.........'), 0, true, 2000);
    expect(state.items[0]).toMatchObject({ flagged: true, answer: answerOf(0, true) });
    expect(flagExam(state, 0, false, 2000).items[0]?.flagged).toBe(false);
    expect(() => flagExam(state, 10, true, 2000)).toThrow(new RuleError('attempt.wrong_item'));
  });

  it('refuses a malformed answer and keeps the saved one', () => {
    const state = exam('R.........');
    const bad = { attempt: 'a', item: 0, question, answer: true, rtMs: 1, changes: 0, now: 5 };
    expect(() => answerExam(state, bad)).toThrow(new RuleError('answer.shape'));
    expect(gradeExam(state, 'a', questions).right).toBe(1);
  });

  it('scores between 0 and 1, right / 10, passed from 0.8 on, whatever is done in whatever order', () => {
    const step = fc.record({ item: fc.integer({ min: 0, max: 9 }), right: fc.boolean(), flag: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let state = startExam(refs, 0);
        const last = new Map<number, boolean>();
        steps.forEach(({ item, right, flag }, i) => {
          state = flag ? flagExam(state, item, right, i) : save(state, item, right, i);
          if (!flag) last.set(item, right);
        });
        const right = [...last.values()].filter(Boolean).length;
        const graded = gradeExam(state, 'a', questions);
        expect(graded.right).toBe(right);
        expect(graded.score).toBeCloseTo(right / 10, 12);
        expect(graded.passed).toBe(right >= 8);
      }),
    );
  });
});
