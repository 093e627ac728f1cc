import type { AttemptView } from '../domain/api.ts';
import type { DrillChoice } from '../domain/api-practice.ts';
import type { QuestionRef } from '../domain/attempt.ts';
import {
  banksSailed,
  type DrillState,
  POINT_QUESTIONS,
  pickPoint,
  pickReview,
  type Reviewable,
  sameChoice,
  startDrill,
  WARM_UP_QUESTIONS,
} from '../domain/drill.ts';
import { RuleError } from '../domain/errors.ts';
import type { KnownQuestion } from '../domain/grade.ts';
import { findStation, hasBegun } from '../domain/journey.ts';
import { answeredIn } from '../domain/practice.ts';
import type { Quest } from '../domain/quest.ts';
import { bankOf } from '../domain/quest-station.ts';
import { AUTO_GRADED } from '../domain/question.ts';
import { dice, seedOf } from '../domain/random.ts';
import { pickAdaptive } from '../domain/select.ts';
import { playDay } from '../domain/time.ts';
import { type Attempt, candidatesOf, holdPerson, insertAttempt } from '../store/attempt.ts';
import type { Actor, Tx } from '../store/commit.ts';
import {
  dueBy,
  findAnywhere,
  findOpenDrills,
  type KnownGhost,
  knownGhosts,
  lastExam,
  looksAt,
} from '../store/practice.ts';
import { enrol } from '../store/progress.ts';
import { daysOf, pointNames } from '../store/quest.ts';
import type { SailedQuest } from '../store/quest-version.ts';

type Chosen = { questions: QuestionRef[]; round?: number };

/** What a review may ask: what is due, and the questions of these ghosts that are awake, each once. */
export const reviewables = (
  due: readonly (QuestionRef & { dueAt: number })[],
  ghosts: readonly KnownGhost[],
  banks: readonly string[],
): Reviewable[] => {
  const met = ghosts.filter((g) => g.awake && g.askable && banks.includes(g.bank));
  const haunted = new Set(met.map((g) => g.question));
  return [
    ...due.filter((d) => !haunted.has(d.question)).map((d) => ({ ...d, ghost: false })),
    ...met.map((g) => ({
      question: g.question,
      version: g.version,
      dueAt: g.dueAt ?? g.bornAt,
      ghost: true,
    })),
  ];
};

const chooseReview = async (tx: Tx, by: Actor, quest: Quest): Promise<Chosen> => {
  const banks = banksSailed(quest);
  const due = await dueBy(tx.db, by.person, banks, tx.now);
  const ghosts = await knownGhosts(tx.db, by, playDay(tx.now, by.zone));
  return { questions: pickReview(reviewables(due, ghosts, banks), tx.now) };
};

const candidatesAt = (tx: Tx, by: Actor, bank: string, points: readonly string[]) =>
  candidatesOf(
    tx.db,
    by.person,
    { bank, points, types: AUTO_GRADED },
    { now: tx.now, day: playDay(tx.now, by.zone) },
  );

type At = { bank: string; point: string };
const choosePoint = async (tx: Tx, by: Actor, quest: Quest, { bank, point }: At): Promise<Chosen> => {
  const known = banksSailed(quest).includes(bank) && (await pointNames(tx.db, bank)).has(point);
  if (!known) throw new RuleError('point.unknown');
  const looks = await looksAt(tx.db, by.person, bank, point);
  const candidates = (await candidatesAt(tx, by, bank, [point])).map((c) => ({
    ...c,
    seen: looks.get(c.question) ?? 0,
  }));
  if (candidates.length === 0) throw new RuleError('station.no_questions');
  return pickPoint(candidates, POINT_QUESTIONS, diceOf(tx, by, `${bank}:${point}`));
};

const diceOf = (tx: Tx, by: Actor, what: string) => dice(seedOf(`${by.person}:${what}:${tx.now}`));

const chooseWarmUp = async (tx: Tx, by: Actor, quest: Quest, at: string): Promise<Chosen> => {
  const { island, station } = findStation(quest, at);
  if (station.kind !== 'exam') throw new RuleError('station.wrong_kind');
  const exam = await lastExam(tx.db, by.person, station.id);
  const missed = exam?.items.filter((i) => !i.ok && i.essay !== 'pending') ?? [];
  const points = (await findAnywhere(tx.db, missed)).flatMap((q) => (q.point ? [q.point.id] : []));
  if (points.length === 0) return { questions: [] };
  const candidates = await candidatesAt(tx, by, bankOf(island, station), [...new Set(points)]);
  return { questions: pickAdaptive(candidates, WARM_UP_QUESTIONS, diceOf(tx, by, station.id)) };
};

const choose = (tx: Tx, by: Actor, quest: Quest, choice: DrillChoice): Promise<Chosen> => {
  if (choice.purpose === 'review') return chooseReview(tx, by, quest);
  if (choice.purpose === 'point') return choosePoint(tx, by, quest, choice);
  return chooseWarmUp(tx, by, quest, choice.station);
};

const objectOf = (choice: DrillChoice): { obj?: string } => {
  if (choice.purpose === 'review') return {};
  return { obj: choice.purpose === 'point' ? `${choice.bank}:${choice.point}` : choice.station };
};

/**
 * Starts a drill, or gives back the open one of the same choice. Throws `practice.nothing_due`, `point.unknown`,
 * `station.unknown`, `station.wrong_kind`, `station.no_questions`; `island.locked` before the programme's first day.
 */
export const startDrillAt = async (
  tx: Tx,
  by: Actor,
  quest: SailedQuest,
  choice: DrillChoice,
): Promise<Attempt> => {
  await holdPerson(tx, by.person);
  await enrol(tx, by, quest);
  if (!hasBegun(await daysOf(tx.db, by, quest.id, tx.now))) throw new RuleError('island.locked');
  const open = await findOpenDrills(tx.db, by.person, quest.id);
  const same = open.find((a) => sameChoice(a.state.choice, choice));
  if (same) return same;
  const { questions, round } = await choose(tx, by, quest, choice);
  if (questions.length === 0) throw new RuleError('practice.nothing_due');
  const state = startDrill(choice, questions, tx.now, round);
  const [day, nth] = [playDay(tx.now, by.zone), round ?? 1];
  const place = { person: by.person, quest: quest.id, island: '', station: '' };
  const attempt = await insertAttempt(tx, { ...place, nth, day, state });
  tx.emit(by, {
    verb: 'attempt.started',
    ...objectOf(choice),
    ctx: attempt.id,
    data: { kind: 'drill', nth },
  });
  return attempt;
};

/** Tells the log what a drill that is over came to; one in which nothing was answered came to nothing. */
export const tellDrill = (tx: Tx, by: Actor, attempt: Attempt, state: DrillState): void => {
  const [done, ms] = [answeredIn(state), Math.max(0, tx.now - attempt.startedAt)];
  if (done === 0) return;
  if (state.choice.purpose === 'review') {
    const data = { nDue: state.total, nDone: done };
    tx.emit(by, { verb: 'review.completed', ctx: attempt.id, ms, data });
    return;
  }
  tx.emit(by, {
    verb: 'attempt.submitted',
    ...objectOf(state.choice),
    ctx: attempt.id,
    score: state.right / state.total,
    ms,
    data: { max: state.total, nOk: state.right },
  });
};

type DrillPart = Omit<Extract<AttemptView, { kind: 'drill' }>, keyof Attempt | 'items' | 'serverNow'> & {
  kind: 'drill';
};
/** What the view of a drill says beside its items; `shown` = the questions in it. */
export const drillPart = (state: DrillState, shown: readonly KnownQuestion[]): DrillPart => {
  const { choice, total, right, run, bestRun, earned, round } = state;
  const named =
    choice.purpose === 'point' ? shown.find((k) => k.point?.id === choice.point)?.point : undefined;
  return {
    kind: 'drill',
    purpose: choice.purpose,
    ...(choice.purpose === 'point' && named ? { point: { bank: choice.bank, ...named } } : {}),
    total,
    answered: answeredIn(state),
    right,
    run,
    bestRun,
    earned,
    ...(round === undefined ? {} : { round }),
  };
};
