import { askedIn, BOARD_MS, isHosted, limitOf, roundOf, SKIP_MS, shiftClock } from './battle-clock.ts';
import { isFinished } from './battle-race.ts';
import { revealRound } from './battle-reveal.ts';
import { inLobby } from './battle-seats.ts';
import { BACK_MS, type BattleInput, LEAD_MS } from './battle-shape.ts';
import { type Battle, bookKey, type Round } from './battle-state.ts';
import { isDecided } from './battle-survival.ts';
import { RuleError } from './errors.ts';

type Of<K extends BattleInput['kind']> = Extract<BattleInput, { kind: K }>;

const DUEL_LEAST = 2;
const RAFT_LEAST = 2;
const BOATS_LEAST = 2;

/** Throws `battle.over`, `battle.phase` unless a question, its reveal or a board is up. */
const running = (battle: Battle): Round => {
  const round = roundOf(battle);
  if (battle.phase === 'done') throw new RuleError('battle.over');
  if (battle.phase === 'lobby' || !round) throw new RuleError('battle.phase');
  return round;
};

export const finish = (battle: Battle): void => {
  battle.phase = 'done';
  delete battle.endsAt;
  delete battle.pausedAt;
};

const openClock = (battle: Battle, round: Round, opensAt: number): void => {
  round.opensAt = opensAt;
  if (battle.rules.clock) round.closesAt = opensAt + round.limitMs;
  round.state = 'open';
  battle.phase = 'question';
  delete battle.endsAt;
};

/** Announces the next question, or ends the battle when there is none or it is decided. */
const goOn = (battle: Battle, at: number): void => {
  const ref = battle.items[battle.rounds.length];
  const over =
    (battle.mode === 'race' && isFinished(battle)) || (battle.mode === 'survival' && isDecided(battle));
  if (!ref || over) {
    finish(battle);
    return;
  }
  const limitMs = limitOf(askedIn(battle, { ref }).question);
  const round: Round = {
    ref,
    nth: 1,
    opensAt: at,
    limitMs,
    state: 'open',
    given: new Map(),
    teams: [],
  };
  battle.rounds.push(round);
  openClock(battle, round, at + LEAD_MS + battle.rules.readingMs);
};

const boatsManned = (battle: Battle) =>
  battle.teams.filter((id) => [...battle.seats.values()].some((s) => s.team === id));

const leastOf = (battle: Battle): { least: number; there: number } => {
  const there = battle.seats.size;
  if (battle.solo) return { least: 1, there };
  if (battle.mode === 'race') return { least: BOATS_LEAST, there: boatsManned(battle).length };
  if (battle.mode === 'duel') return { least: DUEL_LEAST, there };
  return { least: battle.mode === 'survival' ? RAFT_LEAST : 1, there };
};

/** The lobby is over; empty boats stay ashore. Throws `battle.started`, `battle.over`, `battle.no_questions`,
 * `battle.too_few`. */
export const start = (battle: Battle, { items, at }: Of<'start'>): void => {
  inLobby(battle);
  const asked = items.slice(0, battle.rules.rounds);
  if (asked.length === 0 || asked.some((ref) => !battle.book.has(bookKey(ref))))
    throw new RuleError('battle.no_questions');
  const { least, there } = leastOf(battle);
  if (there < least) throw new RuleError('battle.too_few', { least });
  battle.items = asked;
  battle.team = boatsManned(battle).map((id) => ({ id, metres: 0, points: 0, run: 0 }));
  goOn(battle, at);
};

/** After a pause everything is later by its length. */
const goFrom = (battle: Battle, at: number): void => {
  if (battle.pausedAt === undefined) return;
  shiftClock(battle, Math.max(0, at - battle.pausedAt));
  delete battle.pausedAt;
};

const hasBoard = (battle: Battle, round: Round): boolean =>
  battle.mode === 'show' &&
  battle.rules.ranking &&
  round.state === 'revealed' &&
  battle.rounds.length < battle.items.length;

/** On to the next phase; a pause ends with it. Throws `battle.over`, `battle.phase` in the lobby, `battle.not_open`
 * while a question is announced only: a second press of "next" never closes what nobody has seen. */
export const step = (battle: Battle, at: number): void => {
  const round = running(battle);
  if (battle.phase === 'question' && (battle.pausedAt ?? at) < round.opensAt)
    throw new RuleError('battle.not_open');
  goFrom(battle, at);
  if (battle.phase === 'question' && isHosted(battle)) {
    round.state = 'closed';
    battle.phase = 'closed';
  } else if (battle.phase === 'question' || battle.phase === 'closed') revealRound(battle, round, at);
  else if (battle.phase === 'reveal' && hasBoard(battle, round)) {
    battle.phase = 'board';
    if (isHosted(battle)) delete battle.endsAt;
    else battle.endsAt = at + BOARD_MS;
  } else goOn(battle, at);
};

/** The question counts for nobody: its answer is shown for a moment, then the next comes by itself. */
export const skip = (battle: Battle, at: number): void => {
  const round = running(battle);
  if (battle.phase !== 'question' && battle.phase !== 'closed') throw new RuleError('battle.phase');
  goFrom(battle, at);
  round.state = 'skipped';
  battle.phase = 'reveal';
  battle.endsAt = at + SKIP_MS;
};

/** Asks the closed question once more after discussion; the first answers are put aside. */
export const again = (battle: Battle, at: number): void => {
  const round = running(battle);
  if (battle.phase !== 'closed' || round.nth === 2) throw new RuleError('battle.phase');
  goFrom(battle, at);
  round.nth = 2;
  round.first = round.given;
  round.given = new Map();
  openClock(battle, round, at + LEAD_MS);
};

export const pause = (battle: Battle, at: number): void => {
  running(battle);
  if (battle.pausedAt !== undefined) throw new RuleError('battle.phase');
  battle.pausedAt = at;
};
export const go = (battle: Battle, at: number): void => {
  running(battle);
  if (battle.pausedAt === undefined) throw new RuleError('battle.phase');
  goFrom(battle, at);
};

/** More time for everybody in the open question. Throws `battle.phase` without an open question or clock. */
export const extend = (battle: Battle, ms: number): void => {
  const round = running(battle);
  if (battle.phase !== 'question' || round.closesAt === undefined) throw new RuleError('battle.phase');
  round.closesAt += ms;
};

/** The server was away since the last input: that time and a moment to come back are given to everybody. */
export const comeBack = (battle: Battle, at: number): void => {
  if (battle.phase === 'done') throw new RuleError('battle.over');
  if (battle.pausedAt === undefined) shiftClock(battle, Math.max(0, at - battle.lastAt) + BACK_MS);
  battle.holdTill = at + BACK_MS;
};

/** Ends it now; an open question counts for nobody. A show with a revealed question is over, all else is called off. */
export const end = (battle: Battle): void => {
  if (battle.phase === 'done') throw new RuleError('battle.over');
  const round = roundOf(battle);
  if (round && round.state !== 'revealed') round.state = 'skipped';
  battle.calledOff = battle.mode !== 'show' || !battle.rounds.some((r) => r.state === 'revealed');
  finish(battle);
};

/** A duel that somebody leaves is over. */
export const endDuel = (battle: Battle): void => {
  const round = roundOf(battle);
  if (battle.mode !== 'duel' || !round || battle.phase === 'lobby') return;
  if (round.state !== 'revealed') round.state = 'skipped';
  finish(battle);
};
