import type { Award, Outcome, TeamRow } from './api-battle.ts';
import type { TeamId } from './battle-shape.ts';
import type { Battle, Seat } from './battle-state.ts';

export type Standing = { person: string; rank: number; points: number; seat: Seat };

const AFLOAT = Number.MAX_SAFE_INTEGER;

/** What decides a place, the most important first; more is better. */
const meritOf = (battle: Battle, seat: Seat): number[] => [
  battle.banned.has(seat.person) ? 0 : 1,
  battle.mode === 'duel' && seat.gone ? 0 : 1,
  battle.mode === 'survival' ? (seat.outRound ?? AFLOAT) : 0,
  seat.points,
  -seat.timeMs,
];
const compare = (a: readonly number[], b: readonly number[]): number => {
  for (let i = 0; i < a.length; i++) {
    const by = (b[i] ?? 0) - (a[i] ?? 0);
    if (by !== 0) return by;
  }
  return 0;
};

const rank = (battle: Battle): Standing[] => {
  const rows = [...battle.seats.values()].map((seat) => ({ seat, merit: meritOf(battle, seat) }));
  rows.sort((a, b) => compare(a.merit, b.merit));
  const out: Standing[] = [];
  for (const [i, { seat, merit }] of rows.entries()) {
    const before = rows[i - 1];
    const tied = before !== undefined && compare(before.merit, merit) === 0;
    const place = tied ? (out[i - 1]?.rank ?? i + 1) : i + 1;
    out.push({ person: seat.person, rank: place, points: seat.points, seat });
  }
  return out;
};

type Ranked = { seq: number; rows: Standing[]; byPerson: Map<string, number> };
const kept = new WeakMap<Battle, Ranked>();
const ranked = (battle: Battle): Ranked => {
  const found = kept.get(battle);
  if (found?.seq === battle.seq) return found;
  const rows = rank(battle);
  const made = { seq: battle.seq, rows, byPerson: new Map(rows.map((r, i) => [r.person, i])) };
  kept.set(battle, made);
  return made;
};

/** Everybody with a seat, the first first; equals share a place. Duel and show: points, then the smaller sum of counted
 * times; survival: who was out last; race: a rower's own points (the boats' places: `teamRows`). Worked out once per
 * input. */
export const standingsOf = (battle: Battle): readonly Standing[] => ranked(battle).rows;
/** The same, found by person: index in `standingsOf`. */
export const placeOf = (battle: Battle, person: string): number | undefined =>
  ranked(battle).byPerson.get(person);

const tenths = (x: number): number => Math.round(x * 10) / 10;

/** Teams or boats by place: a race by metres, then points; a show by the mean of points, one decimal. */
export const teamRows = (battle: Battle): TeamRow[] => {
  const race = battle.mode === 'race';
  const members = new Map<TeamId, number>();
  for (const { team, gone } of battle.seats.values())
    if (team && !gone) members.set(team, (members.get(team) ?? 0) + 1);
  const rows = battle.team.map((t) => ({
    id: t.id,
    rank: 0,
    points: tenths(t.points),
    ...(race ? { metres: t.metres } : {}),
    members: members.get(t.id) ?? 0,
  }));
  const merit = (row: TeamRow): number[] => [row.metres ?? 0, row.points];
  rows.sort((a, b) => compare(merit(a), merit(b)));
  for (const [i, row] of rows.entries()) {
    const before = rows[i - 1];
    row.rank = before && compare(merit(before), merit(row)) === 0 ? before.rank : i + 1;
  }
  return rows;
};

export type ResultOf = {
  person: string;
  team?: TeamId;
  /** A race: the boat's place, shared by its crew, of so many boats. */
  rank: number;
  of: number;
  points: number;
  right: number;
  answered: number;
  bestStreak: number;
  climb: number;
  outcome: Outcome;
  awards: Award[];
};

const revealedOf = (battle: Battle): number => battle.rounds.filter((r) => r.state === 'revealed').length;

/** Change of one's own place since the middle of the battle, positive = up; 0 for who came after it. */
export const climbOf = ({ ranks }: Seat, revealed: number): number => {
  const middle = ranks[Math.ceil(revealed / 2) - 1 - (revealed - ranks.length)];
  const last = ranks.at(-1);
  return middle === undefined || last === undefined ? 0 : middle - last;
};

const CLIMB_LEAST = 2;
const STREAK_LEAST = 4;
const FAST_RIGHT = 0.6;

const holders = (seats: readonly Seat[], value: (seat: Seat) => number, least: number): Set<string> => {
  const best = Math.max(least, ...seats.map(value));
  return new Set(seats.filter((s) => value(s) === best).map((s) => s.person));
};

/** Who gets what; people only, who are still there. Without ranking or others
 * nothing that compares; nothing when called off. */
const awardsOf = (battle: Battle): Map<Award, Set<string>> => {
  const revealed = revealedOf(battle);
  if (battle.calledOff || revealed === 0) return new Map();
  const seats = [...battle.seats.values()].filter((s) => !s.bot && !s.gone);
  const first = new Set(standingsOf(battle).flatMap((s) => (s.rank === 1 ? [s.person] : [])));
  const topTeams = new Set(teamRows(battle).flatMap((t) => (t.rank === 1 ? [t.id] : [])));
  const of = (wins: (seat: Seat) => boolean): Set<string> => new Set(seats.filter(wins).map((s) => s.person));
  const timed = seats.filter((s) => s.right > 0 && s.right >= FAST_RIGHT * revealed);
  const steady = of((s) => s.answered === revealed);
  const out = new Map<Award, Set<string>>([
    ['flawless', of((s) => s.answered === revealed && s.right === revealed)],
    ['streak', of((s) => s.bestStreak >= STREAK_LEAST)],
    ['steady', steady],
  ]);
  if (!battle.rules.ranking || battle.seats.size < 2) return out;
  out.set(
    'champion',
    of((s) => first.has(s.person) && s.points > 0),
  );
  out.set(
    'climber',
    holders(seats, (s) => climbOf(s, revealed), CLIMB_LEAST),
  );
  if (battle.rules.clock)
    out.set(
      'fastest',
      holders(timed, (s) => -s.timeMs / s.right, -Infinity),
    );
  if (battle.team.length > 1)
    out.set(
      'best_team',
      of((s) => s.team !== undefined && topTeams.has(s.team)),
    );
  if (battle.mode === 'survival')
    out.set(
      'oracle',
      of((s) => s.predict !== undefined && first.has(s.predict)),
    );
  return out;
};

type Place = { rank: number; of: number; shared: boolean };
const placesOf = (battle: Battle): ((row: Standing) => Place) => {
  const inTeams = battle.mode === 'race';
  const teams = teamRows(battle);
  const rows = standingsOf(battle);
  const [teamTop, top] = [teams, rows].map((list) => list.filter((r) => r.rank === 1).length);
  return ({ seat, rank }) => {
    const team = inTeams ? teams.find((t) => t.id === seat.team) : undefined;
    if (team) return { rank: team.rank, of: teams.length, shared: (teamTop ?? 0) > 1 };
    return { rank, of: rows.length, shared: (top ?? 0) > 1 };
  };
};

const outcomeOf = (battle: Battle, seat: Seat, { rank, shared }: Place): Outcome => {
  if (battle.calledOff) return 'tie';
  if (seat.gone) return 'left';
  if (rank > 1) return 'lose';
  return shared || battle.seats.size < 2 ? 'tie' : 'win';
};

/** What came of it for everybody who had a seat, by place. A called off battle is a tie without awards; alone nobody
 * wins. */
export const resultOf = (battle: Battle): ResultOf[] => {
  const revealed = revealedOf(battle);
  const awards = [...awardsOf(battle)];
  const placeIn = placesOf(battle);
  return standingsOf(battle).map((row) => {
    const { seat, person } = row;
    const place = placeIn(row);
    const { points, right, answered, bestStreak } = seat;
    return {
      person,
      ...(seat.team && { team: seat.team }),
      rank: place.rank,
      of: place.of,
      points,
      right,
      answered,
      bestStreak,
      climb: climbOf(seat, revealed),
      outcome: outcomeOf(battle, seat, place),
      awards: awards.flatMap(([award, people]) => (people.has(person) ? [award] : [])),
    };
  });
};
