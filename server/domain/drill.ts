import type { DrillChoice } from './api-practice.ts';
import type { QuestionRef } from './attempt.ts';
import { type Run, startRun } from './practice.ts';

/** A review asks at most this many, a set of a point ten, a warm-up five. */
export const REVIEW_QUESTIONS = 15;
export const POINT_QUESTIONS = 10;
export const WARM_UP_QUESTIONS = 5;

/**
 * Practice outside the path, played like a practice chest; `choice` = what was asked for, `earned` = coins so far.
 * `round` = how often the point is being played through, from 1.
 */
export type DrillState = Run & { kind: 'drill'; choice: DrillChoice; earned: number; round?: number };

export const startDrill = (
  choice: DrillChoice,
  questions: readonly QuestionRef[],
  now: number,
  round?: number,
): DrillState =>
  startRun(
    { kind: 'drill' as const, choice, earned: 0, ...(round === undefined ? {} : { round }) },
    questions,
    now,
  );

/** True when an open drill is the one that is asked for. */
export const sameChoice = (a: DrillChoice, b: DrillChoice): boolean => {
  if (a.purpose === 'point') return b.purpose === 'point' && a.bank === b.bank && a.point === b.point;
  if (a.purpose === 'warm-up') return b.purpose === 'warm-up' && a.station === b.station;
  return b.purpose === 'review';
};

/** How often questions are being played through, from 1: one more than the least seen of them was seen. */
export const roundOf = (seen: readonly number[]): number => {
  const least = seen.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  return Number.isFinite(least) ? 1 + least : 1;
};
