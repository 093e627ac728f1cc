import type { Reason } from './api-reach.ts';
import { wilson } from './figure.ts';

/** A knowledge point as the proposer sees it for one person. `p` = chance of a right answer at it, 0 to 1. */
export type PointFacts = {
  id: string;
  p: number;
  answers: number;
  mastered: boolean;
  /** Points that come before it. */
  requires: readonly string[];
  /** What the post asks, 0 to 1; absent = nothing. */
  required?: number;
  due: number;
  /** Colleagues of the post who have practised it, of how many. */
  done: number;
  of: number;
};
export type Proposal = { id: string; reason: Reason; score: number };

export const MOST_PROPOSED = 5;
/** Share of places given to something outside the list, so that it can be found out whether it is liked. */
export const EXPLORATION = 0.1;
/** The span in which learning pays most: neither hopeless nor boring. */
const LOW = 0.6;
const HIGH = 0.9;

/** 1 inside .6 to .9, falling to 0 at chances of 0.1 and 1. */
export const fitOf = (p: number): number => {
  if (p < LOW) return Math.max(0, (p - 0.1) / (LOW - 0.1));
  return p > HIGH ? Math.max(0, (1 - p) / (1 - HIGH)) : 1;
};
/** How far the shown level is from what the post asks; 0 = reached, or nothing asked. */
export const gapOf = ({ required, p }: Pick<PointFacts, 'required' | 'p'>): number =>
  required === undefined ? 0 : Math.max(0, required - p);

/** Lower bound of the share of colleagues who have practised it: a few are no crowd. */
export const popularityOf = ({ done, of }: Pick<PointFacts, 'done' | 'of'>): number =>
  wilson(done, of)?.low ?? 0;

/** Not mastered, and all that comes before it is (analytics.md 3.5: the outer fringe). */
export const fringeOf = (points: readonly PointFacts[]): PointFacts[] => {
  const open = new Set(points.filter((p) => !p.mastered).map((p) => p.id));
  return points.filter((p) => open.has(p.id) && p.requires.every((r) => !open.has(r)));
};

const byScore = (a: Proposal, b: Proposal): number => b.score - a.score || (a.id < b.id ? -1 : 1);

/** The same for everybody of a post: what most colleagues practise, best known first. */
export const popularList = (points: readonly PointFacts[]): Proposal[] =>
  points.map((p) => ({ id: p.id, reason: 'popular' as const, score: popularityOf(p) })).sort(byScore);

const DUE_WORTH = 0.5;
const reasonOf = (p: PointFacts): Reason => {
  if (gapOf(p) > 0) return 'post';
  return p.due > 0 ? 'due' : 'next';
};
/** For one person: value x P(.6 to .9) x due on the outer fringe; what the post asks and is not reached comes first. */
export const personalList = (points: readonly PointFacts[]): Proposal[] =>
  fringeOf(points)
    .map((p) => {
      const gap = gapOf(p);
      const value = 1 + popularityOf(p);
      const score = 10 * gap + value * fitOf(p.p) * (1 + DUE_WORTH * Math.min(1, p.due / 5));
      return { id: p.id, reason: reasonOf(p), score };
    })
    .sort(byScore);

/** `personal` where it has been shown to win, else `popular` with what the post asks before it. */
export type Strategy = 'personal' | 'popular';

/** Points that the post asks and this person has not reached, widest gap first; only what can be begun now. */
const owed = (points: readonly PointFacts[]): Proposal[] =>
  personalList(points).filter((p) => p.reason === 'post');

/**
 * At most five proposals. The required points with the widest gap come first, always; the others by the strategy that won
 * on this company's own log; each of those gives way to a random one in a tenth of cases.
 */
export const recommend = (
  points: readonly PointFacts[],
  strategy: Strategy,
  random: () => number,
): Proposal[] => {
  const first = owed(points);
  const open = new Set(fringeOf(points).map((p) => p.id));
  const ranked = strategy === 'personal' ? personalList(points) : popularList(points);
  const others = ranked.filter((p) => open.has(p.id) && !first.some((f) => f.id === p.id));
  const list = [...first, ...others].slice(0, MOST_PROPOSED);
  const rest = others.filter((p) => !list.some((l) => l.id === p.id));
  return list.map((p) => {
    if (p.reason === 'post' || rest.length === 0 || random() >= EXPLORATION) return p;
    const [other] = rest.splice(Math.floor(random() * rest.length), 1);
    return other ? { ...other, reason: 'explore' as const } : p;
  });
};

/** The list that is not made for anybody in particular (PIPL 24): what colleagues of the post practise most. */
export const sameForAll = (points: readonly PointFacts[]): Proposal[] =>
  popularList(points).slice(0, MOST_PROPOSED);
