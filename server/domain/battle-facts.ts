import type { Battle, Given, Seat } from './battle-state.ts';

/** What one person did in a revealed round, for the log. `number` = of the seat, in the order of the seats. */
export type RoundFact = {
  person: string;
  number: number;
  team?: string;
  /** Before the discussion, when there was a second round. */
  first?: Given;
  given?: Given;
  points: number;
  rank: number;
};

/** From the second round in a row without an answer on a person counts as absent, as in a crew's mean. */
const MISSED_AND_HERE = 1;

/** True when somebody had the chance to answer and did not; `later` = rounds revealed since. */
const missedIt = (battle: Battle, seat: Seat, round: number, later: number): boolean => {
  if (!battle.rules.clock || seat.gone || seat.since > round) return false;
  if (seat.outRound !== undefined && seat.outRound < round) return false;
  return seat.missed > later && seat.missed - later <= MISSED_AND_HERE;
};

/** What each real person did in a round that is revealed: who answered, and who was there and did not. */
export const roundFacts = (battle: Battle, round: number): RoundFact[] => {
  const played = battle.rounds[round];
  if (played?.state !== 'revealed') return [];
  const later = battle.rounds.slice(round + 1).filter((r) => r.state === 'revealed').length;
  return [...battle.seats.values()].flatMap((seat, number): RoundFact[] => {
    if (seat.bot) return [];
    const { person, team } = seat;
    const given = played.given.get(person);
    const first = played.first?.get(person);
    if (!given && !first && !missedIt(battle, seat, round, later)) return [];
    return [
      {
        person,
        number,
        ...(team === undefined ? {} : { team }),
        ...(first ? { first } : {}),
        ...(given ? { given } : {}),
        points: given?.points ?? 0,
        rank: seat.ranks.at(-1 - later) ?? 0,
      },
    ];
  });
};

/** Rounds that count, revealed and not skipped. */
export const roundsPlayed = (battle: Battle): number =>
  battle.rounds.filter((r) => r.state === 'revealed').length;
