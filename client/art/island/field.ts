const blurLine = (
  from: Float32Array,
  to: Float32Array,
  start: number,
  step: number,
  length: number,
  radius: number,
): void => {
  const at = (i: number) => from[start + Math.min(length - 1, Math.max(0, i)) * step] ?? 0;
  let sum = 0;
  for (let i = -radius; i <= radius; i++) sum += at(i);
  for (let i = 0; i < length; i++) {
    to[start + i * step] = sum / (2 * radius + 1);
    sum += at(i + radius + 1) - at(i - radius);
  }
};

/** Blurs a grid in place with a square of 2 x radius + 1 cells. */
export const boxBlur = (grid: Float32Array, width: number, depth: number, radius: number): void => {
  const rows = new Float32Array(grid.length);
  for (let j = 0; j < depth; j++) blurLine(grid, rows, j * width, 1, width, radius);
  for (let i = 0; i < width; i++) blurLine(rows, grid, i, width, depth, radius);
};
