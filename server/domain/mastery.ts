import type { Band, Level } from './api-practice.ts';
import type { Question } from './question.ts';

/**
 * What a person can do, overall or at one knowledge point. `theta` in logits; `recent` = EWMA of results; `last` = the
 * last results as 0 and 1, newest last; `initial` = theta after the first ten answers.
 */
export type Skill = {
  theta: number;
  n: number;
  wins: number;
  fails: number;
  recent: number;
  last: string;
  initial?: number;
};
export const FRESH_SKILL: Skill = { theta: 0, n: 0, wins: 0, fails: 0, recent: 0.5, last: '' };

/** How hard a question is, in logits. */
export type ItemLevel = { b: number; n: number; wins: number; fails: number };

/** The b of an average question: what `bandOf` and the levels speak of. */
export const AVERAGE_B = -0.5;
const STEP = 0.8;
/** A question nobody has answered: its author's difficulty, 1 easy to 5 hard. */
export const priorOf = (difficulty: number): ItemLevel => ({
  b: AVERAGE_B + (difficulty - 3) * STEP,
  n: 0,
  wins: 0,
  fails: 0,
});

/** The chance to be right by guessing: one of the options, or of the pairs of a cloze of choices; typed answers 0. */
export const guessOf = (question: Question): number => {
  if (question.type === 'single') return 1 / question.options.length;
  if (question.type === 'true-false') return 0.5;
  if (question.type === 'multiple') return 1 / (2 ** question.options.length - 1);
  return 0;
};

const sigma = (x: number): number => 1 / (1 + Math.exp(-x));
type Ability = Pick<Skill, 'theta'>;
/** `point` is absent for a question that tests no knowledge point. */
export type Standing = {
  overall: Ability;
  point?: Ability | undefined;
  item: Pick<ItemLevel, 'b'>;
  guess: number;
};

/** Probability of a right answer: c + (1 - c) sigma(theta + theta of the point - b) (analytics.md 3.1). */
export const successOf = ({ overall, point, item, guess }: Standing): number =>
  guess + (1 - guess) * sigma(overall.theta + (point?.theta ?? 0) - item.b);

/** Size of a step after `n` answers: max(.05, a / (1 + beta n)); a and beta by analytics.md 3.1, a question's by six public
 * logs (README). */
type Steps = { a: number; beta: number };
const OVERALL: Steps = { a: 0.8, beta: 0.05 };
const POINT: Steps = { a: 0.3, beta: 0.02 };
const ITEM: Steps = { a: 1.5, beta: 0.15 };
const LEAST_STEP = 0.05;
const stepOf = ({ a, beta }: Steps, n: number): number => Math.max(LEAST_STEP, a / (1 + beta * n));

/** Weight of the past in the running share of right answers. */
const KEEP = 0.8;
const KEPT_RESULTS = 10;
/** `initial` is fixed after this many answers. */
export const INITIAL_ANSWERS = 10;

const stepped = (skill: Skill, ok: boolean, by: number): Skill => {
  const n = skill.n + 1;
  const theta = skill.theta + by;
  const initial = skill.initial ?? (n === INITIAL_ANSWERS ? theta : undefined);
  return {
    theta,
    n,
    wins: skill.wins + (ok ? 1 : 0),
    fails: skill.fails + (ok ? 0 : 1),
    recent: KEEP * skill.recent + (1 - KEEP) * (ok ? 1 : 0),
    last: `${skill.last}${ok ? 1 : 0}`.slice(-KEPT_RESULTS),
    ...(initial === undefined ? {} : { initial }),
  };
};

export type Learned = { overall: Skill; point?: Skill | undefined; item: ItemLevel };

/**
 * One answer moves the person and the question against each other, by e = y - P. With a guess c the step is the
 * gradient of the likelihood: e (1-c) s (1-s) / (P (1-P)), which is e s / P (analytics.md 3.1). `p` is P before it.
 */
export const afterAnswer = (
  before: Learned,
  { ok, guess }: { ok: boolean; guess: number },
): Learned & { p: number } => {
  const { overall, point, item } = before;
  const p = successOf({ overall, point, item, guess });
  const s = (p - guess) / (1 - guess);
  const e = ((ok ? 1 : 0) - p) * (s / p);
  return {
    p,
    overall: stepped(overall, ok, stepOf(OVERALL, overall.n) * e),
    ...(point && { point: stepped(point, ok, stepOf(POINT, point.n) * e) }),
    item: {
      b: item.b - stepOf(ITEM, item.n) * e,
      n: item.n + 1,
      wins: item.wins + (ok ? 1 : 0),
      fails: item.fails + (ok ? 0 : 1),
    },
  };
};

/** RMSE of theta by number of answers (analytics.md 3.1: measured at 10, 30 and 100); 0 = spread of a company. */
const RMSE: readonly (readonly [n: number, rmse: number])[] = [
  [0, 1],
  [10, 0.62],
  [30, 0.45],
  [100, 0.29],
];
/** Standard error of theta after n answers: the precision 1/SE^2 grows evenly between the measured points. */
export const errorOf = (n: number): number => {
  let i = RMSE.findIndex(([at]) => n < at);
  if (i < 1) i = RMSE.length - 1;
  const [n0, r0] = RMSE[i - 1] ?? [0, 1];
  const [n1, r1] = RMSE[i] ?? [0, 1];
  const precision = r0 ** -2 + ((n - n0) * (r1 ** -2 - r0 ** -2)) / (n1 - n0);
  return precision ** -0.5;
};

const Z = 1.959963984540054;
/** Probability of a right answer to an average question (typed, no guess), with its 95 % band; without a point: overall. */
export const bandOf = (overall: Pick<Skill, 'theta' | 'n'>, point?: Pick<Skill, 'theta' | 'n'>): Band => {
  const logit = overall.theta + (point?.theta ?? 0) - AVERAGE_B;
  const half = Z * errorOf((point ?? overall).n);
  return { p: sigma(logit), low: sigma(logit - half), high: sigma(logit + half) };
};

const MASTERED_P = 0.8;
const MASTERED_ANSWERS = 5;
const GROWING_P = 0.6;
const GROWING_ANSWERS = 3;
const rightOf = (last: string, of: number): number => [...last.slice(-of)].filter((c) => c === '1').length;

/** The level at a knowledge point for `p` of `bandOf`. Mastered: p >= .8 over >= 5 answers, last 3 right or 3 of 4. */
export const levelOf = (skill: Pick<Skill, 'n' | 'last'>, p: number): Level => {
  if (skill.n === 0) return 'unseen';
  const steady = rightOf(skill.last, 3) === 3 || rightOf(skill.last, 4) >= 3;
  if (p >= MASTERED_P && skill.n >= MASTERED_ANSWERS && steady) return 'mastered';
  return p >= GROWING_P && skill.n >= GROWING_ANSWERS ? 'growing' : 'learning';
};
