import { z } from 'zod';
import { count, duration, name, real, share, verbsOf, version, word } from './entry.ts';

const { server, client } = verbsOf('result');

/** Where a question was asked. */
export const ANSWER_MODES = [
  'card',
  'practice',
  'exam',
  'boss',
  'ghost',
  'drill',
  'crew',
  'duel',
  'race',
  'show',
  'survival',
  'offline',
] as const;
const choice = z.union([z.number(), z.boolean(), z.string().max(200)]);
/** A stored index (-1 = left blank), a claim, a number or a typed text, which may be as long as an essay. */
const kept = z.union([z.number(), z.boolean(), z.string().max(20_000)]);

/** What came of it. Columns ok, score (0 to 1) and ms are set where the comment names them. */
export const result = {
  /** obj = station or exam, ctx = attempt */
  'attempt.started': server(30, 'R', {
    kind: word,
    form: word.optional(),
    seed: z.int().optional(),
    nth: count.optional(),
  }),
  /** obj = question, objVer, ctx = attempt; columns ok, score, ms = accepted response time (analytics.md 1.2 rule 4) */
  'question.answered': server(31, 'R', {
    mode: z.enum(ANSWER_MODES),
    choices: z.array(kept).max(50),
    /** The learner's first answer ever to this question. */
    first: z.boolean(),
    presentedAt: count.max(Number.MAX_SAFE_INTEGER),
    rtSrvMs: duration,
    changes: count,
    hints: count,
    pPred: share.optional(),
    /** True when asked a second time in this attempt: counts as an answer, never as first or corrected. */
    again: z.boolean().optional(),
    station: name.optional(),
    /** Boss: hit points taken and whether a shield was lost. */
    damage: count.optional(),
    shieldLost: z.boolean().optional(),
    /** Ghost: right answers on different days so far, and whether it is tamed now. */
    rightDays: count.optional(),
    tamed: z.boolean().optional(),
  }),
  /** obj = question, ctx = attempt, ms */
  'question.skipped': server(32, 'R', { presentedAt: count.max(Number.MAX_SAFE_INTEGER).optional() }),
  /** obj = question, ctx = attempt */
  'question.expired': server(33, 'R', {
    limitMs: duration,
    presentedAt: count.max(Number.MAX_SAFE_INTEGER).optional(),
  }),
  /** obj = question, ctx = attempt; `afterMs` since paint */
  'answer.changed': client(34, 'R', { from: choice.optional(), to: choice, afterMs: duration }),
  /** obj = station or exam, ctx = attempt; columns score, ms */
  'attempt.submitted': server(35, 'R', {
    max: real,
    nOk: count,
    timingFlag: z.boolean().optional(),
    /** Exam: items the learner had marked for a second look. */
    flagged: count.optional(),
    /** Handed in by the clock, not by the learner. */
    expired: z.boolean().optional(),
  }),
  /** obj = exam, ctx = attempt; columns ok = passed, score = scaled 0 to 1 */
  'exam.decided': server(36, 'E', { nth: count, ruleVer: version }),
  /** obj = assignment */
  'assignment.submitted': server(37, 'R', { filesN: count, late: z.boolean() }),
  /** obj = assignment; column score */
  'assignment.graded': server(38, 'E', { grader: name, rubric: word }),
  /** obj = skill (knowledge point) */
  'mastery.changed': server(39, 'R', { from: word, to: word, p: share }),
  /** obj = question: the learner reports a fault in it */
  'question.flagged': client(40, 'F', { reason: word }),
  /** obj = survey station: that it was answered; what was said stands in survey_response, without its author */
  'survey.answered': server(41, 'O', { item: name }),
};
