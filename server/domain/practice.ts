import {
  type AnswerInput,
  gradeItem,
  type Item,
  type QuestionRef,
  type Queue,
  queueAgain,
  takeNext,
} from './attempt.ts';

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
  const { item, items, verdict, choices } = gradeItem(state.items, input);
  const run = item.again ? state.run : verdict.ok ? state.run + 1 : 0;
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
