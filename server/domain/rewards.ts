import { CHEST_TIERS, type ChestTier } from './api.ts';

/** Coins by game.md 4: what each thing at a station pays. Mistakes never cost. */
export const COINS = {
  card: 10,
  practiceRight: 5,
  practiceRightAgain: 1,
  chest: { wood: 0, bronze: 8, silver: 16, gold: 24 } satisfies Record<ChestTier, number>,
  examPass: 100,
  examExcellent: 20,
  scenario: 30,
  assignment: 60,
  /** At most that on top, by the rubric's share. */
  assignmentRubric: 40,
  survey: 10,
  boss: 80,
  bossAgain: 10,
  ghostTamed: 10,
  pathCoin: 2,
  checkin: 5,
  reading: 3,
  bottleLike: 1,
} as const;

export const PRACTICE_QUESTIONS = 8;
export const EXAM_QUESTIONS = 10;
export const EXAM_MS = 8 * 60_000;
/** After the end of an exam's clock, answers of a learner whose line broke are still taken for this long. */
export const EXAM_GRACE_MS = 60_000;
export const EXAM_PASS = 0.8;
export const EXAM_EXCELLENT = 0.95;
export const EXAM_ATTEMPTS_A_DAY = 3;
export const BOSS_HP = 10;
export const BOSS_SHIELDS = 3;
export const BOSS_QUESTIONS = 10;

/** Longest run of first-try right answers -> chest: 3 bronze, 5 silver, 8 gold. */
export const tierOf = (bestRun: number): ChestTier => {
  if (bestRun >= 8) return 'gold';
  if (bestRun >= 5) return 'silver';
  return bestRun >= 3 ? 'bronze' : 'wood';
};
export const tierRank = (tier: ChestTier): number => CHEST_TIERS.indexOf(tier);

/** Coins of a finished practice. The first run pays in full, `each` for a right answer; a replay pays little, plus what
 * a better chest adds. */
export const practiceCoins = (
  right: number,
  tier: ChestTier,
  before: { done: boolean; tier: number },
  each: number = COINS.practiceRight,
): number => {
  const chest = COINS.chest[tier];
  if (!before.done) return right * each + chest;
  const had = COINS.chest[CHEST_TIERS[before.tier] ?? 'wood'];
  return right * COINS.practiceRightAgain + Math.max(0, chest - had);
};

/** Stars 1 to 3 for a share right (practice, first tries) or an exam score. */
export const starsOf = (kind: 'practice' | 'exam', share: number): number => {
  const [two, three] = kind === 'practice' ? [0.7, 0.95] : [0.9, 0.95];
  if (share >= three) return 3;
  return share >= two ? 2 : 1;
};

/** At most this many paid repeats of one question on a play day, whatever the mode. */
export const PAID_REPEATS_A_DAY = 5;
/** Drills and offline practice pay a person at most this much on a play day. */
export const DRILL_COINS_A_DAY = 60;
/** What a right answer that was not expected pays in a drill: the most for one question. */
export const DRILL_PAY = 2;

/**
 * Coins of a first-try right answer in a drill or offline: less the better it was known. `p` = the estimate of a right
 * answer before it, `paidToday` = paid repeats of this question, `left` = what drills may still pay today.
 */
export const drillCoins = (p: number, paidToday: number, left: number): number => {
  if (paidToday >= PAID_REPEATS_A_DAY) return 0;
  const worth = p < 0.6 ? DRILL_PAY : p < 0.85 ? 1 : 0;
  return Math.max(0, Math.min(worth, left));
};
