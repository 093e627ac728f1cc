import {
  type AnswerInput,
  gradeItem,
  type Item,
  type QuestionRef,
  type Queue,
  queueAgain,
  takeNext,
} from './attempt.ts';

/** Questions one after the other; a missed one comes back. `right`, `run` and `bestRun` count first tries only. */
export type Run = {
  items: Item[];
  queue: Queue;
  total: number;
  right: number;
  run: number;
  bestRun: number;
};
/** A practice chest: eight questions; the longest run of first-try right answers upgrades the chest. */
export type PracticeState = Run & { kind: 'practice' };

const present = <T extends Run>(state: T, now: number): T => {
  const next = takeNext(state.queue, state.items.length);
  if (!next) return state;
  const item = { ...next.ref, again: next.again, presentedAt: now };
  return { ...state, queue: next.queue, items: [...state.items, item] };
};

/** A run over these questions with the first one presented; `more` = what its kind keeps beside it. */
export const startRun = <M extends object>(
  more: M,
  questions: readonly QuestionRef[],
  now: number,
): M & Run => {
  const queue: Queue = { fresh: [...questions], again: [] };
  return present({ ...more, items: [], queue, total: questions.length, right: 0, run: 0, bestRun: 0 }, now);
};

export const startPractice = (questions: readonly QuestionRef[], now: number): PracticeState =>
  startRun({ kind: 'practice' }, questions, now);

export const practiceEnded = (state: Run): boolean =>
  state.items.at(-1)?.ok !== undefined && state.queue.fresh.length === 0 && state.queue.again.length === 0;

/** How many questions were answered at least once. */
export const answeredIn = (state: Run): number =>
  state.items.filter((i) => i.ok !== undefined && !i.again).length;

/** Grades an answer and presents the next question. Throws `attempt.wrong_item`, `attempt.already_answered`,
 * `answer.shape`. */
export const answerPractice = <T extends Run>(state: T, input: AnswerInput) => {
  const { item, items, verdict, choices } = gradeItem(state.items, input);
  const run = item.again ? state.run : verdict.ok ? state.run + 1 : 0;
  const graded: T = {
    ...state,
    items,
    queue: verdict.ok ? state.queue : queueAgain(state.queue, items, item),
    right: state.right + (verdict.ok && !item.again ? 1 : 0),
    run,
    bestRun: Math.max(state.bestRun, run),
  };
  return { state: present(graded, input.now), verdict, choices };
};
