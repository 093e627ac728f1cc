import type { Answer } from './answer.ts';
import {
  type Item,
  itemSeed,
  openItem,
  type QuestionRef,
  type Queue,
  queueAgain,
  replaceItem,
  takeNext,
} from './attempt.ts';
import { gradeAnswer } from './grade.ts';
import type { Question } from './question.ts';

/** A practice chest: eight questions; a missed one comes back; the longest run of first-try right answers upgrades
 * the chest. `right` counts first tries only. */
export type PracticeState = {
  kind: 'practice';
  items: Item[];
  queue: Queue;
  total: number;
  right: number;
  run: number;
  bestRun: number;
};

/** The input of one answer, as the door has checked it. `question` is the version the item is pinned to. */
export type AnswerInput = {
  attempt: string;
  item: number;
  question: Question;
  answer: Answer;
  rtMs: number;
  changes: number;
  now: number;
};

const present = (state: PracticeState, now: number): PracticeState => {
  const next = takeNext(state.queue, state.items.length);
  if (!next) return state;
  return {
    ...state,
    queue: next.queue,
    items: [...state.items, { ...next.ref, again: next.again, presentedAt: now }],
  };
};

export const startPractice = (questions: readonly QuestionRef[], now: number): PracticeState =>
  present(
    {
      kind: 'practice',
      items: [],
      queue: { fresh: [...questions], again: [] },
      total: questions.length,
      right: 0,
      run: 0,
      bestRun: 0,
    },
    now,
  );

export const practiceEnded = (state: PracticeState): boolean =>
  state.items.at(-1)?.ok !== undefined && state.queue.fresh.length === 0 && state.queue.again.length === 0;

/** Grades an answer and presents the next question. Throws `attempt.wrong_item`, `attempt.already_answered`,
 * `answer.shape`. */
export const answerPractice = (state: PracticeState, input: AnswerInput) => {
  const item = openItem(state.items, input.item);
  const { verdict, choices } = gradeAnswer(input.question, itemSeed(input.attempt, input.item), input.answer);
  const run = item.again ? state.run : verdict.ok ? state.run + 1 : 0;
  const items = replaceItem(state.items, input.item, {
    answer: input.answer,
    answeredAt: input.now,
    rtMs: input.rtMs,
    changes: input.changes,
    ok: verdict.ok,
    score: verdict.score,
  });
  const graded: PracticeState = {
    ...state,
    items,
    queue: verdict.ok ? state.queue : queueAgain(state.queue, items, item),
    right: state.right + (verdict.ok && !item.again ? 1 : 0),
    run,
    bestRun: Math.max(state.bestRun, run),
  };
  return { state: present(graded, input.now), verdict, choices };
};
