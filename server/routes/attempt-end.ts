import type { Outcome } from '../domain/api.ts';
import { type BossState, bossResult, bossStars } from '../domain/boss.ts';
import { RuleError } from '../domain/errors.ts';
import { type ExamState, gradeExam } from '../domain/exam.ts';
import { findStation } from '../domain/journey.ts';
import type { PracticeState } from '../domain/practice.ts';
import type { Quest } from '../domain/quest.ts';
import { bankOf, bossRules, examRules, payOf } from '../domain/quest-station.ts';
import { EXAM_EXCELLENT, practiceCoins, starsOf, tierOf, tierRank } from '../domain/rewards.ts';
import { playDay } from '../domain/time.ts';
import { type Attempt, holdPerson, isFirstAnswer, saveAttempt, spawnGhost } from '../store/attempt.ts';
import type { Actor, Tx } from '../store/commit.ts';
import { finishStation } from '../store/progress.ts';
import { findQuestions, progressOf } from '../store/quest.ts';

const RULE_VERSION = 1;

type Ending = {
  kind: string;
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

const tellEnd = (tx: Tx, by: Actor, attempt: Attempt, e: Ending, coins: number): void => {
  const ms = Math.max(0, tx.now - attempt.startedAt);
  const at = { obj: attempt.station, ctx: attempt.id };
  const share = e.total === 0 ? 0 : e.right / e.total;
  tx.emit(by, {
    verb: 'attempt.submitted',
    ...at,
    score: share,
    ms,
    data: {
      max: e.total,
      nOk: e.right,
      ...(e.expired === undefined ? {} : { expired: e.expired }),
      ...(e.flagged === undefined ? {} : { flagged: e.flagged }),
    },
  });
  tx.emit(by, {
    verb: 'level.finished',
    ...at,
    ok: e.ok,
    ms,
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
  const coins = practiceCoins(state.right, tier, had, payOf(station).first);
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

const tellExamAnswers = async (
  tx: Tx,
  by: Actor,
  attempt: Attempt,
  graded: ReturnType<typeof gradeExam>,
  limitMs: number,
  expired: boolean,
) => {
  for (const { item, choices } of graded.results) {
    const at = { obj: item.question, objVer: item.version, ctx: attempt.id };
    const { presentedAt } = item;
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
          station: attempt.station,
        },
      });
    }
    if (!item.ok) {
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

/** Grades an exam that is handed in or whose time is over, logs every answer, pays the first pass. */
export const endExam = async (tx: Tx, by: Actor, quest: Quest, attempt: Attempt) => {
  const open = attempt.state as ExamState;
  await holdPerson(tx, by.person);
  const { island, station } = examAt(quest, attempt.station);
  const rules = examRules(station);
  const known = await findQuestions(tx.db, bankOf(island, station), open.items);
  const graded = gradeExam(
    open,
    attempt.id,
    known.map((k) => k.question),
    rules.pass,
  );
  const expired = tx.now > open.endsAt;
  await tellExamAnswers(tx, by, attempt, graded, rules.ms, expired);
  const before = (await progressOf(tx.db, by.person, quest.id)).get(station.id);
  const firstPass = graded.passed && before?.done !== true;
  const excellent = graded.score >= EXAM_EXCELLENT - 1e-9;
  const pay = payOf(station);
  const coins = firstPass ? pay.first + (excellent ? pay.excellent : 0) : 0;
  const stars = starsOf('exam', graded.score);
  const flagged = open.items.filter((i) => i.flagged).length;
  const total = open.items.length;
  tellEnd(
    tx,
    by,
    attempt,
    { kind: 'exam', right: graded.right, total, stars, ok: graded.passed, expired, flagged },
    coins,
  );
  tx.emit(by, {
    verb: 'exam.decided',
    obj: station.id,
    ctx: attempt.id,
    ok: graded.passed,
    score: graded.score,
    data: { nth: attempt.nth, ruleVer: RULE_VERSION },
  });
  const outcome = await finishStation(tx, by, quest, {
    station,
    island,
    clears: graded.passed,
    stars,
    best: graded.score,
    tier: 0,
    coins,
    reason: 'exam',
    key: `attempt:${attempt.id}`,
  });
  await saveAttempt(tx, attempt.id, graded.state, true);
  const ended: Attempt = { ...attempt, state: graded.state, status: 'ended', endedAt: tx.now };
  return { attempt: ended, outcome };
};
