const FAR = 1e9;
/** Longest piece of work between two pauses, in ms. */
const SLICE = 6;

type Line = { v: Int32Array; z: Float32Array; g: Float32Array };

/** Squared distance along one row or column: lower envelope of parabolas (Felzenszwalb and Huttenlocher). */
const pass = (field: Float32Array, from: number, step: number, length: number, { v, z, g }: Line): void => {
  const at = (i: number): number => g[i] ?? FAR;
  for (let i = 0; i < length; i++) g[i] = field[from + i * step] ?? FAR;
  const meet = (q: number, p: number): number => (at(q) + q * q - (at(p) + p * p)) / (2 * q - 2 * p);
  let k = 0;
  v[0] = 0;
  z[0] = -FAR;
  z[1] = FAR;
  for (let q = 1; q < length; q++) {
    let s = meet(q, v[k] ?? 0);
    while (k > 0 && s <= (z[k] ?? -FAR)) {
      k--;
      s = meet(q, v[k] ?? 0);
    }
    k++;
    v[k] = q;
    z[k] = s;
    z[k + 1] = FAR;
  }
  k = 0;
  for (let q = 0; q < length; q++) {
    while ((z[k + 1] ?? FAR) < q) k++;
    const p = v[k] ?? 0;
    field[from + q * step] = (q - p) ** 2 + at(p);
  }
};

/**
 * Exact distance in pixels from every pixel to the nearest one that is set in `mask` (row by row, w x h).
 * `rest` is awaited every few ms, so that the thread stays free.
 */
export const distanceField = async (
  mask: Uint8Array,
  w: number,
  h: number,
  rest: () => Promise<void>,
): Promise<Float32Array> => {
  const field = Float32Array.from(mask, (on) => (on ? 0 : FAR));
  const size = Math.max(w, h);
  const line: Line = { v: new Int32Array(size), z: new Float32Array(size + 1), g: new Float32Array(size) };
  let since = performance.now();
  const pause = async (): Promise<void> => {
    if (performance.now() - since < SLICE) return;
    await rest();
    since = performance.now();
  };
  for (let x = 0; x < w; x++) {
    pass(field, x, w, h, line);
    await pause();
  }
  for (let y = 0; y < h; y++) {
    pass(field, y * w, 1, w, line);
    await pause();
  }
  return field.map(Math.sqrt);
};
