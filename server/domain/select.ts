import type { Candidate, QuestionRef } from './attempt.ts';
import { shuffled } from './random.ts';

/** Where practice teaches most: right about four times in five (analytics.md 3.4). */
export const AIM = 0.8;
export const TARGET = { low: 0.7, high: 0.85 } as const;
/** One in about five is drawn by dice alone, a new one while there are any: anchors, so that difficulty is not only known
 * where it is chosen, and all is met in the end. */
export const ANCHOR_SHARE = 0.22;
const BEST = 5;
const DUE = 0.3;
/** For a question that was never met; and against one that is still remembered. */
const NEW = 0.1;
const REMEMBERED = 0.3;
/** A question that was paid today is not asked again while there are others. */
const PAID = 0.5;

const chanceOf = (c: Candidate): number => c.p ?? AIM;
/** True when the question is about as hard for this person as practice wants it. */
export const inTarget = (c: Candidate): boolean => chanceOf(c) >= TARGET.low && chanceOf(c) <= TARGET.high;

const noveltyOf = (c: Candidate): number => {
  if (c.due) return DUE;
  return c.seen === 0 ? NEW : -REMEMBERED;
};
/** Higher is better: near the aim; due before new before remembered; not paid today. */
export const scoreOf = (c: Candidate): number =>
  noveltyOf(c) - Math.abs(chanceOf(c) - AIM) - (c.paidToday ? PAID : 0);

const refOf = ({ question, version }: Candidate): QuestionRef => ({ question, version });
const easyFirst = (a: Candidate, b: Candidate): number =>
  chanceOf(b) - chanceOf(a) || a.difficulty - b.difficulty;

/** Positions that may be drawn now: all, or when half of the practice is reviews already, the new ones. */
const openTo = (pool: readonly Candidate[], reviewsLeft: number): number[] => {
  const all = pool.map((_, i) => i);
  const fresh = reviewsLeft > 0 ? [] : all.filter((i) => pool[i]?.seen === 0);
  return fresh.length > 0 ? fresh : all;
};

const anchorsIn = (pool: readonly Candidate[]): number[] => {
  const all = pool.map((_, i) => i);
  const fresh = all.filter((i) => pool[i]?.seen === 0);
  return fresh.length > 0 ? fresh : all;
};

/**
 * Questions of a practice for one person: due ones and those of the right difficulty that are new before all others, then
 * by score; half of them at most are due while there are new ones. Each is drawn from the best five, so that no question is
 * asked of everybody, and about one in five by dice alone. Asked from easy to hard.
 */
export const pickAdaptive = (
  candidates: readonly Candidate[],
  n: number,
  random: () => number,
): QuestionRef[] => {
  const late = (c: Candidate): number => (c.due || (c.seen === 0 && inTarget(c)) ? 0 : 1);
  const pool = shuffled(candidates, random).sort((a, b) => late(a) - late(b) || scoreOf(b) - scoreOf(a));
  const picked: Candidate[] = [];
  let reviewsLeft = Math.floor(n / 2);
  while (picked.length < n && pool.length > 0) {
    const isAnchor = random() < ANCHOR_SHARE;
    const open = isAnchor ? anchorsIn(pool) : openTo(pool, reviewsLeft);
    const among = isAnchor ? open.length : Math.min(BEST, open.length);
    const [one] = pool.splice(open[Math.floor(random() * among)] ?? 0, 1);
    if (one) picked.push(one);
    if (one?.due) reviewsLeft -= 1;
  }
  return picked.sort(easyFirst).map(refOf);
};
