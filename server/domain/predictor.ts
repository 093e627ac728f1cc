/**
 * The next-answer model of analytics.md 3.2: an online logistic, trained by AdaGrad, over its eleven features and two of
 * the question (README: measured on six public logs).
 */
export const FEATURES = 13;

/** What is known of a person at a question before the answer. Times in ms. */
export type Known = {
  /** Elo's probability (mastery.ts `successOf`). */
  p: number;
  /** At the knowledge point. */
  point: { wins: number; fails: number; recent: number };
  overall: { n: number; recent: number };
  /** First answers of everybody to this question. */
  level: { n: number; wins: number; fails: number };
  /** This person at this question; absent = never. */
  item?: { wins: number; fails: number; lastOk: boolean; lastAt: number } | undefined;
  now: number;
};

const HOUR = 3_600_000;
const logit = (p: number): number => {
  const safe = Math.min(0.999, Math.max(0.001, p));
  return Math.log(safe / (1 - safe));
};

/** x = 1, Elo logit, ln(1+wins), ln(1+fails) at the point, the same at the question, running success at the point and
 * overall, last result on the question, ln(1+answers), ln(1+hours since the question), Elo logit / sqrt(1 + first answers to
 * the question), ln of the odds of a right first answer. */
export const featuresOf = ({ p, point, overall, level, item, now }: Known): number[] => [
  1,
  logit(p),
  Math.log1p(point.wins),
  Math.log1p(point.fails),
  Math.log1p(item?.wins ?? 0),
  Math.log1p(item?.fails ?? 0),
  point.recent - 0.5,
  overall.recent - 0.5,
  item ? (item.lastOk ? 1 : -1) : 0,
  Math.log1p(overall.n),
  item ? Math.log1p(Math.max(0, now - item.lastAt) / HOUR) : 0,
  logit(p) / Math.sqrt(1 + level.n),
  Math.log((level.wins + 1.5) / (level.fails + 1)),
];

/** `squares` = AdaGrad's sums of squared gradients; `n` = answers learned from. */
export type Predictor = { weights: number[]; squares: number[]; n: number };

/** Says what Elo says: the model of a company that has not trained one. */
export const untrained = (): Predictor => ({
  weights: Array.from({ length: FEATURES }, (_, i) => (i === 1 ? 1 : 0)),
  squares: new Array<number>(FEATURES).fill(0),
  n: 0,
});

/** Probability of a right answer. */
export const predict = (weights: readonly number[], features: readonly number[]): number => {
  let sum = 0;
  for (let i = 0; i < FEATURES; i++) sum += (weights[i] ?? 0) * (features[i] ?? 0);
  return 1 / (1 + Math.exp(-sum));
};

const RATE = 0.1;
const SMALL = 1e-8;
/** Learns from one answer, in place: a worker goes through the whole log with it. Gives the prediction before it. */
export const train = (model: Predictor, features: readonly number[], ok: boolean): number => {
  const p = predict(model.weights, features);
  const e = (ok ? 1 : 0) - p;
  for (let i = 0; i < FEATURES; i++) {
    const g = e * (features[i] ?? 0);
    const square = (model.squares[i] ?? 0) + g * g;
    model.squares[i] = square;
    model.weights[i] = (model.weights[i] ?? 0) + (RATE * g) / Math.sqrt(square + SMALL);
  }
  model.n += 1;
  return p;
};
