import type { Verdict } from '../domain/answer.ts';
import type { Item } from '../domain/attempt.ts';
import type { ANSWER_MODES } from '../domain/events/index.ts';
import type { Question } from '../domain/question.ts';
import { isFirstAnswer } from './attempt.ts';
import type { Actor, Tx } from './commit.ts';
import { type LearnReply, learnFrom } from './mastery.ts';

/** A client may claim no more time than the server saw, give or take a tick (analytics.md 1.2 rule 4). */
const RT_SLACK_MS = 250;
/** What is accepted of the learner's clock, and what the server saw. */
export type Times = { rtMs: number; rtSrvMs: number };
export const responseTimes = (presentedAt: number, rtMs: number, now: number): Times => {
  const rtSrvMs = Math.max(0, now - presentedAt);
  return { rtSrvMs, rtMs: rtMs <= rtSrvMs + RT_SLACK_MS ? rtMs : rtSrvMs };
};

/** One graded answer. `ctx` = the attempt or crew it belongs to, `bank` = where the question stands now. */
export type Graded = {
  mode: (typeof ANSWER_MODES)[number];
  ctx: string;
  station?: string;
  item: Item;
  question: Question;
  bank: string;
  verdict: Pick<Verdict, 'ok' | 'score'>;
  choices: unknown;
  times: Times;
  changes: number;
  /** Facts of a boss or ghost, shown with the answer. */
  facts?: { damage?: number; shieldLost?: boolean; rightDays?: number; tamed?: boolean };
};

/** Books one graded answer: what it says of the learner and of the question, and `question.answered` in the log. */
export const recordAnswer = async (tx: Tx, by: Actor, a: Graded): Promise<LearnReply> => {
  const { item, verdict, times, changes } = a;
  const first = await isFirstAnswer(tx, by.person, item.question);
  const learned = await learnFrom(tx, by, {
    question: a.question,
    bank: a.bank,
    ok: verdict.ok,
    score: verdict.score,
    rtMs: times.rtMs,
    hinted: item.hinted === true,
    changes,
    again: item.again,
  });
  tx.emit(by, {
    verb: 'question.answered',
    obj: item.question,
    objVer: item.version,
    ctx: a.ctx,
    ok: verdict.ok,
    score: verdict.score,
    ms: times.rtMs,
    data: {
      mode: a.mode,
      choices: a.choices as (number | boolean | string)[],
      first,
      presentedAt: item.presentedAt,
      rtSrvMs: times.rtSrvMs,
      changes,
      hints: item.hinted ? 1 : 0,
      pPred: learned.pPred,
      ...(a.station === undefined ? {} : { station: a.station }),
      ...(item.again ? { again: true } : {}),
      ...a.facts,
    },
  });
  return learned;
};
