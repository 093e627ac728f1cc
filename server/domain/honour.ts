/** Why the mint pays for learning: these coins count as points too. Gifts, bounties, refunds, likes and coins found on the
 * way do not. */
export const LEARNING_REASONS = [
  'card',
  'practice',
  'exam',
  'boss',
  'ghost',
  'drill',
  'scenario',
  'assignment',
  'survey',
  'battle',
  'checkin',
] as const;
const LEARNING: ReadonlySet<string> = new Set(LEARNING_REASONS);
export const isLearning = (reason: string): boolean => LEARNING.has(reason);

const STEP = 15;
/** Level 1 at the start, 7 after 540 points, 13 after a seven-day quest of 2,300. */
export const levelOf = (xp: number): number => 1 + Math.floor(Math.sqrt(Math.max(0, xp) / STEP));
/** Points at which a level begins. */
export const levelAt = (level: number): number => (level - 1) ** 2 * STEP;
/** Share of the way from this level to the next, 0 to 1. */
export const toNextLevel = (xp: number): number => {
  const level = levelOf(xp);
  const from = levelAt(level);
  return (Math.max(0, xp) - from) / (levelAt(level + 1) - from);
};

/** What a play day of a person counts on boards. */
export type Score = { xp: number; answers: number; correct: number; corrections: number };

/** Where a person stands with a question: play day of the last wrong answer, first day on which a right one was durable. */
export type Mistake = { wrongDay: number; day: number | null };
/**
 * One more answer on play day `day`. Durable = right at least a day after the last wrong answer; a question counts once
 * for ever, so that being wrong on purpose earns nothing. undefined = nothing to note.
 */
export const afterAnswer = (before: Mistake | undefined, ok: boolean, day: number): Mistake | undefined => {
  if (!ok) {
    if (!before) return { wrongDay: day, day: null };
    return day > before.wrongDay ? { ...before, wrongDay: day } : undefined;
  }
  return before && before.day === null && day > before.wrongDay ? { ...before, day } : undefined;
};

/** What titles and badges are earned by: figures of one person that never fall, counted since the first day. */
export const MEASURES = [
  'points',
  'answers',
  'right',
  'corrected',
  'ghosts',
  'streak',
  'battles',
  'races',
  'duels',
  'islands',
  'cards',
  'perfect',
  'bosses',
  'mastered',
  'helped',
  'kindness',
  'reading',
] as const;
export type Measure = (typeof MEASURES)[number];
export type Measures = Record<Measure, number>;
export const NO_MEASURES: Measures = Object.fromEntries(MEASURES.map((m) => [m, 0])) as Measures;
