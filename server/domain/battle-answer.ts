import type { Answer, Verdict } from './answer.ts';
import { askedIn, personalCloseAt, roundOf } from './battle-clock.ts';
import { seatIn } from './battle-seats.ts';
import { type BattleInput, GRACE_MS } from './battle-shape.ts';
import type { Battle, Given, Round, Seat } from './battle-state.ts';
import { RuleError } from './errors.ts';
import { gradeAnswer } from './grade.ts';
import { seedOf } from './random.ts';

type Said = Extract<BattleInput, { kind: 'answer' }>;

/** The seed under which everybody is shown round `nth`. */
export const roundSeed = (battle: Pick<Battle, 'id'>, nth: number): number => seedOf(`${battle.id}:${nth}`);

type Graded = { verdict: Verdict; choices: unknown[] };
/** A crowd gives few different answers: each is graded once a round. */
const graded = new WeakMap<Round, Map<unknown, Graded>>();
const MOST_KEPT = 500;

/** The verdict on an answer to round `nth`, the same object for the same answer, and the choice for the log. Throws
 * `answer.shape`. */
export const gradedIn = (battle: Battle, nth: number, round: Round, answer: Answer): Graded => {
  const known = graded.get(round) ?? new Map<unknown, Graded>();
  graded.set(round, known);
  const said = typeof answer === 'object' ? JSON.stringify(answer) : answer;
  const found = known.get(said);
  if (found) return found;
  const { verdict, choices } = gradeAnswer(askedIn(battle, round).question, roundSeed(battle, nth), answer);
  const made = { verdict, choices: Array.isArray(choices) ? choices : [choices] };
  if (known.size < MOST_KEPT) known.set(said, made);
  return made;
};

/** What this person has given under this command id in that round before, in the first answers too. */
export const givenBefore = (battle: Battle, { person, id, round: nth }: Said): Given | undefined => {
  const round = battle.rounds[nth];
  const now = round?.given.get(person);
  if (now?.id === id) return now;
  const first = round?.first?.get(person);
  return first?.id === id ? first : undefined;
};

/** The open round of an answer. Throws `battle.not_open`, `battle.over`, `battle.wrong_round`, `battle.closed`. */
const openRound = (battle: Battle, said: Said): Round => {
  const round = roundOf(battle);
  if (battle.phase === 'lobby' || !round) throw new RuleError('battle.not_open');
  if (battle.phase === 'done') throw new RuleError('battle.over');
  if (said.round !== battle.rounds.length - 1) throw new RuleError('battle.wrong_round');
  if (battle.phase !== 'question') throw new RuleError('battle.closed');
  if (battle.pausedAt !== undefined || said.at < round.opensAt) throw new RuleError('battle.not_open');
  return round;
};

/** True when the counted time is over for this person. Throws `battle.closed` when the answer came after the grace. */
const isLate = (round: Round, seat: Seat, said: Said): boolean => {
  const closeAt = personalCloseAt(round, seat);
  if (closeAt === undefined) return false;
  if (said.at > closeAt + GRACE_MS) throw new RuleError('battle.closed');
  return said.at - said.creditMs > closeAt;
};

/**
 * Takes an answer to the open round; its points come at the reveal. Throws `battle.kicked`, `battle.not_in`,
 * `battle.not_open`, `battle.over`, `battle.wrong_round`, `battle.closed`, `battle.already_answered`, `answer.shape`.
 */
export const takeAnswer = (battle: Battle, said: Said): Given => {
  const seat = seatIn(battle, said.person);
  const round = openRound(battle, said);
  if (round.given.has(said.person)) throw new RuleError('battle.already_answered');
  const late = isLate(round, seat, said);
  const { verdict, choices } = gradedIn(battle, said.round, round, said.answer);
  const { id, answer, at, rtMs, changes, rttMs, creditMs } = said;
  const given = {
    id,
    answer,
    choices,
    at,
    rtMs,
    changes,
    elapsedMs: Math.max(0, at - creditMs - round.opensAt),
    rttMs,
    creditMs,
    late,
    ok: verdict.ok,
    score: verdict.score,
    points: 0,
  };
  round.given.set(said.person, given);
  return given;
};
