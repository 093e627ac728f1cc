import type { TeamRound } from './api-battle.ts';
import { RACE_METRES, type TeamId } from './battle-shape.ts';
import type { Battle, Round, Seat, Team } from './battle-state.ts';

const ROUND_METRES = 40;
const SYNC_METRES = 20;
const SYNC_PERCENT = 80;
const SYNC_LEAST = 2;
const RUN_FACTORS = [1, 1.1, 1.2, 1.3] as const;
const TAIL_WIND_BEHIND = 60;
const TAIL_WIND = 1.1;

const tenths = (x: number): number => Math.round(x * 10) / 10;

/** Those whose answers make the mean of a boat or team: in a race a rower who missed the round before is left out until
 * the next answer; in a show everybody who could answer. `missed` is as before this round. */
export const isActive = (battle: Battle, nth: number, round: Round, seat: Seat): boolean => {
  if (battle.mode === 'race' && round.given.has(seat.person)) return true;
  if (seat.gone || seat.since > nth) return false;
  return battle.mode !== 'race' || seat.missed === 0;
};

export type Crew = { team: Team; active: number; right: number; score: number; points: number };

/** What each boat or team did in a round, before its metres. */
export const crewsOf = (battle: Battle, nth: number, round: Round): Crew[] => {
  const crews = new Map<TeamId, Crew>(
    battle.team.map((team) => [team.id, { team, active: 0, right: 0, score: 0, points: 0 }]),
  );
  for (const seat of battle.seats.values()) {
    const crew = seat.team && crews.get(seat.team);
    if (!crew || !isActive(battle, nth, round, seat)) continue;
    const given = round.given.get(seat.person);
    crew.active += 1;
    crew.right += given?.ok ? 1 : 0;
    crew.score += given?.score ?? 0;
    crew.points += given?.points ?? 0;
  }
  return [...crews.values()];
};

/** Metres of one boat in one round: 40 x mean accuracy; 80 % right of at least two = sync, +20 x 1 to 1.3 by how many
 * in a row (`run` before); tail wind +10 % (game.md 4.8: 4 of 5 right = 52 m). */
export const metresOf = (
  { active, right, score }: Pick<Crew, 'active' | 'right' | 'score'>,
  run: number,
  tailWind: boolean,
): { metres: number; sync: boolean; run: number } => {
  const sync = active >= SYNC_LEAST && right * 100 >= SYNC_PERCENT * active;
  const factor = RUN_FACTORS[Math.min(run, RUN_FACTORS.length - 1)] ?? 1;
  const way = active === 0 ? 0 : (ROUND_METRES * score) / active;
  const metres = (way + (sync ? SYNC_METRES * factor : 0)) * (tailWind ? TAIL_WIND : 1);
  return { metres: tenths(metres), sync, run: sync ? factor : 1 };
};

/** Moves every boat by the round's answers; their points must be set. Gives what is told of it. */
export const rowRound = (battle: Battle, nth: number, round: Round): TeamRound[] => {
  const lead = Math.max(0, ...battle.team.map((t) => t.metres));
  return crewsOf(battle, nth, round).map((crew) => {
    const { team, active, right, points } = crew;
    const tailWind = lead - team.metres > TAIL_WIND_BEHIND;
    const { metres, sync, run } = metresOf(crew, team.run, tailWind);
    team.metres = tenths(team.metres + metres);
    team.run = sync ? team.run + 1 : 0;
    team.points += active === 0 ? 0 : points / active;
    return { team: team.id, right, active, metres, sync, run, tailWind };
  });
};

/** Teams of a show: the mean of those who could answer. */
export const scoreTeams = (battle: Battle, nth: number, round: Round): TeamRound[] =>
  crewsOf(battle, nth, round).map(({ team, active, right, points }) => {
    team.points += active === 0 ? 0 : points / active;
    return { team: team.id, right, active, metres: 0, sync: false, run: 1, tailWind: false };
  });

export const isFinished = (battle: Pick<Battle, 'team'>): boolean =>
  battle.team.some((t) => t.metres >= RACE_METRES);
