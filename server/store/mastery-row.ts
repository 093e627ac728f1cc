import { afterAnswer, guessOf, type Learned, type Skill } from '../domain/mastery.ts';
import { afterReview, logTime, type Memory, type Pace, paceOf } from '../domain/memory.ts';
import { featuresOf, predict } from '../domain/predictor.ts';
import type { Question } from '../domain/question.ts';
import { seedOf } from '../domain/random.ts';
import { playDay, playDayBegin } from '../domain/time.ts';
import type { Actor } from './commit.ts';

/** One graded answer. `again` = a second asking in the same attempt. */
export type LearnedAnswer = {
  question: Question;
  bank: string;
  ok: boolean;
  score: number;
  rtMs: number;
  hinted: boolean;
  changes: number;
  again: boolean;
};

export const SKILL = 'theta n wins fails recent last initial level'.split(' ');
export const MEMORY =
  'dueAt stability difficulty reps lapses state lastAt lastOk run wins fails wrongDay durable'.split(' ');
export const quoted = (names: readonly string[]): string => names.map((n) => `"${n}"`).join(', ');
export const replaced = (names: readonly string[]): string =>
  names.map((c) => `"${c}" = excluded."${c}"`).join(', ');

export type Remembered = Memory & {
  wins: number;
  fails: number;
  lastOk: 0 | 1;
  wrongDay: number | null;
  durable: 0 | 1;
};
/** What is known of a person at a question before an answer. */
export type Before = Learned & { pace: Pace; memory: Remembered | undefined };

/** What an answer makes of skill and question, and the probability of a right answer as it was believed before it. */
export const weigh = (
  before: Before,
  { question, ok }: Pick<LearnedAnswer, 'question' | 'ok'>,
  weights: readonly number[],
  now: number,
): { after: Learned; pPred: number } => {
  const after = afterAnswer(before, { ok, guess: guessOf(question) });
  const { memory } = before;
  const features = featuresOf({
    p: after.p,
    point: before.point ?? before.overall,
    overall: before.overall,
    level: before.item,
    item: memory && { ...memory, lastOk: memory.lastOk === 1 },
    now,
  });
  return { after, pPred: predict(weights, features) };
};

/** What an answer adds to a question: `moved` = of its b, `x` = ln(ms) of a right answer. */
export type ItemStep = { first: number; won: number; moved: number; timed: number; x: number };
/** A question's difficulty is that of meeting it: only a person's first answer moves it, every right one tells its time. */
export const itemStep = (
  { ok, rtMs }: Pick<LearnedAnswer, 'ok' | 'rtMs'>,
  before: Before,
  after: Learned,
): ItemStep => {
  const first = before.memory ? 0 : 1;
  const timed = ok && rtMs > 0 ? 1 : 0;
  const moved = first * (after.item.b - before.item.b);
  return { first, won: ok ? first : 0, moved, timed, x: timed * logTime(rtMs) };
};

/** The memory after an answer; a question is due from the morning of its day on. */
export const memoryAfter = (
  by: Pick<Actor, 'person' | 'zone'>,
  a: LearnedAnswer,
  { memory, pace }: Before,
  now: number,
): Remembered => {
  const { ok, hinted, question } = a;
  const review = { ok, hinted, changed: a.changes > 0, ...paceOf(pace, a.rtMs) };
  const looked = { ...review, run: memory?.run ?? 0, trueFalse: question.type === 'true-false' };
  const m = afterReview(memory, looked, now, seedOf(`${by.person}:${question.id}`));
  const day = playDay(now, by.zone);
  const wrongDay = ok ? (memory?.wrongDay ?? null) : day;
  return {
    ...m,
    dueAt: playDayBegin(m.dueAt, by.zone),
    lastOk: ok ? 1 : 0,
    wins: (memory?.wins ?? 0) + (ok ? 1 : 0),
    fails: (memory?.fails ?? 0) + (ok ? 0 : 1),
    wrongDay,
    durable: ok && wrongDay !== null && (memory?.durable === 1 || day > wrongDay) ? 1 : 0,
  };
};

/** The cells of a row of `memory` without what was paid, in the order of MEMORY. */
export const memoryCells = (person: string, question: string, m: Remembered): unknown[] => [
  ...[person, question, m.dueAt, m.stability, m.difficulty, m.reps, m.lapses, m.state],
  ...[m.lastAt, m.lastOk, m.run, m.wins, m.fails, m.wrongDay, m.durable],
];

/** Whose skill and where: '' and '' = overall. */
type SkillKey = { person: string; bank: string; point: string };
/** The cells of a row of `skill`, in the order of SKILL. */
export const skillCells = (key: SkillKey, skill: Skill, level: string, now: number): unknown[] => [
  ...[key.person, key.bank, key.point, skill.theta, skill.n, skill.wins, skill.fails, skill.recent],
  ...[skill.last, skill.initial ?? null, level, now],
];
