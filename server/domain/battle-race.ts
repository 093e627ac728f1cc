import type { TeamRound } from './api-battle.ts';
import { RACE_METRES, type TeamId } from './battle-shape.ts';
import type { Battle, Round, Seat, Team } from './battle-state.ts';

const ROUND_METRES = 40;
const SYNC_METRES = 20;
/** In sync from this share right; the surge begins to build up at the other, so that a crew of four, where 80 % means
 * everybody, is no worse off than one of five. */
const SYNC_SHARE = 0.8;
const SURGE_FROM = 0.6;
const NEARLY = 1e-9;
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

/** Part of the surge that a share of right answers brings: none up to 60 %, all from 80 % on. */
const surgeOf = ({ active, right }: Pick<Crew, 'active' | 'right'>): number => {
  if (active < SYNC_LEAST) return 0;
  return Math.min(1, Math.max(0, (right / active - SURGE_FROM) / (SYNC_SHARE - SURGE_FROM)));
};

/** Metres of one boat in one round: 40 x mean accuracy; 80 % right of at least two = sync, +20 x 1 to 1.3 by how many
 * in a row (`run`; a part of a surge adds its part); tail wind +10 % (game.md 4.8: 4 of 5 right = 52 m). */
export const metresOf = (
  crew: Pick<Crew, 'active' | 'right' | 'score'>,
  run: number,
  tailWind: boolean,
): { metres: number; sync: boolean; factor: number; run: number } => {
  const surge = surgeOf(crew);
  const factor = RUN_FACTORS[Math.min(Math.floor(run + NEARLY), RUN_FACTORS.length - 1)] ?? 1;
  const way = crew.active === 0 ? 0 : (ROUND_METRES * crew.score) / crew.active;
  const metres = (way + SYNC_METRES * surge * factor) * (tailWind ? TAIL_WIND : 1);
  const sync = surge > 1 - NEARLY;
  return { metres: tenths(metres), sync, factor: sync ? factor : 1, run: surge > NEARLY ? run + surge : 0 };
};

/** Moves every boat by the round's answers; their points must be set. Gives what is told of it. */
export const rowRound = (battle: Battle, nth: number, round: Round): TeamRound[] => {
  const lead = Math.max(0, ...battle.team.map((t) => t.metres));
  return crewsOf(battle, nth, round).map((crew) => {
    const { team, active, right, points } = crew;
    const tailWind = lead - team.metres > TAIL_WIND_BEHIND;
    const { metres, sync, factor, run } = metresOf(crew, team.run, tailWind);
    team.metres = tenths(team.metres + metres);
    team.run = run;
    team.points += active === 0 ? 0 : points / active;
    return { team: team.id, right, active, metres, sync, run: factor, tailWind };
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
