import type { BattleRules } from './battle-shape.ts';

/** Full marks for so long after the opening: mild speeds forgive a reader's start, sharp ones only a network. */
const MILD_PLATEAU_MS = 3_000;
const SHARP_PLATEAU_MS = 500;
const FULL = 100;
const STREAK_FROM = 3;
const STREAK_STEP = 5;
const STREAK_MOST = 20;

export const plateauOf = (speed: BattleRules['speed']): number =>
  speed >= 50 ? SHARP_PLATEAU_MS : MILD_PLATEAU_MS;

/** Share of the speed part that is lost, 0 to 1. */
const lossOf = (elapsedMs: number, limitMs: number, plateauMs: number): number =>
  limitMs <= plateauMs
    ? Number(elapsedMs > limitMs)
    : Math.min(1, Math.max(0, (elapsedMs - plateauMs) / (limitMs - plateauMs)));

/** What a run of right answers pays on top: +5 from the third, each further one +5, at most +20. */
export const streakPay = (run: number): number =>
  run < STREAK_FROM ? 0 : Math.min(STREAK_MOST, STREAK_STEP * (run - STREAK_FROM + 1));

export type Marked = {
  rules: Pick<BattleRules, 'speed' | 'streaks' | 'clock'>;
  limitMs: number;
  factor: number;
  /** Counted time since the opening. */
  elapsedMs: number;
  /** 0 to 1; 1 = right. */
  score: number;
  /** Right answers in a row before this one. */
  streakBefore: number;
  late: boolean;
};
/** Points of one answer, 0 to 120: 100 x score, of which speed decides its percent; personal time stretches the clock,
 * a late answer has no speed part, without a clock there is none. */
export const markOf = ({ rules, limitMs, factor, elapsedMs, score, streakBefore, late }: Marked): number => {
  const loss = late ? 1 : lossOf(elapsedMs / factor, limitMs, plateauOf(rules.speed));
  const speed = rules.clock ? rules.speed / 100 : 0;
  const bonus = rules.streaks && score >= 1 - 1e-9 ? streakPay(streakBefore + 1) : 0;
  return Math.round(FULL * score * (1 - speed * loss)) + bonus;
};
