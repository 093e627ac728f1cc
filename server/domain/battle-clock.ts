import { GRACE_MS } from './battle-shape.ts';
import { type Battle, bookKey, type Round, type Seat } from './battle-state.ts';
import { RuleError } from './errors.ts';
import { type KnownQuestion, viewOf } from './grade.ts';
import type { Question } from './question.ts';
import { plainOf } from './rich-text.ts';
import { type LocalText, textIn } from './text.ts';

const LEAST_LIMIT_MS = 15_000;
const MOST_LIMIT_MS = 60_000;
const BASE_LIMIT_MS = 10_000;
const CHARS_PER_SECOND = 6;
export const REVEAL_MS = 6_000;
export const DUEL_REVEAL_MS = 5_000;
export const BOARD_MS = 5_000;
/** A skipped question is shown so long, in a hosted show too. */
export const SKIP_MS = 3_000;
/** Without clock and host a question waits so long for people who are there and say nothing. */
export const IDLE_MS = 300_000;

/** A host calls the steps. */
export const isHosted = ({ host, rules }: Pick<Battle, 'host' | 'rules'>): boolean =>
  host !== undefined && !rules.auto;

/** The round that is asked or has just been; its number is `rounds.length - 1`. */
export const roundOf = (battle: Pick<Battle, 'rounds'>): Round | undefined => battle.rounds.at(-1);

/** The question of a round with its name. Throws `battle.no_questions` when the book lacks it. */
export const askedIn = ({ book }: Pick<Battle, 'book'>, { ref }: Pick<Round, 'ref'>): KnownQuestion => {
  const known = book.get(bookKey(ref));
  if (!known) throw new RuleError('battle.no_questions');
  return known;
};

const partsOf = (question: Question): LocalText[] => {
  const view = viewOf({ question, version: 1 }, 0);
  switch (view.type) {
    case 'single':
    case 'multiple':
      return view.options;
    case 'matching':
      return [...view.lefts, ...view.rights];
    case 'ordering':
      return view.items;
    case 'categorising':
      return [...view.categories, ...view.items];
    case 'cloze':
      return view.gaps.flatMap((gap) => (gap.kind === 'choice' ? gap.options : []));
    default:
      return [];
  }
};

/** T = 10 s and a second for six characters of what is read (Chinese first), 15 to 60 s. */
export const limitOf = (question: Question): number => {
  const chars = [question.stem, ...partsOf(question)]
    .map((text) => plainOf(textIn(text, 'zh')).length)
    .reduce((a, b) => a + b, 0);
  const ms = BASE_LIMIT_MS + (chars * 1000) / CHARS_PER_SECOND;
  return Math.round(Math.min(MOST_LIMIT_MS, Math.max(LEAST_LIMIT_MS, ms)));
};

/** When this person's time is over; undefined without a clock. */
export const personalCloseAt = (
  { closesAt, limitMs }: Pick<Round, 'closesAt' | 'limitMs'>,
  { factor }: Pick<Seat, 'factor'>,
): number | undefined => (closesAt === undefined ? undefined : closesAt + Math.round(limitMs * (factor - 1)));

/** Puts everything that is still to come later by so many ms. */
export const shiftClock = (battle: Battle, by: number): void => {
  const round = roundOf(battle);
  if (battle.phase === 'question' && round) {
    round.opensAt += by;
    if (round.closesAt !== undefined) round.closesAt += by;
  }
  if (battle.endsAt !== undefined) battle.endsAt += by;
};

/** Somebody for whose answer the room waits: seated and there; those who are out only while they go on answering. */
const isAwaited = (seat: Seat, present: ReadonlySet<string>): boolean => {
  if (seat.gone) return false;
  const out = seat.outRound !== undefined;
  if (seat.bot) return !out;
  return present.has(seat.person) && !(out && seat.missed > 0);
};

const closesBy = (battle: Battle, round: Round, present: ReadonlySet<string>): number | undefined => {
  let answered = false;
  let latest: number | undefined;
  let waiting = false;
  for (const seat of battle.seats.values()) {
    if (!isAwaited(seat, present)) continue;
    if (round.given.has(seat.person)) {
      answered ||= !seat.bot || present.has(seat.person);
      continue;
    }
    waiting = true;
    const closeAt = personalCloseAt(round, seat);
    if (closeAt === undefined) break;
    latest = Math.max(latest ?? closeAt, closeAt);
  }
  if (answered && !waiting) return Math.max(round.opensAt, battle.holdTill ?? 0);
  if (round.closesAt === undefined) return isHosted(battle) ? undefined : round.opensAt + IDLE_MS;
  return (latest ?? round.closesAt) + GRACE_MS;
};

/** Server time at which the room must put in a `step`; now or earlier = at once, undefined = host or answers decide.
 * A pass over all seats: ask after a batch of answers, not after each. */
export const dueAt = (battle: Battle, present: ReadonlySet<string>): number | undefined => {
  if (battle.pausedAt !== undefined) return undefined;
  if (battle.phase === 'reveal' || battle.phase === 'board') return battle.endsAt;
  const round = roundOf(battle);
  return battle.phase === 'question' && round ? closesBy(battle, round, present) : undefined;
};
