import type { Candidate, QuestionRef } from './attempt.ts';
import { shuffled } from './random.ts';

/** Where practice teaches most: right about four times in five (analytics.md 3.4). */
export const AIM = 0.8;
export const TARGET = { low: 0.7, high: 0.85 } as const;
/** One of this many is drawn by dice alone: anchors, so that difficulty is not only known where it is chosen. */
const ANCHOR_SHARE = 0.22;
const BEST = 5;
const DUE = 0.3;
const NOVELTY = 0.1;
const SEEN_COST = 0.02;
/** A question that was paid today is not asked again while there are others. */
const PAID_COST = 0.5;

const chanceOf = (c: Candidate): number => c.p ?? AIM;
const inTarget = (c: Candidate): boolean => chanceOf(c) >= TARGET.low && chanceOf(c) <= TARGET.high;

/** Higher is better: near the aim, due, new inside the target, not paid today, less often seen. */
export const scoreOf = (c: Candidate): number =>
  -Math.abs(chanceOf(c) - AIM) +
  (c.due ? DUE : 0) +
  (c.seen === 0 && inTarget(c) ? NOVELTY : 0) -
  SEEN_COST * Math.min(5, c.seen) -
  (c.paidToday ? PAID_COST : 0);

const refOf = ({ question, version }: Candidate): QuestionRef => ({ question, version });
const easyFirst = (a: Candidate, b: Candidate): number =>
  chanceOf(b) - chanceOf(a) || a.difficulty - b.difficulty;

/**
 * Questions of a practice for one person: unseen before seen inside the target, then by score; each is drawn from the
 * best five so that no question is asked of everybody, and about one in five by dice alone. Asked from easy to hard.
 */
export const pickAdaptive = (
  candidates: readonly Candidate[],
  n: number,
  random: () => number,
): QuestionRef[] => {
  const rank = (c: Candidate): number => (c.due ? 0 : c.seen === 0 && inTarget(c) ? 0 : 1);
  const pool = shuffled(candidates, random).sort((a, b) => rank(a) - rank(b) || scoreOf(b) - scoreOf(a));
  const picked: Candidate[] = [];
  while (picked.length < n && pool.length > 0) {
    const among = random() < ANCHOR_SHARE ? pool.length : Math.min(BEST, pool.length);
    picked.push(...pool.splice(Math.floor(random() * among), 1));
  }
  return picked.sort(easyFirst).map(refOf);
};
