import { roundsPlayed } from './battle-facts.ts';
import type { ResultOf } from './battle-result.ts';
import type { Battle, Seat } from './battle-state.ts';
import { wasOut } from './battle-survival.ts';

/** Coins of a battle: small beside a day at the stations, and never lost. */
export const BATTLE_COINS = {
  right: 2,
  /** A right answer of a seagull. */
  afterOut: 1,
  first: 20,
  /** Second and third of at least `podiumOf`. */
  podium: 10,
  podiumOf: 6,
  /** For everybody who answered at least half of the questions. */
  half: 5,
  most: 60,
  /** From all battles of a play day. */
  mostADay: 200,
} as const;

const answersPay = (battle: Battle, seat: Seat): number => {
  let coins = 0;
  for (const [nth, { state, given }] of battle.rounds.entries())
    if (state === 'revealed' && given.get(seat.person)?.ok)
      coins += wasOut(seat, nth) ? BATTLE_COINS.afterOut : BATTLE_COINS.right;
  return coins;
};

const placePay = (battle: Battle, { outcome, rank, of, right }: ResultOf): number => {
  if (!battle.rules.ranking || right === 0 || outcome === 'left') return 0;
  if (outcome === 'win' && of > 1) return BATTLE_COINS.first;
  return of >= BATTLE_COINS.podiumOf && rank > 1 && rank <= 3 ? BATTLE_COINS.podium : 0;
};

/** True when somebody plays against a recorded run of their own. */
const meetsOneself = ({ seats }: Battle, person: string): boolean => {
  for (const { bot } of seats.values()) if (bot?.kind === 'ghost' && bot.of === person) return true;
  return false;
};

/**
 * What a battle pays a person: right answers, and unless it was played alone a place and taking part. `paidToday` = what
 * battles have paid on this play day. Nothing to bots, nothing when called off or against oneself.
 */
export const battleCoins = (battle: Battle, result: ResultOf, paidToday: number): number => {
  const seat = battle.seats.get(result.person);
  if (!seat || seat.bot || battle.calledOff || meetsOneself(battle, seat.person)) return 0;
  const rounds = roundsPlayed(battle);
  const took = rounds > 0 && result.answered * 2 >= rounds ? BATTLE_COINS.half : 0;
  const company = battle.solo ? 0 : placePay(battle, result) + took;
  const earned = Math.min(BATTLE_COINS.most, answersPay(battle, seat) + company);
  return Math.max(0, Math.min(earned, BATTLE_COINS.mostADay - paidToday));
};
