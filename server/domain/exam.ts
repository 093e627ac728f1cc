import { type AnswerInput, type Item, itemSeed, type QuestionRef, replaceItem } from './attempt.ts';
import { RuleError } from './errors.ts';
import { gradeAnswer } from './grade.ts';
import type { Question } from './question.ts';
import { EXAM_GRACE_MS, EXAM_MS, EXAM_PASS } from './rewards.ts';

/**
 * An exam: all questions at once, any answer can be changed until it is handed in, graded only then. `kept` = a pass
 * that a later correction would have taken away.
 */
export type ExamState = { kind: 'exam'; items: Item[]; endsAt: number; kept?: true };

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

/** What an item brings to the score: all or nothing, of an essay the share that it was given. */
const shareOf = (item: Item): number => (item.essay === 'marked' ? (item.score ?? 0) : item.ok ? 1 : 0);

/**
 * Where a graded exam stands. `score` counts what is marked; `pending` essays wait for a person. `passed` is said as
 * soon as those cannot change it any more.
 */
export type Tally = { right: number; total: number; score: number; pending: number; passed?: boolean };
export const tallyExam = (state: ExamState, pass: number): Tally => {
  const total = state.items.length;
  const right = state.items.filter((i) => i.ok).length;
  const pending = state.items.filter((i) => i.essay === 'pending').length;
  const shares = state.items.reduce((sum, item) => sum + shareOf(item), 0);
  const score = total === 0 ? 0 : shares / total;
  const most = total === 0 ? 0 : (shares + pending) / total;
  const certain = isPassed(score, pass) || state.kept === true;
  const passed = certain ? true : isPassed(most, pass) ? undefined : false;
  return { right, total, score, pending, ...(passed === undefined ? {} : { passed }) };
};

const gradeExamItem = (question: Question | undefined, seed: number, item: Item): ExamItemResult => {
  const blank = { item: { ...item, ok: false, score: 0 }, choices: undefined };
  if (item.answer === undefined || !question) return blank;
  const { verdict, choices } = gradeAnswer(question, seed, item.answer);
  if (verdict.pending) return { item: { ...item, essay: 'pending' }, choices: undefined };
  if (question.type === 'essay') return blank;
  return { item: { ...item, ok: verdict.ok, score: verdict.score }, choices };
};

/** Grades the whole exam; a blank counts as wrong, an essay with words in it waits. `questions` in item order. */
export const gradeExam = (
  state: ExamState,
  attempt: string,
  questions: readonly Question[],
  pass: number = EXAM_PASS,
) => {
  const results = state.items.map((item, i) => gradeExamItem(questions[i], itemSeed(attempt, i), item));
  const graded: ExamState = { ...state, items: results.map((r) => r.item) };
  const tally = tallyExam(graded, pass);
  return { ...tally, state: graded, results, passed: tally.passed === true };
};
