import type { StatFlag } from './api-bank.ts';

/** One learner at one item: its score and the mean score of the rest of the form, 0 to 1. */
export type ItemPair = { score: number; rest: number };
/** Fewest answers before a figure is shown or judged (analytics.md 2 and 6.2). */
export const NEED = { facility: 20, judged: 50, discrimination: 100, choice: 20 } as const;
/** A mean of fewer people than this is shown to nobody. */
export const FEWEST_PEOPLE = 5;

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

const covariance = (xs: readonly number[], ys: readonly number[]): number => {
  const [mx, my] = [mean(xs), mean(ys)];
  return xs.reduce((sum, x, i) => sum + (x - mx) * ((ys[i] ?? 0) - my), 0);
};

/** Facility: 100 x mean score. undefined without answers. */
export const facilityOf = (scores: readonly number[]): number | undefined =>
  scores.length === 0 ? undefined : 100 * mean(scores);

const NOTHING = 1e-12;

/** Discrimination index: 100 x Pearson's correlation of the item with the rest of the form. undefined when either never
 * varies. */
export const discriminationOf = (pairs: readonly ItemPair[]): number | undefined => {
  const [xs, ys] = [pairs.map((p) => p.score), pairs.map((p) => p.rest)];
  if (pairs.length < 2) return undefined;
  const spread = Math.sqrt(covariance(xs, xs) * covariance(ys, ys));
  return spread < NOTHING ? undefined : (100 * covariance(xs, ys)) / spread;
};

/** Discriminative efficiency (Moodle): 100 x covariance / the largest covariance that these scores could have, both
 * sorted alike. */
export const efficiencyOf = (pairs: readonly ItemPair[]): number | undefined => {
  const [xs, ys] = [pairs.map((p) => p.score), pairs.map((p) => p.rest)];
  if (pairs.length < 2) return undefined;
  const ascending = (values: number[]): number[] => values.toSorted((a, b) => a - b);
  const most = covariance(ascending(xs), ascending(ys));
  return most < NOTHING ? undefined : (100 * covariance(xs, ys)) / most;
};

/**
 * One choice in the current version: `n` first answers chose it; of those who chose it in an exam (`restN`) `restScore` is
 * the mean score, in percent, at the rest of the form.
 */
export type ChoiceCount = { code: string; right: boolean; n: number; restN: number; restScore?: number };
/** What `question_stat.choices` holds as JSON. `omitted` = left blank in an exam (counts as 0), `unreached` = its time was
 * over (counts nowhere). */
export type ItemDetail = {
  version: number;
  choices: ChoiceCount[];
  byVersion: { version: number; n: number; facility?: number }[];
  omitted: number;
  unreached: number;
};

/** A wrong choice that at least a tenth made, and whose choosers did better in the rest than those of the key. */
const isKeySuspicious = (choices: readonly ChoiceCount[]): boolean => {
  const total = choices.reduce((n, c) => n + c.restN, 0);
  const judged = choices.filter((c) => c.restN >= NEED.choice);
  const keys = judged.filter((c) => c.right).map((c) => c.restScore ?? 0);
  if (total < NEED.judged || keys.length === 0) return false;
  const best = Math.max(...keys);
  return judged.some((c) => !c.right && c.restN >= total / 10 && (c.restScore ?? 0) > best);
};

export type ItemFigures = {
  n: number;
  facility?: number | undefined;
  discriminationN: number;
  discrimination?: number | undefined;
  efficiency?: number | undefined;
};

/** What is worth saying of an item; nothing is judged before its minimum sample. `choices` of items with one choice. */
export const flagsOf = (item: ItemFigures, choices: readonly ChoiceCount[] = []): StatFlag[] => {
  const flags: StatFlag[] = [];
  const { n, facility = 50, discriminationN, discrimination, efficiency } = item;
  if (n < NEED.facility) flags.push('too_few');
  if (n >= NEED.judged && facility > 95) flags.push('too_easy');
  if (n >= NEED.judged && facility < 20) flags.push('too_hard');
  const judged = discriminationN >= NEED.discrimination;
  if (judged && discrimination !== undefined && discrimination < 0) flags.push('negative_discrimination');
  if (judged && efficiency !== undefined && efficiency < 15) flags.push('low_efficiency');
  if (isKeySuspicious(choices)) flags.push('suspicious_key');
  return flags;
};
