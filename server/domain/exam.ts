import { type AnswerInput, type Item, itemSeed, type QuestionRef, replaceItem } from './attempt.ts';
import { RuleError } from './errors.ts';
import { gradeAnswer } from './grade.ts';
import type { Question } from './question.ts';
import { EXAM_GRACE_MS, EXAM_MS, EXAM_PASS } from './rewards.ts';

/** An exam: all questions at once, any answer can be changed until it is handed in, graded only then. */
export type ExamState = { kind: 'exam'; items: Item[]; endsAt: number };

export const startExam = (
  questions: readonly QuestionRef[],
  now: number,
  ms: number = EXAM_MS,
): ExamState => ({
  kind: 'exam',
  items: questions.map((q) => ({ ...q, again: false, presentedAt: now })),
  endsAt: now + ms,
});

/** True when neither the clock nor the grace after it leaves time to answer. */
export const examTimeOver = (state: ExamState, now: number): boolean => now > state.endsAt + EXAM_GRACE_MS;

const checkOpen = (state: ExamState, item: number, now: number): Item => {
  if (examTimeOver(state, now)) throw new RuleError('attempt.time_over');
  const found = state.items[item];
  if (!found) throw new RuleError('attempt.wrong_item');
  return found;
};

/** Saves an answer without a verdict. Throws `attempt.time_over`, `attempt.wrong_item`, `answer.shape`. */
export const answerExam = (state: ExamState, input: AnswerInput): ExamState => {
  const item = checkOpen(state, input.item, input.now);
  gradeAnswer(input.question, itemSeed(input.attempt, input.item), input.answer);
  const patch = {
    answer: input.answer,
    answeredAt: input.now,
    rtMs: (item.rtMs ?? 0) + input.rtMs,
    changes: (item.changes ?? -1) + 1 + input.changes,
  };
  return { ...state, items: replaceItem(state.items, input.item, patch) };
};

export const flagExam = (state: ExamState, item: number, flagged: boolean, now: number): ExamState => {
  checkOpen(state, item, now);
  return { ...state, items: replaceItem(state.items, item, { flagged }) };
};

export type ExamItemResult = { item: Item; choices: unknown };

/** Passed with the share `pass` right, a rounding error forgiven. */
export const isPassed = (score: number, pass: number): boolean => score >= pass - 1e-9;

/** Grades the whole exam; a blank counts as wrong. `questions` in item order. */
export const gradeExam = (
  state: ExamState,
  attempt: string,
  questions: readonly Question[],
  pass: number = EXAM_PASS,
) => {
  const results: ExamItemResult[] = state.items.map((item, i) => {
    const question = questions[i];
    if (item.answer === undefined || !question)
      return { item: { ...item, ok: false, score: 0 }, choices: undefined };
    const { verdict, choices } = gradeAnswer(question, itemSeed(attempt, i), item.answer);
    return { item: { ...item, ok: verdict.ok, score: verdict.score }, choices };
  });
  const right = results.filter((r) => r.item.ok).length;
  const score = results.length === 0 ? 0 : right / results.length;
  return {
    state: { ...state, items: results.map((r) => r.item) },
    results,
    right,
    score,
    passed: isPassed(score, pass),
  };
};
