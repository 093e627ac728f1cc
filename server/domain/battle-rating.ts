import { rate } from 'openskill';
import { bradleyTerryPart } from 'openskill/models';
import { roundsPlayed } from './battle-facts.ts';
import { type ResultOf, teamRows } from './battle-result.ts';
import type { Battle, Seat } from './battle-state.ts';

export type Skill = { mu: number; sigma: number };

const SHOWN_BASE = 1000;
const SHOWN_STEP = 40;
/** What is certain of a skill. */
export const ordinalOf = ({ mu, sigma }: Skill): number => mu - 3 * sigma;
/** The rating as people see it: 1000 for a newcomer, 40 for each point that is certain. */
export const shownRating = (skill: Skill): number => Math.round(SHOWN_BASE + SHOWN_STEP * ordinalOf(skill));

/** Those who share a place: one person, or the people of a boat or team. */
export type Side = { rank: number; people: string[] };

/** A show is rated from so many people on. */
const SHOW_LEAST = 4;
/** More sides than this are compared with their neighbours only: every pair would take too long. */
const FEW_SIDES = 8;

const played = (battle: Battle, seat: Seat): boolean =>
  !seat.bot && (battle.mode === 'duel' || seat.answered > 0);

const crews = (battle: Battle, seats: readonly Seat[]): Side[] =>
  teamRows(battle).flatMap(({ id, rank }) => {
    const people = seats.filter((s) => s.team === id && !s.gone).map((s) => s.person);
    return people.length === 0 ? [] : [{ rank, people }];
  });

/** Which battles count: live against people, with a place for each. */
const counts = (battle: Battle, people: number): boolean => {
  if (battle.calledOff || battle.solo || !battle.rules.ranking) return false;
  if (battle.mode === 'duel') return people === 2 && battle.rounds.length > 0;
  return roundsPlayed(battle) > 0 && people >= (battle.mode === 'show' ? SHOW_LEAST : 2);
};

/** The sides by whose places a battle is rated; none for one against bots, a recorded run or nobody. */
export const ratedSides = (battle: Battle, results: readonly ResultOf[]): Side[] => {
  const seats = [...battle.seats.values()].filter((s) => played(battle, s));
  if (!counts(battle, seats.length)) return [];
  const known = new Set(seats.map((s) => s.person));
  const sides =
    battle.team.length > 1
      ? crews(battle, seats)
      : results.flatMap(({ person, rank }) => (known.has(person) ? [{ rank, people: [person] }] : []));
  return sides.length > 1 ? sides : [];
};

/** The ratings after a battle, by Plackett-Luce for few sides, else by Bradley-Terry of neighbours (analytics.md 3.7). */
export const rateSides = (
  sides: readonly Side[],
  ratingOf: (person: string) => Skill,
): Map<string, Skill> => {
  const after = rate(
    sides.map((s) => s.people.map((p) => ({ ...ratingOf(p) }))),
    {
      rank: sides.map((s) => s.rank),
      ...(sides.length > FEW_SIDES ? { model: bradleyTerryPart } : {}),
    },
  );
  return new Map(
    sides.flatMap(({ people }, side) =>
      people.flatMap((person, i): [string, Skill][] => {
        const skill = after[side]?.[i];
        return skill ? [[person, { mu: skill.mu, sigma: skill.sigma }]] : [];
      }),
    ),
  );
};
