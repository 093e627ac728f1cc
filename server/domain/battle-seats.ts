import { roundOf } from './battle-clock.ts';
import { BATTLE_MOST, type BattleInput, BOAT_MOST, SURVIVAL_LOGS, type TeamId } from './battle-shape.ts';
import type { Battle, Seat } from './battle-state.ts';
import { isAfloat } from './battle-survival.ts';
import { RuleError } from './errors.ts';

type Of<K extends BattleInput['kind']> = Extract<BattleInput, { kind: K }>;

/** The seat of somebody who plays on. Throws `battle.kicked`, `battle.not_in`. */
export const seatIn = (battle: Battle, person: string): Seat => {
  if (battle.banned.has(person)) throw new RuleError('battle.kicked');
  const seat = battle.seats.get(person);
  if (!seat || seat.gone) throw new RuleError('battle.not_in');
  return seat;
};

const crewSize = (battle: Battle, team: TeamId): number => {
  let n = 0;
  for (const seat of battle.seats.values()) if (seat.team === team && !seat.gone) n += 1;
  return n;
};
const hasRoom = (battle: Battle, team: TeamId): boolean =>
  battle.mode !== 'race' || crewSize(battle, team) < BOAT_MOST;

/** The wished team, else the smallest with room; undefined without teams. Throws `battle.teams`, `battle.full`. */
const teamFor = (battle: Battle, wish: TeamId | undefined): TeamId | undefined => {
  const ids = battle.phase === 'lobby' ? battle.teams : battle.team.map((t) => t.id);
  if (ids.length === 0) {
    if (wish) throw new RuleError('battle.teams');
    return undefined;
  }
  if (wish) {
    if (!ids.includes(wish)) throw new RuleError('battle.teams');
    if (!hasRoom(battle, wish)) throw new RuleError('battle.full');
    return wish;
  }
  const [first] = ids
    .filter((id) => hasRoom(battle, id))
    .map((id) => ({ id, size: crewSize(battle, id) }))
    .sort((a, b) => a.size - b.size);
  if (!first) throw new RuleError('battle.full');
  return first.id;
};

/** The first round that counts somebody who sits down now: the open one only before its clock starts. */
const sinceOf = (battle: Battle, at: number): number => {
  const round = roundOf(battle);
  const before = battle.phase === 'question' && round?.state === 'open' && at <= round.opensAt;
  return before ? battle.rounds.length - 1 : battle.rounds.length;
};

const mayEnter = (battle: Battle, person: string): void => {
  if (battle.banned.has(person)) throw new RuleError('battle.kicked');
  if (battle.phase === 'done') throw new RuleError('battle.over');
  if (battle.seats.get(person)?.gone) throw new RuleError('battle.not_in');
  const running = battle.phase !== 'lobby';
  if (running && (battle.mode === 'duel' || battle.mode === 'survival'))
    throw new RuleError('battle.started');
  if (battle.locked) throw new RuleError('battle.locked');
  let most: number = BATTLE_MOST[battle.mode];
  if (battle.solo) most = 1;
  if (battle.seats.size >= most) throw new RuleError('battle.full');
};

const FRESH = {
  ready: false,
  gone: false,
  points: 0,
  right: 0,
  answered: 0,
  streak: 0,
  bestStreak: 0,
  timeMs: 0,
  missed: 0,
};

/** Gives a seat, in the lobby or (race, show) later; who has one keeps it. Throws `battle.kicked`, `battle.over`,
 * `battle.not_in` (has left), `battle.started`, `battle.locked`, `battle.full`, `battle.teams`. */
export const takeSeat = (battle: Battle, { person, team, bot, factor, theta, at }: Of<'seat'>): void => {
  const held = battle.seats.get(person);
  if (held && !held.gone && !battle.banned.has(person)) {
    if (battle.phase === 'lobby') Object.assign(held, { factor, theta });
    return;
  }
  mayEnter(battle, person);
  const own = teamFor(battle, team);
  battle.seats.set(person, {
    person,
    ...(own && { team: own }),
    ...(bot && { bot }),
    factor,
    theta,
    ...FRESH,
    ready: bot !== undefined,
    since: sinceOf(battle, at),
    logs: battle.mode === 'survival' ? SURVIVAL_LOGS : 0,
    ranks: [],
  });
};

/** Gives up a seat, or is sent away: in the lobby the seat is free again, later it stays with what was earned. Throws
 * `battle.over`, `battle.kicked`, `battle.not_in`. */
export const leaveSeat = (battle: Battle, { person, kicked }: Of<'unseat'>): void => {
  if (battle.phase === 'done') throw new RuleError('battle.over');
  const seat = seatIn(battle, person);
  if (kicked) battle.banned.add(person);
  if (battle.phase === 'lobby') {
    battle.seats.delete(person);
    return;
  }
  if (battle.mode === 'survival' && isAfloat(seat)) seat.outRound = Math.max(0, battle.rounds.length - 1);
  seat.gone = true;
};

/** Throws `battle.over`, `battle.started` outside the lobby. */
export const inLobby = (battle: Battle): void => {
  if (battle.phase === 'done') throw new RuleError('battle.over');
  if (battle.phase !== 'lobby') throw new RuleError('battle.started');
};

export const changeTeam = (battle: Battle, { person, team }: Of<'team'>): void => {
  inLobby(battle);
  const seat = seatIn(battle, person);
  if (seat.team === team) return;
  const own = teamFor(battle, team);
  if (own) seat.team = own;
};
