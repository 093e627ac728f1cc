/** Rows of numbers, all of one length. */
export type Rows = readonly (readonly number[])[];

/** Solves A x = b for a symmetric positive definite A by Cholesky. Throws when A is not. */
export const solve = (a: Rows, b: readonly number[]): number[] => {
  const n = b.length;
  const l = Array.from({ length: n }, () => new Float64Array(n));
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let sum = a[i]?.[j] ?? 0;
      for (let k = 0; k < j; k++) sum -= (l[i]?.[k] ?? 0) * (l[j]?.[k] ?? 0);
      const row = l[i];
      if (!row) continue;
      if (i === j) {
        if (sum <= 0) throw new Error('the matrix is not positive definite');
        row[i] = Math.sqrt(sum);
      } else row[j] = sum / (l[j]?.[j] ?? 1);
    }
  const y = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = b[i] ?? 0;
    for (let k = 0; k < i; k++) sum -= (l[i]?.[k] ?? 0) * (y[k] ?? 0);
    y[i] = sum / (l[i]?.[i] ?? 1);
  }
  const x = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    let sum = y[i] ?? 0;
    for (let k = i + 1; k < n; k++) sum -= (l[k]?.[i] ?? 0) * (x[k] ?? 0);
    x[i] = sum / (l[i]?.[i] ?? 1);
  }
  return x;
};

const sigma = (x: number): number => 1 / (1 + Math.exp(-x));
const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, v, i) => sum + v * (b[i] ?? 0), 0);

const MOST_STEPS = 60;
const SMALL = 1e-10;

/**
 * Logistic regression with a ridge: minimises -log likelihood + lambda/2 |w|^2 by Newton's method. The first weight is that
 * of the constant and bears no penalty. `x` without the constant.
 */
export const fitRidge = (x: Rows, y: readonly boolean[], lambda: number): number[] => {
  const rows = x.map((row) => [1, ...row]);
  const width = rows[0]?.length ?? 1;
  let w = new Array<number>(width).fill(0);
  for (let step = 0; step < MOST_STEPS; step++) {
    const gradient = w.map((v, j) => (j === 0 ? 0 : lambda * v));
    const hessian = Array.from({ length: width }, (_, j) =>
      Array.from({ length: width }, (_, k) => (j === k ? (j === 0 ? SMALL : lambda) : 0)),
    );
    for (const [i, row] of rows.entries()) {
      const p = sigma(dot(w, row));
      const e = p - (y[i] ? 1 : 0);
      for (let j = 0; j < width; j++) {
        const xj = row[j] ?? 0;
        gradient[j] = (gradient[j] ?? 0) + e * xj;
        const line = hessian[j];
        if (line) for (let k = 0; k < width; k++) line[k] = (line[k] ?? 0) + p * (1 - p) * xj * (row[k] ?? 0);
      }
    }
    const move = solve(hessian, gradient);
    w = w.map((v, j) => v - (move[j] ?? 0));
    if (Math.max(...move.map(Math.abs)) < SMALL) break;
  }
  return w;
};

/** What a fitted model says of one row. */
export const sayRidge = (w: readonly number[], row: readonly number[]): number => sigma(dot(w, [1, ...row]));

/** Means and standard deviations of columns; a column that never varies has the deviation 1. */
export type Scale = { mean: number[]; sd: number[] };
export const scaleOf = (x: Rows): Scale => {
  const width = x[0]?.length ?? 0;
  const mean = Array.from({ length: width }, (_, j) => x.reduce((s, row) => s + (row[j] ?? 0), 0) / x.length);
  const sd = mean.map(
    (m, j) => Math.sqrt(x.reduce((s, row) => s + ((row[j] ?? 0) - m) ** 2, 0) / x.length) || 1,
  );
  return { mean, sd };
};
export const scaled = ({ mean, sd }: Scale, row: readonly number[]): number[] =>
  row.map((v, j) => (v - (mean[j] ?? 0)) / (sd[j] ?? 1));
