import type { Outcome } from '../domain/api.ts';
import type { Item } from '../domain/attempt.ts';
import { type BossState, bossResult, bossStars } from '../domain/boss.ts';
import { RuleError } from '../domain/errors.ts';
import { type ExamState, gradeExam, tallyExam } from '../domain/exam.ts';
import { findStation } from '../domain/journey.ts';
import type { PracticeState } from '../domain/practice.ts';
import type { Quest } from '../domain/quest.ts';
import { bankOf, bossRules, examRules, payOf } from '../domain/quest-station.ts';
import type { Question } from '../domain/question.ts';
import { EXAM_EXCELLENT, practiceCoins, starsOf, tierOf, tierRank } from '../domain/rewards.ts';
import { playDay } from '../domain/time.ts';
import { type Attempt, holdPerson, isFirstAnswer, saveAttempt, spawnGhost } from '../store/attempt.ts';
import type { Actor, Tx } from '../store/commit.ts';
import { addEssays } from '../store/essay.ts';
import { learnFrom } from '../store/mastery.ts';
import { takePaidRepeats } from '../store/practice.ts';
import { finishStation } from '../store/progress.ts';
import { findQuestions, progressOf } from '../store/quest.ts';

const RULE_VERSION = 1;

type Ending = {
  kind: string;
  /** Where it is not simply right by total. */
  score?: number;
  right: number;
  total: number;
  stars: number;
  ok: boolean;
  tier?: string;
  hp?: number;
  shields?: number;
  expired?: boolean;
  flagged?: number;
};

type Submitted = Pick<Ending, 'right' | 'total' | 'expired' | 'flagged'> & { score?: number };

const tellSubmitted = (tx: Tx, by: Actor, attempt: Attempt, e: Submitted): void => {
  const share = e.total === 0 ? 0 : e.right / e.total;
  tx.emit(by, {
    verb: 'attempt.submitted',
    obj: attempt.station,
    ctx: attempt.id,
    score: e.score ?? share,
    ms: Math.max(0, tx.now - attempt.startedAt),
    data: {
      max: e.total,
      nOk: e.right,
      ...(e.expired === undefined ? {} : { expired: e.expired }),
      ...(e.flagged === undefined ? {} : { flagged: e.flagged }),
    },
  });
};

const tellFinished = (tx: Tx, by: Actor, attempt: Attempt, e: Ending, coins: number): void => {
  tx.emit(by, {
    verb: 'level.finished',
    obj: attempt.station,
    ctx: attempt.id,
    ok: e.ok,
    ms: Math.max(0, (attempt.endedAt ?? tx.now) - attempt.startedAt),
    data: {
      kind: e.kind,
      stars: e.ok ? e.stars : 0,
      earned: coins,
      ...(e.tier === undefined ? {} : { tier: e.tier }),
      ...(e.hp === undefined ? {} : { hp: e.hp }),
      ...(e.shields === undefined ? {} : { shields: e.shields }),
    },
  });
};

/** Tells the log that a run was handed in and how its station ended. */
export const tellEnd = (tx: Tx, by: Actor, attempt: Attempt, e: Ending, coins: number): void => {
  tellSubmitted(tx, by, attempt, e);
  tellFinished(tx, by, attempt, e, coins);
};

/** Pays and books a practice whose last question is answered. */
export const endPractice = async (
  tx: Tx,
  by: Actor,
  quest: Quest,
  attempt: Attempt,
  state: PracticeState,
): Promise<Outcome> => {
  await holdPerson(tx, by.person);
  const { island, station } = findStation(quest, attempt.station);
  const before = (await progressOf(tx.db, by.person, quest.id)).get(station.id);
  const tier = tierOf(state.bestRun);
  const share = state.total === 0 ? 0 : state.right / state.total;
  const had = { done: before?.done ?? false, tier: before?.tier ?? 0 };
  const right = state.items.filter((i) => i.ok && !i.again).map((i) => i.question);
  const paid = had.done ? await takePaidRepeats(tx, by, right) : state.right;
  const coins = practiceCoins(paid, tier, had, payOf(station).first);
  const stars = starsOf('practice', share);
  tellEnd(
    tx,
    by,
    attempt,
    { kind: 'practice', right: state.right, total: state.total, stars, ok: true, tier },
    coins,
  );
  return finishStation(tx, by, quest, {
    station,
    island,
    clears: true,
    stars,
    best: share,
    tier: tierRank(tier),
    coins,
    reason: 'practice',
    key: `attempt:${attempt.id}`,
  });
};

/** Pays and books a boss fight that is won or left; a retreat keeps the boss's HP down for the day. */
export const endBoss = async (
  tx: Tx,
  by: Actor,
  quest: Quest,
  attempt: Attempt,
  state: BossState,
): Promise<Outcome> => {
  await holdPerson(tx, by.person);
  const { island, station } = findStation(quest, attempt.station);
  const before = (await progressOf(tx.db, by.person, quest.id)).get(station.id);
  const won = bossResult(state) === 'won';
  const pay = payOf(station);
  const coins = won ? (before?.done ? pay.again : pay.first) : 0;
  const stars = bossStars(state);
  const { hp, shields, right } = state;
  const total = state.items.length;
  tellEnd(tx, by, attempt, { kind: 'boss', right, total, stars, ok: won, hp, shields }, coins);
  const day = playDay(tx.now, by.zone);
  return finishStation(tx, by, quest, {
    station,
    island,
    clears: won,
    stars,
    best: total === 0 ? 0 : right / total,
    tier: 0,
    coins,
    reason: 'boss',
    key: `attempt:${attempt.id}`,
    state: JSON.stringify({ hp: won && station.kind === 'boss' ? bossRules(station).hp : hp, day }),
  });
};

/** Learns from what was answered, in the order of questions: exams handed in together then wait in one line. */
const learnFromExam = async (
  tx: Tx,
  by: Actor,
  bank: string,
  { results }: ReturnType<typeof gradeExam>,
  questions: readonly Question[],
): Promise<Map<Item, { pPred: number }>> => {
  const predicted = new Map<Item, { pPred: number }>();
  const byId = new Map(questions.map((q) => [q.id, q]));
  const inOrder = results.toSorted((a, b) => (a.item.question < b.item.question ? -1 : 1));
  for (const { item, choices } of inOrder) {
    const question = byId.get(item.question);
    if (!question || item.essay || choices === undefined) continue;
    const { ok = false, score = 0, rtMs = 0, changes = 0 } = item;
    const answer = { question, bank, ok, score, rtMs, hinted: false, changes, again: false };
    const { pPred } = await learnFrom(tx, by, answer);
    predicted.set(item, { pPred });
  }
  return predicted;
};

const tellExamAnswers = async (
  tx: Tx,
  by: Actor,
  attempt: Attempt,
  graded: ReturnType<typeof gradeExam>,
  limitMs: number,
  expired: boolean,
  { bank, questions }: { bank: string; questions: readonly Question[] },
) => {
  const predicted = await learnFromExam(tx, by, bank, graded, questions);
  for (const { item, choices } of graded.results) {
    const at = { obj: item.question, objVer: item.version, ctx: attempt.id };
    const { presentedAt } = item;
    if (item.essay) {
      tx.emit(by, { verb: 'assignment.submitted', ...at, data: { filesN: 0, late: expired } });
      continue;
    }
    if (choices === undefined) {
      tx.emit(
        by,
        expired
          ? { verb: 'question.expired', ...at, data: { limitMs, presentedAt } }
          : { verb: 'question.skipped', ...at, data: { presentedAt } },
      );
    } else {
      tx.emit(by, {
        verb: 'question.answered',
        ...at,
        ok: item.ok === true,
        score: item.score ?? 0,
        ms: item.rtMs ?? 0,
        data: {
          mode: 'exam',
          choices: choices as (number | boolean | string)[],
          first: await isFirstAnswer(tx, by.person, item.question),
          presentedAt,
          rtSrvMs: Math.max(0, (item.answeredAt ?? tx.now) - presentedAt),
          changes: Math.max(0, item.changes ?? 0),
          hints: 0,
          ...predicted.get(item),
          station: attempt.station,
        },
      });
    }
    if (!item.ok && questions.find((q) => q.id === item.question)?.type !== 'essay') {
      const { island, station } = attempt;
      await spawnGhost(tx, { person: by.person, question: item.question, island, station }, by.preview);
    }
  }
};

const examAt = (quest: Quest, id: string) => {
  const { island, station } = findStation(quest, id);
  if (station.kind !== 'exam') throw new RuleError('station.wrong_kind');
  return { island, station };
};

/**
 * Decides an exam that has no essay left to mark: logs it, books it, pays the first pass. The caller holds the person and
 * saves the attempt.
 */
export const decideExam = async (
  tx: Tx,
  by: Actor,
  quest: Quest,
  attempt: Attempt & { state: ExamState },
): Promise<Outcome> => {
  const { island, station } = examAt(quest, attempt.station);
  const { right, total, score, passed = false } = tallyExam(attempt.state, examRules(station).pass);
  const before = (await progressOf(tx.db, by.person, quest.id)).get(station.id);
  const firstPass = passed && before?.done !== true;
  const excellent = score >= EXAM_EXCELLENT - 1e-9;
  const pay = payOf(station);
  const coins = firstPass ? pay.first + (excellent ? pay.excellent : 0) : 0;
  const stars = starsOf('exam', score);
  tellFinished(tx, by, attempt, { kind: 'exam', right, total, stars, ok: passed }, coins);
  tx.emit(by, {
    verb: 'exam.decided',
    obj: station.id,
    ctx: attempt.id,
    ok: passed,
    score,
    data: { nth: attempt.nth, ruleVer: RULE_VERSION },
  });
  return finishStation(tx, by, quest, {
    station,
    island,
    clears: passed,
    stars,
    best: score,
    tier: 0,
    coins,
    reason: 'exam',
    key: `attempt:${attempt.id}`,
  });
};

/** A preview is marked by nobody: its essays stay as they are. */
const handOverEssays = (tx: Tx, by: Actor, attempt: string, { items }: ExamState): Promise<void> => {
  const essays = items.flatMap(({ essay, question, version, answer }, item) =>
    essay === 'pending' ? [{ item, question, version, text: String(answer) }] : [],
  );
  return by.preview ? Promise.resolve() : addEssays(tx, { org: by.org, person: by.person, attempt }, essays);
};

/**
 * Grades an exam that is handed in or whose time is over, and logs every answer. It is decided at once, or with the last
 * mark when essays in it wait for a person: then there is no outcome yet.
 */
export const endExam = async (
  tx: Tx,
  by: Actor,
  quest: Quest,
  attempt: Attempt,
): Promise<{ attempt: Attempt; outcome?: Outcome }> => {
  const open = attempt.state as ExamState;
  await holdPerson(tx, by.person);
  const { island, station } = examAt(quest, attempt.station);
  const rules = examRules(station);
  const bank = bankOf(island, station);
  const known = await findQuestions(tx.db, bank, open.items);
  const questions = known.map((k) => k.question);
  const graded = gradeExam(open, attempt.id, questions, rules.pass);
  const expired = tx.now > open.endsAt;
  await tellExamAnswers(tx, by, attempt, graded, rules.ms, expired, { bank, questions });
  const { state, right, total, score } = graded;
  const flagged = open.items.filter((i) => i.flagged).length;
  tellSubmitted(tx, by, attempt, { right, total, score, expired, flagged });
  await saveAttempt(tx, attempt.id, state, true);
  const ended = { ...attempt, state, status: 'ended' as const, endedAt: tx.now };
  if (graded.pending === 0) return { attempt: ended, outcome: await decideExam(tx, by, quest, ended) };
  await handOverEssays(tx, by, attempt.id, state);
  return { attempt: ended };
};
