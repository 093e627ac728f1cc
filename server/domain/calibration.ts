import { fitItems, type Responses } from './rasch.ts';
import type { AnswerLog } from './replay.ts';

/** A difficulty counts from this many first answers on; fewer only help to place the people. */
export const FEWEST_FIRST = 100;
export const FEWEST_HELPING = 20;
/** Slopes are told from this many first answers on; selection never uses them. */
export const FEWEST_SLOPE = 500;
const FEWEST_SLOPES = 3;
/** b moves when it lies this many standard errors away. */
const SHIFT = 2;
/** Rapid guess: under this share of the question's mean time, and under ten seconds (NT10). */
const RAPID_SHARE = 0.1;
const RAPID_MS = 10_000;
/** Below this share of answers in earnest a person is left out of calibration. */
export const EARNEST = 0.9;

/** A question whose difficulty is known from first answers; `moved` = `b` replaces the one in use. */
export type Anchor = {
  question: string;
  b: number;
  se: number;
  n: number;
  right: number;
  moved: boolean;
  slope?: number;
};
/** `leftOut` = people who guessed too often too fast. */
export type Calibration = { anchors: Anchor[]; leftOut: number; rapid: number };

/** By person: the share of answers that were no rapid guesses (response time effort, analytics.md 3.8). */
export const effortOf = ({
  questions,
  people,
  answers,
}: AnswerLog): { effort: Float64Array; rapid: number } => {
  const sum = new Float64Array(questions.length);
  const times = new Float64Array(questions.length);
  for (const [k, i] of answers.item.entries()) {
    const ms = answers.ms[k] ?? -1;
    if (ms < 0) continue;
    sum[i] = (sum[i] ?? 0) + ms;
    times[i] = (times[i] ?? 0) + 1;
  }
  const all = new Float64Array(people);
  const fast = new Float64Array(people);
  let rapid = 0;
  for (const [k, u] of answers.person.entries()) {
    const i = answers.item[k] ?? 0;
    const ms = answers.ms[k] ?? -1;
    all[u] = (all[u] ?? 0) + 1;
    if (ms < 0 || ms >= Math.min(RAPID_MS, (RAPID_SHARE * (sum[i] ?? 0)) / (times[i] || 1))) continue;
    fast[u] = (fast[u] ?? 0) + 1;
    rapid += 1;
  }
  return { effort: all.map((n, u) => 1 - (fast[u] ?? 0) / (n || 1)), rapid };
};

/** The first answers of people in earnest: positions in the log. */
const firstsOf = ({ questions, answers }: AnswerLog, effort: Float64Array): number[] => {
  const seen = new Set<number>();
  const firsts: number[] = [];
  for (const [k, u] of answers.person.entries()) {
    const pair = u * questions.length + (answers.item[k] ?? 0);
    if ((effort[u] ?? 0) < EARNEST || seen.has(pair)) continue;
    seen.add(pair);
    firsts.push(k);
  }
  return firsts;
};

type Table = { data: Responses; kept: number[]; n: Float64Array; right: Float64Array };
/** The responses to questions with at least `fewest` first answers, person by person. */
const tableOf = ({ questions, answers }: AnswerLog, firsts: readonly number[], fewest: number): Table => {
  const n = new Float64Array(questions.length);
  const right = new Float64Array(questions.length);
  for (const k of firsts) {
    const i = answers.item[k] ?? 0;
    n[i] = (n[i] ?? 0) + 1;
    right[i] = (right[i] ?? 0) + (answers.ok[k] ?? 0);
  }
  const kept = questions.map((_, i) => i).filter((i) => (n[i] ?? 0) >= fewest);
  const place = new Map(kept.map((i, at) => [i, at]));
  const used = firsts
    .filter((k) => place.has(answers.item[k] ?? 0))
    .sort((x, y) => (answers.person[x] ?? 0) - (answers.person[y] ?? 0));
  const start = used.flatMap((k, at) =>
    answers.person[k] === answers.person[used[at - 1] ?? -1] ? [] : [at],
  );
  const data = {
    items: kept.length,
    start: Int32Array.from([...start, used.length]),
    item: Int32Array.from(used, (k) => place.get(answers.item[k] ?? 0) ?? 0),
    right: Uint8Array.from(used, (k) => answers.ok[k] ?? 0),
    guess: Float64Array.from(kept, (i) => questions[i]?.guess ?? 0),
  };
  return { data, kept, n, right };
};

const slopesOf = (log: AnswerLog, firsts: readonly number[]): Map<number, number> => {
  const { data, kept } = tableOf(log, firsts, FEWEST_SLOPE);
  if (kept.length < FEWEST_SLOPES) return new Map();
  const { a } = fitItems(data, { slopes: true, nodes: 31, tolerance: 1e-3, most: 200 });
  return new Map(kept.map((i, at) => [i, a[at] ?? 1]));
};

/**
 * Difficulties from first answers in earnest (Rasch with the questions' guesses, analytics.md 3.1). The scale is moved as
 * a whole to where the difficulties in use stand, so that nobody's skill jumps overnight; then each b that lies more than
 * two standard errors away is replaced. `fewest` = first answers from which on a question is told.
 */
export const calibrate = (log: AnswerLog, fewest = FEWEST_FIRST): Calibration => {
  const { effort, rapid } = effortOf(log);
  const leftOut = effort.filter((e) => e < EARNEST).length;
  const firsts = firstsOf(log, effort);
  const { data, kept, n, right } = tableOf(log, firsts, FEWEST_HELPING);
  const sure = kept.filter((i) => (n[i] ?? 0) >= fewest);
  if (sure.length === 0) return { anchors: [], leftOut, rapid };
  const fit = fitItems(data, { nodes: 41, tolerance: 1e-3, most: 200 });
  const at = new Map(kept.map((i, place) => [i, place]));
  const fitted = (i: number): number => fit.b[at.get(i) ?? 0] ?? 0;
  const people = sure.reduce((sum, i) => sum + (n[i] ?? 0), 0);
  const link =
    sure.reduce((sum, i) => sum + (n[i] ?? 0) * ((log.questions[i]?.b ?? 0) - fitted(i)), 0) / people;
  const slopes = slopesOf(log, firsts);
  const anchors = sure.flatMap((i): Anchor[] => {
    const question = log.questions[i];
    if (!question) return [];
    const b = fitted(i) + link;
    const se = fit.se[at.get(i) ?? 0] ?? 0;
    const slope = slopes.get(i);
    return [
      {
        question: question.id,
        ...{ b, se, n: n[i] ?? 0, right: right[i] ?? 0 },
        moved: Math.abs(b - question.b) > SHIFT * se,
        ...(slope === undefined ? {} : { slope }),
      },
    ];
  });
  return { anchors, leftOut, rapid };
};
