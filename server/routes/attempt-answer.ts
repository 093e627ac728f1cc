import type { AnswerBody, AnswerReply, Outcome } from '../domain/api.ts';
import { type AnswerInput, type Item, openItem } from '../domain/attempt.ts';
import { answerBoss, bossResult } from '../domain/boss.ts';
import { RuleError } from '../domain/errors.ts';
import { answerExam } from '../domain/exam.ts';
import { answerGhost, answerGhostItem, type Ghost } from '../domain/ghost.ts';
import { findStation } from '../domain/journey.ts';
import { answerPractice, practiceEnded } from '../domain/practice.ts';
import type { Quest } from '../domain/quest.ts';
import { bankOf } from '../domain/quest-station.ts';
import { COINS } from '../domain/rewards.ts';
import { playDay } from '../domain/time.ts';
import {
  type Attempt,
  type AttemptState,
  findGhost,
  holdAttempt,
  isFirstAnswer,
  saveAttempt,
  saveGhost,
  spawnGhost,
} from '../store/attempt.ts';
import type { Actor, Tx } from '../store/commit.ts';
import { creditPerson } from '../store/ledger.ts';
import { learnFrom } from '../store/mastery.ts';
import { findQuestion } from '../store/quest.ts';
import { endBoss, endPractice } from './attempt-end.ts';
import { attemptView } from './attempt-view.ts';

/** A client may claim no more time than the server saw, give or take a tick (analytics.md 1.2 rule 4). */
const RT_SLACK_MS = 250;

type Graded = {
  state: AttemptState;
  verdict: AnswerReply['verdict'] & object;
  choices: unknown;
  damage?: number;
  shieldLost?: boolean;
};

const grade = (state: AttemptState, input: AnswerInput): Graded => {
  if (state.kind === 'practice') return answerPractice(state, input);
  if (state.kind === 'boss') return answerBoss(state, input);
  if (state.kind === 'ghost') return answerGhostItem(state, input);
  throw new RuleError('station.wrong_kind');
};

const responseTimes = (item: Item, rtMs: number, now: number): { rtMs: number; rtSrvMs: number } => {
  const rtSrvMs = Math.max(0, now - item.presentedAt);
  return { rtSrvMs, rtMs: rtMs <= rtSrvMs + RT_SLACK_MS ? rtMs : rtSrvMs };
};

type Told = {
  item: Item;
  graded: Graded;
  times: { rtMs: number; rtSrvMs: number };
  changes: number;
  pPred: number;
  ghost?: Ghost;
};

const tellAnswer = async (tx: Tx, by: Actor, attempt: Attempt, t: Told): Promise<void> => {
  const { item, graded, times, ghost } = t;
  const mode = attempt.state.kind;
  if (mode === 'scenario') throw new RuleError('station.wrong_kind');
  tx.emit(by, {
    verb: 'question.answered',
    obj: item.question,
    objVer: item.version,
    ctx: attempt.id,
    ok: graded.verdict.ok,
    score: graded.verdict.score,
    ms: times.rtMs,
    data: {
      mode,
      choices: graded.choices as (number | boolean | string)[],
      first: await isFirstAnswer(tx, by.person, item.question),
      presentedAt: item.presentedAt,
      rtSrvMs: times.rtSrvMs,
      changes: t.changes,
      hints: item.hinted ? 1 : 0,
      pPred: t.pPred,
      station: attempt.station,
      ...(item.again ? { again: true } : {}),
      ...(graded.damage === undefined ? {} : { damage: graded.damage }),
      ...(graded.shieldLost === undefined ? {} : { shieldLost: graded.shieldLost }),
      ...(ghost ? { rightDays: ghost.rightDays, tamed: ghost.tamed } : {}),
    },
  });
};

const settleGhost = async (tx: Tx, by: Actor, id: string, ok: boolean) => {
  const found = await findGhost(tx.db, by.person, id);
  const ghost = answerGhost(found.ghost, ok, playDay(tx.now, by.zone));
  await saveGhost(tx, id, ghost);
  const tamed = ghost.tamed && !found.ghost.tamed;
  if (!tamed) return { ghost, coins: 0 };
  const pay = { amount: COINS.ghostTamed, reason: 'ghost', ref: id, key: `ghost:${id}` };
  const { applied } = await creditPerson(tx, by, pay);
  return { ghost, coins: applied ? COINS.ghostTamed : 0 };
};

const endIfOver = async (
  tx: Tx,
  by: Actor,
  quest: Quest,
  attempt: Attempt,
  state: AttemptState,
): Promise<{ ended: boolean; outcome?: Outcome }> => {
  if (state.kind === 'practice' && practiceEnded(state)) {
    return { ended: true, outcome: await endPractice(tx, by, quest, attempt, state) };
  }
  if (state.kind === 'boss' && bossResult(state)) {
    return { ended: true, outcome: await endBoss(tx, by, quest, attempt, state) };
  }
  return { ended: state.kind === 'ghost' };
};

const saveExamAnswer = async (tx: Tx, attempt: Attempt, input: AnswerInput): Promise<AttemptState> => {
  if (attempt.state.kind !== 'exam') throw new RuleError('station.wrong_kind');
  const state = answerExam(attempt.state, input);
  await saveAttempt(tx, attempt.id, state, false);
  return state;
};

/** Takes one answer: grades and logs it (an exam only keeps it), pays what ends. Throws `attempt.*`, `answer.shape`. */
export const takeAnswer = async (tx: Tx, by: Actor, quest: Quest, body: AnswerBody): Promise<AnswerReply> => {
  const attempt = await holdAttempt(tx, by.person, body.attempt);
  if (attempt.status !== 'open') throw new RuleError('attempt.closed');
  const { island, station } = findStation(quest, attempt.station);
  const item =
    attempt.state.kind === 'exam' ? attempt.state.items[body.item] : openItem(attempt.state.items, body.item);
  if (!item) throw new RuleError('attempt.wrong_item');
  const bank = bankOf(island, station);
  const { question } = await findQuestion(tx.db, bank, item);
  const times = responseTimes(item, body.rtMs, tx.now);
  const changes = body.changes ?? 0;
  const input: AnswerInput = { ...body, question, changes, rtMs: times.rtMs, now: tx.now };
  if (attempt.state.kind === 'exam') {
    const state = await saveExamAnswer(tx, attempt, input);
    return { attempt: await attemptView(tx.db, quest, { ...attempt, state }, tx.now) };
  }
  const graded = grade(attempt.state, input);
  const { ok } = graded.verdict;
  const settled =
    attempt.state.kind === 'ghost' ? await settleGhost(tx, by, attempt.state.ghost, ok) : undefined;
  const missed = !ok && attempt.state.kind !== 'ghost';
  if (missed) {
    const place = { person: by.person, question: item.question, island: island.id, station: station.id };
    await spawnGhost(tx, place, by.preview);
  }
  const { score } = graded.verdict;
  const { rtMs } = times;
  const { again, hinted = false } = item;
  const answered = { question, bank, ok, score, rtMs, hinted, changes, again };
  const { pPred, change } = await learnFrom(tx, by, answered);
  await tellAnswer(tx, by, attempt, {
    item,
    graded,
    times,
    changes,
    pPred,
    ...(settled ? { ghost: settled.ghost } : {}),
  });
  const { ended, outcome } = await endIfOver(tx, by, quest, attempt, graded.state);
  await saveAttempt(tx, attempt.id, graded.state, ended);
  const after: Attempt = { ...attempt, state: graded.state, status: ended ? 'ended' : 'open' };
  const view = await attemptView(tx.db, quest, after, tx.now, {
    ...(outcome ? { outcome } : {}),
    ...(settled ? { ghost: settled.ghost } : {}),
  });
  return {
    attempt: view,
    verdict: graded.verdict,
    ...(settled ? { coins: settled.coins } : outcome ? { coins: outcome.coins } : {}),
    ...(graded.damage === undefined ? {} : { damage: graded.damage }),
    ...(graded.shieldLost === undefined ? {} : { shieldLost: graded.shieldLost }),
    ...(missed ? { ghost: true } : {}),
    ...(change ? { mastery: { name: change.name, from: change.from, to: change.to } } : {}),
  };
};
