/** A prediction beside what happened. `p` = probability of `ok` as believed before. */
export type Said = { p: number; ok: boolean };

/** Area under the ROC curve by ranks, ties at their mean rank; undefined where only one outcome happened. */
export const aucOf = (said: readonly Said[]): number | undefined => {
  const sorted = [...said].sort((a, b) => a.p - b.p);
  let sum = 0;
  let hits = 0;
  for (let from = 0; from < sorted.length; ) {
    let to = from;
    while (to < sorted.length && sorted[to]?.p === sorted[from]?.p) to++;
    for (let i = from; i < to; i++)
      if (sorted[i]?.ok) {
        sum += (from + to + 1) / 2;
        hits += 1;
      }
    from = to;
  }
  const misses = sorted.length - hits;
  return hits === 0 || misses === 0 ? undefined : (sum - (hits * (hits + 1)) / 2) / (hits * misses);
};

const meanOf = (said: readonly Said[], of: (one: Said) => number): number =>
  said.reduce((sum, one) => sum + of(one), 0) / said.length;
/** Mean squared error of the probabilities (Brier score). */
export const brierOf = (said: readonly Said[]): number =>
  meanOf(said, ({ p, ok }) => (p - (ok ? 1 : 0)) ** 2);
/** Share by which the Brier score is better than saying the base rate; undefined where only one outcome happened. */
export const brierSkillOf = (said: readonly Said[]): number | undefined => {
  const base = meanOf(said, ({ ok }) => (ok ? 1 : 0));
  return base === 0 || base === 1 ? undefined : 1 - brierOf(said) / (base * (1 - base));
};
/** Mean log loss in nats; probabilities are held within 1e-9 of 0 and 1. */
export const logLossOf = (said: readonly Said[]): number =>
  meanOf(said, ({ p, ok }) => -Math.log(Math.max(1e-9, ok ? p : 1 - p)));

/** One tenth of the predictions by size: how many, what they said on average, what happened. */
export type Bin = { n: number; said: number; happened: number };
const BINS = 10;
/** The calibration plot: ten bins of equal width. Empty ones are left out. */
export const calibrationOf = (said: readonly Said[]): Bin[] =>
  Array.from({ length: BINS }, (_, i) => {
    const inside = said.filter(({ p }) => Math.min(BINS - 1, Math.floor(p * BINS)) === i);
    const happened = inside.filter((one) => one.ok).length / inside.length;
    return { n: inside.length, said: meanOf(inside, ({ p }) => p), happened };
  }).filter((bin) => bin.n > 0);

/** Expected calibration error over the ten bins (ECE). */
export const eceOf = (said: readonly Said[]): number =>
  calibrationOf(said).reduce((sum, b) => sum + b.n * Math.abs(b.said - b.happened), 0) / said.length;
