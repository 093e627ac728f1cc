import { type AnswerInput, gradeItem, type Item, type QuestionRef } from './attempt.ts';

/** A mistake ghost: right on two different days tames it; wrong = it yawns and sleeps until the next day. */
export type Ghost = { rightDays: number; rightDay?: number; asleepDay?: number; tamed: boolean };

/** Right answers on this many different days tame a ghost. */
export const TAMED_AFTER_DAYS = 2;

/** True when the ghost can be tried on `day`: it was not already answered that day. */
export const ghostAwake = (ghost: Ghost, day: number): boolean =>
  !ghost.tamed && ghost.rightDay !== day && ghost.asleepDay !== day;

export const answerGhost = (ghost: Ghost, ok: boolean, day: number): Ghost => {
  if (!ok) return { ...ghost, asleepDay: day };
  const rightDays = ghost.rightDays + (ghost.rightDay === day ? 0 : 1);
  return { ...ghost, rightDays, rightDay: day, tamed: rightDays >= TAMED_AFTER_DAYS };
};

/** The attempt at one ghost's question. */
export type GhostState = { kind: 'ghost'; ghost: string; items: Item[] };

export const startGhost = (ghost: string, ref: QuestionRef, now: number): GhostState => ({
  kind: 'ghost',
  ghost,
  items: [{ ...ref, again: false, presentedAt: now }],
});

/** Throws `attempt.wrong_item`, `attempt.already_answered`, `answer.shape`. */
export const answerGhostItem = (state: GhostState, input: AnswerInput) => {
  const { items, verdict, choices } = gradeItem(state.items, input);
  return { state: { ...state, items }, verdict, choices };
};
