import type { LeftOut } from './award.ts';
import { placesOf } from './award.ts';
import { type ImprovedAward, LEAST_PEERS } from './award-shape.ts';

export type Half = { answers: number; right: number };
export type ImprovementFacts = { person: string; before: Half; after: Half; hasty?: true };

/** How much somebody has gained: logits of accuracy, their difference with its 95 % interval, and what is left of it
 * when the start is allowed for. */
export type ImprovedLine = {
  kind: 'improved';
  person: string;
  before: Half & { logit: number };
  after: Half & { logit: number };
  gain: number;
  low: number;
  high: number;
  /** What the line through all would give from this start. */
  expected: number;
  residual: number;
  /** 0 = is not named. */
  place: number;
  won: boolean;
  hasty?: true;
};
export type Improved = {
  lines: ImprovedLine[];
  out: LeftOut[];
  eligible: number;
  tooFew: boolean;
  /** after = intercept + slope x before, over everybody eligible. */
  slope: number;
  intercept: number;
};

const Z = 1.959963984540054;
/** Half an answer on either side keeps all right and all wrong finite (Haldane, Anscombe). */
const logitOf = ({ answers, right }: Half): number => Math.log((right + 0.5) / (answers - right + 0.5));
const varianceOf = ({ answers, right }: Half): number => 1 / (right + 0.5) + 1 / (answers - right + 0.5);

const mean = (xs: readonly number[]): number => xs.reduce((a, b) => a + b, 0) / xs.length;

/** Least squares of y on x; slope 0 when all start alike. */
export const lineThrough = (
  xs: readonly number[],
  ys: readonly number[],
): { slope: number; intercept: number } => {
  const [mx, my] = [mean(xs), mean(ys)];
  const sxx = xs.reduce((sum, x) => sum + (x - mx) ** 2, 0);
  const sxy = xs.reduce((sum, x, i) => sum + (x - mx) * ((ys[i] ?? my) - my), 0);
  const slope = sxx === 0 ? 0 : sxy / sxx;
  return { slope, intercept: my - slope * mx };
};

/** Named are those with a gain whose interval excludes 0 and more than their start leads to expect, the largest first. */
const placed = (
  lines: readonly ImprovedLine[],
  def: ImprovedAward,
  excluded: ReadonlySet<string>,
): ImprovedLine[] => {
  const sorted = lines.toSorted((a, b) => b.residual - a.residual || (a.person < b.person ? -1 : 1));
  const last = placesOf(def.take, sorted.filter((l) => !excluded.has(l.person)).length);
  let named = 0;
  return sorted.map((line) => {
    if (excluded.has(line.person) || line.low <= 0 || line.residual <= 0) return line;
    named += 1;
    return { ...line, place: named, won: named <= last };
  });
};

/**
 * Most improved (analytics.md 2): the ANCOVA residual of the second period's logit accuracy on the first's, at least
 * `answers` on each side, only those whose gain is certain. Never (post - pre) / (1 - pre), which rewards the strong.
 */
export const mostImproved = (
  def: ImprovedAward,
  people: readonly ImprovementFacts[],
  excluded: ReadonlySet<string> = new Set(),
): Improved => {
  const enough = (p: ImprovementFacts): boolean =>
    p.before.answers >= def.answers && p.after.answers >= def.answers;
  const eligible = people.filter(enough);
  const out = people.filter((p) => !enough(p)).map(({ person }) => ({ person, why: 'answers' as const }));
  const tooFew = eligible.length < LEAST_PEERS;
  if (eligible.length === 0) return { lines: [], out, eligible: 0, tooFew, slope: 0, intercept: 0 };
  const xs = eligible.map((p) => logitOf(p.before));
  const ys = eligible.map((p) => logitOf(p.after));
  const fit = lineThrough(xs, ys);
  const lines = eligible.map(({ person, before, after, hasty }, i): ImprovedLine => {
    const [x, y] = [xs[i] ?? 0, ys[i] ?? 0];
    const margin = Z * Math.sqrt(varianceOf(before) + varianceOf(after));
    const expected = fit.intercept + fit.slope * x;
    return {
      ...{ kind: 'improved', person, gain: y - x, low: y - x - margin, high: y - x + margin },
      before: { ...before, logit: x },
      after: { ...after, logit: y },
      ...{ expected, residual: y - expected, place: 0, won: false },
      ...(hasty ? { hasty } : {}),
    };
  });
  return { lines: placed(lines, def, excluded), out, eligible: eligible.length, tooFew, ...fit };
};
