/** Reliability of one form of an exam; scores as shares 0 to 1 of the full mark. */
export type Reliability = { mean: number; sd: number; alpha: number | undefined; sem: number | undefined };

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
/** Sample variance (n - 1). */
const variance = (values: readonly number[]): number => {
  const m = mean(values);
  return values.reduce((sum, v) => sum + (v - m) ** 2, 0) / (values.length - 1);
};

/**
 * Cronbach's alpha = k / (k - 1) (1 - sum of item variances / variance of totals) and SEM = SD sqrt(1 - alpha), of rows of
 * learners with one score for each item. undefined below two items or learners, or when all totals are alike.
 */
export const reliabilityOf = (rows: readonly (readonly number[])[]): Reliability => {
  const k = rows[0]?.length ?? 0;
  const totals = rows.map((row) => mean(row));
  if (rows.length < 2) return { mean: mean(totals), sd: 0, alpha: undefined, sem: undefined };
  const spread = variance(totals);
  const sd = Math.sqrt(spread);
  if (k < 2 || spread < 1e-12) return { mean: mean(totals), sd, alpha: undefined, sem: undefined };
  const items = Array.from({ length: k }, (_, i) => variance(rows.map((row) => row[i] ?? 0)));
  const alpha = (k / (k - 1)) * (1 - items.reduce((a, b) => a + b, 0) / (k * k * spread));
  return { mean: mean(totals), sd, alpha, sem: sd * Math.sqrt(Math.max(0, 1 - alpha)) };
};
