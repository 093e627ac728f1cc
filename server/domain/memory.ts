import { FSRS, type Grade, generatorParameters, Rating } from 'ts-fsrs';

/**
 * What a person remembers of a question: FSRS stability (days until recall falls to .9) and difficulty (1 to 10). `run` =
 * right answers in a row so far. Times in ms UTC.
 */
export type Memory = {
  dueAt: number;
  stability: number;
  difficulty: number;
  reps: number;
  lapses: number;
  /** 0 new, 2 in review (FSRS numbers). */
  state: number;
  lastAt: number;
  run: number;
};

/** How a question was answered. `slow`, `fast`: see `paceOf`; `run` = right answers in a row before this one. */
export type Review = {
  ok: boolean;
  hinted: boolean;
  changed: boolean;
  slow: boolean;
  fast: boolean;
  run: number;
  trueFalse: boolean;
};

const DAY = 86_400_000;
const IN_REVIEW = 2;
/** Days between looks are moved a little, so that what was learned in one go does not come back in one go. */
const scheduler = new FSRS(
  generatorParameters({
    request_retention: 0.9,
    maximum_interval: 365,
    enable_short_term: false,
    enable_fuzz: true,
  }),
);

/** Easy only from the third right answer in a row. */
const EASY_RUN = 2;
/** FSRS grade by analytics.md 3.3: without clear evidence right is Good and wrong is Again. */
export const gradeOf = ({ ok, hinted, changed, slow, fast, run, trueFalse }: Review): Grade => {
  if (!ok) return Rating.Again;
  if (hinted || changed || slow || (trueFalse && run < 1)) return Rating.Hard;
  return fast && run >= EASY_RUN ? Rating.Easy : Rating.Good;
};

/** Number, sum and sum of squares of ln(ms) of the right answers to a question: they add up in any order. */
export type Pace = { n: number; sum: number; squares: number };
export const NO_PACE: Pace = { n: 0, sum: 0, squares: 0 };
const FEWEST_TIMES = 10;
const SLOW_Z = 1.5;
const FAST_Z = -1;
/** Times that are all alike (a test, a robot) say nothing. */
const LEAST_SD = 0.05;

export const logTime = (ms: number): number => Math.log(Math.max(1, ms));

/** Slow: z of ln(ms) above 1.5 against the question, fast: below -1; neither before ten times are known. */
export const paceOf = ({ n, sum, squares }: Pace, ms: number): { slow: boolean; fast: boolean } => {
  if (n < FEWEST_TIMES) return { slow: false, fast: false };
  const mean = sum / n;
  const sd = Math.sqrt(Math.max(0, (squares - n * mean * mean) / (n - 1)));
  const z = sd < LEAST_SD ? 0 : (logTime(ms) - mean) / sd;
  return { slow: z > SLOW_Z, fast: z < FAST_Z };
};

const daysSince = (memory: Memory, now: number): number => Math.max(0, (now - memory.lastAt) / DAY);

/**
 * The memory after a look at `now`, by FSRS-6 with the package's weights on exact elapsed time. `seed` (person and
 * question) decides the fuzz: the same history gives the same day.
 */
export const afterReview = (
  memory: Memory | undefined,
  review: Review,
  now: number,
  seed: number,
): Memory => {
  const elapsed = memory ? daysSince(memory, now) : 0;
  const before = memory ? { stability: memory.stability, difficulty: memory.difficulty } : null;
  const { stability, difficulty } = scheduler.next_state(before, elapsed, gradeOf(review));
  const reps = (memory?.reps ?? 0) + 1;
  scheduler.seed = `${seed}:${reps}`;
  return {
    dueAt: now + scheduler.next_interval(stability, elapsed) * DAY,
    stability,
    difficulty,
    reps,
    lapses: (memory?.lapses ?? 0) + (memory && !review.ok ? 1 : 0),
    state: IN_REVIEW,
    lastAt: now,
    run: review.ok ? review.run + 1 : 0,
  };
};

export const isDue = (memory: Pick<Memory, 'dueAt'>, now: number): boolean => memory.dueAt <= now;

/** Probability of recall now, 0 to 1. */
export const retrievabilityOf = (memory: Memory, now: number): number =>
  scheduler.forgetting_curve(daysSince(memory, now), memory.stability);
