import type { QuestionView, Verdict } from './answer.ts';
import type { AnswerCounts, MyRound, QuestionNotice, Receipt, RevealNotice, TeamRow } from './api-battle.ts';
import { gradedIn, roundSeed } from './battle-answer.ts';
import { askedIn, personalCloseAt, roundOf } from './battle-clock.ts';
import { countsOf } from './battle-count.ts';
import { placeOf, standingsOf, teamRows } from './battle-result.ts';
import { RULE_VERSION } from './battle-shape.ts';
import type { Battle, Given, Round, Seat } from './battle-state.ts';
import { blankVerdict, viewOf } from './grade.ts';
import { mediaIn } from './question-texts.ts';

/** In battles of so many seats everybody sees who has answered, and all rafts. */
export const SMALL_BATTLE = 20;
const TOP = 5;

type Shown = { view: QuestionView; media: string[]; blank: Verdict };
const shownRounds = new WeakMap<Round, Shown>();
const shown = (battle: Battle, nth: number, round: Round): Shown => {
  const found = shownRounds.get(round);
  if (found) return found;
  const known = askedIn(battle, round);
  const seed = roundSeed(battle, nth);
  const view = viewOf(known, seed);
  const made = { view, media: mediaIn(view), blank: blankVerdict(known.question, seed) };
  shownRounds.set(round, made);
  return made;
};

/** The question of round `nth` (the present one) as everybody sees it. */
export const shownQuestion = (battle: Battle, nth = battle.rounds.length - 1): QuestionView | undefined => {
  const round = battle.rounds[nth];
  return round && shown(battle, nth, round).view;
};
/** What is right in round `nth`, with the person's own feedback; of a revealed or skipped round only. */
export const verdictOf = (battle: Battle, nth: number, person?: string): Verdict | undefined => {
  const round = battle.rounds[nth];
  if (!round || (round.state !== 'revealed' && round.state !== 'skipped')) return undefined;
  const given = person === undefined ? undefined : round.given.get(person);
  return given ? gradedIn(battle, nth, round, given.answer).verdict : shown(battle, nth, round).blank;
};

export const isUnder = (battle: Battle): boolean => battle.phase !== 'lobby' && battle.phase !== 'done';

/** The present question with the clock of this person (without one: the room's). Without key; undefined in the lobby and
 * at the end. */
export const questionNotice = (
  battle: Battle,
  person: string | undefined,
  now: number,
): QuestionNotice | undefined => {
  const round = roundOf(battle);
  if (!round || !isUnder(battle)) return undefined;
  const nth = battle.rounds.length - 1;
  const { view, media } = shown(battle, nth, round);
  const seat = person === undefined ? undefined : battle.seats.get(person);
  const closesAt = seat ? personalCloseAt(round, seat) : round.closesAt;
  return {
    round: nth,
    rounds: battle.items.length,
    question: view,
    media,
    opensAt: round.opensAt,
    ...(closesAt === undefined ? {} : { closesAt }),
    serverNow: now,
    nth: round.nth,
  };
};

const counted = new WeakMap<Round, AnswerCounts>();
const countsAt = (battle: Battle, nth: number, round: Round): AnswerCounts => {
  const found = counted.get(round) ?? countsOf(battle, nth);
  counted.set(round, found);
  return found;
};

/** Points to the next better place; its first row stands at the number of the place. */
const gapOf = (battle: Battle, person: string): number | undefined => {
  const rows = standingsOf(battle);
  const mine = rows[placeOf(battle, person) ?? 0];
  const before = mine && rows[mine.rank - 2];
  return mine && before ? Math.max(0, before.points - mine.points) : undefined;
};

type Table = { teams: TeamRow[] };
const mineOf = (battle: Battle, round: Round, seat: Seat, { teams }: Table): MyRound => {
  const given = round.state === 'revealed' ? round.given.get(seat.person) : undefined;
  const row = standingsOf(battle)[placeOf(battle, seat.person) ?? -1];
  const boat = battle.mode === 'race' ? teams.find((t) => t.id === seat.team) : undefined;
  const place = (boat ?? row)?.rank ?? 0;
  const gap =
    battle.rules.ranking && (battle.mode === 'show' || battle.mode === 'duel')
      ? gapOf(battle, seat.person)
      : undefined;
  return {
    answered: round.given.has(seat.person),
    ok: given?.ok ?? false,
    score: given?.score ?? 0,
    points: given?.points ?? 0,
    total: seat.points,
    streak: seat.streak,
    rank: battle.rules.ranking ? place : 0,
    ...(gap === undefined ? {} : { gap }),
  };
};

const topOf = (battle: Battle): RevealNotice['top'] => {
  if (!battle.rules.ranking) return [];
  const rows = standingsOf(battle).filter(({ person }) => !battle.banned.has(person));
  const last = rows.at(-1)?.rank ?? 1;
  return rows
    .slice(0, TOP)
    .filter(({ rank }) => rank < last || last === 1)
    .map(({ person, points, seat: { ranks } }) => {
      const [before, now] = [ranks.at(-2), ranks.at(-1)];
      return { id: person, points, climb: before === undefined || now === undefined ? 0 : before - now };
    });
};

const raftsOf = (battle: Battle, round: Round, person: string | undefined): RevealNotice['rafts'] => {
  if (battle.mode !== 'survival' && (battle.mode !== 'duel' || !battle.rules.ranking)) return undefined;
  const all = [...battle.seats.values()];
  const told = all.length <= SMALL_BATTLE ? all : all.filter((s) => s.person === person);
  return told.map((seat) => {
    const given = round.state === 'revealed' ? round.given.get(seat.person) : undefined;
    return {
      id: seat.person,
      logs: seat.logs,
      out: seat.outRound !== undefined || seat.gone,
      ...(given && { ok: given.ok }),
      points: battle.rules.ranking || seat.person === person ? seat.points : 0,
    };
  });
};

type Course = Omit<RevealNotice, 'mine' | 'rafts' | 'verdict'>;
type Shared = Omit<RevealNotice, 'mine' | 'rafts'>;
/** `by` verdict: few different ones, each with all that goes with it. */
type Reveals = { seq: number; course: Course; by: Map<Verdict, Shared> };
const reveals = new WeakMap<Battle, Reveals>();
/** What is the same for everybody: worked out once per input. */
const revealsOf = (battle: Battle, nth: number, round: Round): Reveals => {
  const found = reveals.get(battle);
  if (found?.seq === battle.seq) return found;
  const course = {
    round: nth,
    counts: countsAt(battle, nth, round),
    skipped: round.state === 'skipped',
    teams: round.teams,
    standings: battle.rules.ranking ? teamRows(battle) : [],
    top: topOf(battle),
    ...(battle.endsAt === undefined ? {} : { nextAt: battle.endsAt }),
  };
  const made = { seq: battle.seq, course, by: new Map<Verdict, Shared>() };
  reveals.set(battle, made);
  return made;
};

/** The reveal in two: `shared` is the same object for all who gave the same answer, `own` is the person's alone. */
export const revealParts = (
  battle: Battle,
  person: string | undefined,
): { shared: Shared; own: Pick<RevealNotice, 'mine' | 'rafts'> } | undefined => {
  const round = roundOf(battle);
  const nth = battle.rounds.length - 1;
  const verdict =
    battle.phase === 'reveal' || battle.phase === 'board' ? verdictOf(battle, nth, person) : undefined;
  if (!round || !verdict) return undefined;
  const { course, by } = revealsOf(battle, nth, round);
  const shared = by.get(verdict) ?? { ...course, verdict };
  by.set(verdict, shared);
  const seat = person === undefined ? undefined : battle.seats.get(person);
  const rafts = raftsOf(battle, round, person);
  const mine = seat && mineOf(battle, round, seat, { teams: course.standings });
  return { shared, own: { ...(mine && { mine }), ...(rafts && { rafts }) } };
};

/** The reveal as this person (or a screen) sees it; undefined while nothing is revealed. Without ranking `rank` is 0. */
export const revealNotice = (battle: Battle, person: string | undefined): RevealNotice | undefined => {
  const parts = revealParts(battle, person);
  return parts && { ...parts.shared, ...parts.own };
};

/** The proof of an answer. */
export const receiptOf = (battle: Battle, nth: number, given: Given): Receipt => {
  const { id, answer, at, elapsedMs, rttMs, creditMs, late } = given;
  return {
    id,
    battle: battle.id,
    round: nth,
    answer,
    at,
    elapsedMs,
    rttMs,
    creditMs,
    late,
    ruleVersion: RULE_VERSION,
  };
};
