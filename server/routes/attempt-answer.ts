import type { AnswerBody, AnswerReply, AttemptView, Outcome } from '../domain/api.ts';
import { type AnswerInput, type Item, openItem } from '../domain/attempt.ts';
import { answerBoss, bossResult } from '../domain/boss.ts';
import { homeOf } from '../domain/drill.ts';
import { RuleError } from '../domain/errors.ts';
import { answerExam } from '../domain/exam.ts';
import { answerGhostItem } from '../domain/ghost.ts';
import { findStation } from '../domain/journey.ts';
import { answerPractice, practiceEnded } from '../domain/practice.ts';
import type { Quest } from '../domain/quest.ts';
import { bankOf } from '../domain/quest-station.ts';
import type { Question } from '../domain/question.ts';
import { recordAnswer, responseTimes, type Times } from '../store/answer.ts';
import { type Attempt, type AttemptState, holdAttempt, saveAttempt } from '../store/attempt.ts';
import type { Actor, Tx } from '../store/commit.ts';
import type { Db } from '../store/db.ts';
import { type Met, meetGhost, meetInPassing } from '../store/ghost.ts';
import type { LearnReply } from '../store/mastery.ts';
import { findAnywhere, payDrill } from '../store/practice.ts';
import { findQuestion } from '../store/quest.ts';
import { endBoss, endPractice } from './attempt-end.ts';
import { attemptView } from './attempt-view.ts';
import { tellDrill } from './drill.ts';

type Graded = {
  state: AttemptState;
  verdict: AnswerReply['verdict'] & object;
  choices: unknown;
  damage?: number;
  shieldLost?: boolean;
};

const grade = (state: AttemptState, input: AnswerInput): Graded => {
  if (state.kind === 'practice' || state.kind === 'drill') return answerPractice(state, input);
  if (state.kind === 'boss') return answerBoss(state, input);
  if (state.kind === 'ghost') return answerGhostItem(state, input);
  throw new RuleError('station.wrong_kind');
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
  if (state.kind === 'drill' && practiceEnded(state)) {
    tellDrill(tx, by, attempt, state);
    return { ended: true };
  }
  return { ended: state.kind === 'ghost' };
};

const saveExamAnswer = async (tx: Tx, attempt: Attempt, input: AnswerInput): Promise<AttemptState> => {
  if (attempt.state.kind !== 'exam') throw new RuleError('station.wrong_kind');
  const state = answerExam(attempt.state, input);
  await saveAttempt(tx, attempt.id, state, false);
  return state;
};

type Asked = { question: Question; bank: string; island: string; station: string };
/** The question of an item, its bank, and where its ghost would live. */
export const askedAt = async (db: Db, quest: Quest, attempt: Attempt, item: Item): Promise<Asked> => {
  if (attempt.state.kind === 'drill') {
    const [known] = await findAnywhere(db, [item]);
    if (!known) throw new RuleError('attempt.wrong_item');
    const { question, bank } = known;
    return { question, bank, ...homeOf(quest, bank, question.point ?? '') };
  }
  const { island, station } = findStation(quest, attempt.station);
  const bank = bankOf(island, station);
  const { question } = await findQuestion(db, bank, item);
  return { question, bank, island: island.id, station: station.id };
};

type Effects = { met?: Met | undefined; born: boolean; learned: LearnReply; paid: number };
/** What a graded answer brings beside its verdict: a ghost, what was learned, coins of a drill. */
const effectsOf = async (
  tx: Tx,
  by: Actor,
  attempt: Attempt,
  about: { asked: Asked; item: Item; index: number; graded: Graded; times: Times; changes: number },
): Promise<Effects> => {
  const { asked, item, graded, times, changes } = about;
  const { question, bank, island, station } = asked;
  const { verdict, choices, damage, shieldLost } = graded;
  const { ok } = verdict;
  const { again } = item;
  const { state } = attempt;
  if (state.kind === 'scenario') throw new RuleError('station.wrong_kind');
  const { met, born } =
    state.kind === 'ghost'
      ? { met: await meetGhost(tx, by, state.ghost, ok), born: false }
      : await meetInPassing(tx, by, { question: question.id, island, station, ok, again });
  const learned = await recordAnswer(tx, by, {
    mode: state.kind,
    ctx: attempt.id,
    ...(attempt.station === '' ? {} : { station: attempt.station }),
    item,
    question,
    bank,
    verdict,
    choices,
    times,
    changes,
    facts: {
      ...(damage === undefined ? {} : { damage }),
      ...(shieldLost === undefined ? {} : { shieldLost }),
      ...(met ? { rightDays: met.ghost.rightDays, tamed: met.ghost.tamed } : {}),
    },
  });
  const pays = state.kind === 'drill' && ok && !again;
  const pay = { question: question.id, p: learned.pPred, ref: attempt.id };
  const paid = pays ? await payDrill(tx, by, { ...pay, key: `drill:${attempt.id}:${about.index}` }) : 0;
  return { met, born, learned, paid };
};

const replyOf = (
  attempt: AttemptView,
  graded: Graded,
  { met, born, learned: { change }, paid }: Effects,
  outcome: Outcome | undefined,
): AnswerReply => {
  const pays = met !== undefined || outcome !== undefined || attempt.kind === 'drill';
  return {
    attempt,
    verdict: graded.verdict,
    ...(pays ? { coins: paid + (met?.coins ?? 0) + (outcome?.coins ?? 0) } : {}),
    ...(graded.damage === undefined ? {} : { damage: graded.damage }),
    ...(graded.shieldLost === undefined ? {} : { shieldLost: graded.shieldLost }),
    ...(born ? { ghost: true } : {}),
    ...(met ? { met: { rightDays: met.ghost.rightDays, tamed: met.ghost.tamed } } : {}),
    ...(change ? { mastery: { name: change.name, from: change.from, to: change.to } } : {}),
  };
};

/** Takes one answer: grades and logs it (an exam only keeps it), pays what ends. Throws `attempt.*`, `answer.shape`. */
export const takeAnswer = async (tx: Tx, by: Actor, quest: Quest, body: AnswerBody): Promise<AnswerReply> => {
  const attempt = await holdAttempt(tx, by.person, body.attempt);
  if (attempt.status !== 'open') throw new RuleError('attempt.closed');
  const item =
    attempt.state.kind === 'exam' ? attempt.state.items[body.item] : openItem(attempt.state.items, body.item);
  if (!item) throw new RuleError('attempt.wrong_item');
  const asked = await askedAt(tx.db, quest, attempt, item);
  const times = responseTimes(item.presentedAt, body.rtMs, tx.now);
  const changes = body.changes ?? 0;
  const input: AnswerInput = {
    ...body,
    question: asked.question,
    changes,
    rtMs: times.rtMs,
    now: tx.now,
  };
  if (attempt.state.kind === 'exam') {
    const state = await saveExamAnswer(tx, attempt, input);
    return { attempt: await attemptView(tx.db, quest, { ...attempt, state }, tx.now) };
  }
  const graded = grade(attempt.state, input);
  const about = { asked, item, index: body.item, graded, times, changes };
  const effects = await effectsOf(tx, by, attempt, about);
  const { met, paid } = effects;
  const state =
    graded.state.kind === 'drill' ? { ...graded.state, earned: graded.state.earned + paid } : graded.state;
  const { ended, outcome } = await endIfOver(tx, by, quest, attempt, state);
  await saveAttempt(tx, attempt.id, state, ended);
  const after: Attempt = { ...attempt, state, status: ended ? 'ended' : 'open' };
  const view = await attemptView(tx.db, quest, after, tx.now, {
    ...(outcome ? { outcome } : {}),
    ...(met ? { ghost: met.ghost } : {}),
  });
  return replyOf(view, graded, effects, outcome);
};
