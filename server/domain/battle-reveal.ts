import { DUEL_REVEAL_MS, isHosted, REVEAL_MS } from './battle-clock.ts';
import { rowRound, scoreTeams } from './battle-race.ts';
import { standingsOf } from './battle-result.ts';
import { markOf } from './battle-score.ts';
import type { Battle, Given, Round, Seat } from './battle-state.ts';
import { loseLogs, wasOut } from './battle-survival.ts';

const creditSeat = (battle: Battle, nth: number, round: Round, seat: Seat, given: Given): void => {
  const { rules } = battle;
  const { elapsedMs, score, late, ok } = given;
  const { limitMs } = round;
  const { factor, streak } = seat;
  const marked = { rules, limitMs, factor, elapsedMs, score, late, streakBefore: streak };
  given.points = wasOut(seat, nth) ? 0 : markOf(marked);
  seat.points += given.points;
  seat.answered += 1;
  seat.missed = 0;
  seat.streak = ok ? streak + 1 : 0;
  seat.bestStreak = Math.max(seat.bestStreak, seat.streak);
  if (!ok) return;
  seat.right += 1;
  seat.timeMs += Math.round(elapsedMs / factor);
};

const countSeats = (battle: Battle, nth: number, round: Round): void => {
  for (const seat of battle.seats.values()) {
    const given = round.given.get(seat.person);
    if (given) creditSeat(battle, nth, round, seat, given);
  }
};
const countMissed = (battle: Battle, nth: number, round: Round): void => {
  for (const seat of battle.seats.values()) {
    if (round.given.has(seat.person) || seat.gone || seat.since > nth) continue;
    seat.missed += 1;
    seat.streak = 0;
  }
};

/** Gives the round's answers their points, moves boats and rafts, and notes everybody's place: once. */
export const revealRound = (battle: Battle, round: Round, at: number): void => {
  const nth = battle.rounds.length - 1;
  countSeats(battle, nth, round);
  if (battle.mode === 'race') round.teams = rowRound(battle, nth, round);
  else if (battle.team.length > 0) round.teams = scoreTeams(battle, nth, round);
  countMissed(battle, nth, round);
  if (battle.mode === 'survival') loseLogs(battle, nth, round);
  round.state = 'revealed';
  battle.phase = 'reveal';
  if (isHosted(battle)) delete battle.endsAt;
  else battle.endsAt = at + (battle.mode === 'duel' ? DUEL_REVEAL_MS : REVEAL_MS);
};

/** Notes the places after a reveal; `seq` must have moved on. */
export const noteRanks = (battle: Battle): void => {
  for (const { seat, rank } of standingsOf(battle)) seat.ranks.push(rank);
};
