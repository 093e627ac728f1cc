import { clamp } from '../island/maths.ts';
import type { Terrain } from '../island/terrain.ts';

/** What counts as far where distances are infinite: nothing is drawn that far from a road or a stream. */
const FAR = 9;

const enlarged = (from: Float32Array, width: number, depth: number, w: number, d: number): Float32Array => {
  const to = new Float32Array(w * d);
  for (let j = 0; j < d; j++) {
    const y = (j / (d - 1)) * (depth - 1);
    const row = Math.min(depth - 2, Math.floor(y));
    const down = y - row;
    for (let i = 0; i < w; i++) {
      const x = (i / (w - 1)) * (width - 1);
      const column = Math.min(width - 2, Math.floor(x));
      const right = x - column;
      const k = row * width + column;
      const north = clamp(from[k] ?? 0, -FAR, FAR) * (1 - right) + clamp(from[k + 1] ?? 0, -FAR, FAR) * right;
      const south =
        clamp(from[k + width] ?? 0, -FAR, FAR) * (1 - right) +
        clamp(from[k + width + 1] ?? 0, -FAR, FAR) * right;
      to[j * w + i] = north * (1 - down) + south * down;
    }
  }
  return to;
};

/** The same ground with more cells, `width` across: the land is smooth, so only its colours need every pixel. */
export const enlargeTerrain = (terrain: Terrain, width: number): Terrain => {
  const depth = Math.round(width * terrain.aspect);
  const grow = (grid: Float32Array): Float32Array =>
    enlarged(grid, terrain.width, terrain.depth, width, depth);
  const streamIndex = new Uint8Array(width * depth);
  for (let j = 0; j < depth; j++)
    for (let i = 0; i < width; i++) {
      const row = Math.min(terrain.depth - 1, Math.round((j * terrain.depth) / depth));
      const column = Math.min(terrain.width - 1, Math.round((i * terrain.width) / width));
      streamIndex[j * width + i] = terrain.streamIndex[row * terrain.width + column] ?? 0;
    }
  return {
    width,
    depth,
    aspect: terrain.aspect,
    heights: grow(terrain.heights),
    shore: grow(terrain.shore),
    road: grow(terrain.road),
    roadAlong: grow(terrain.roadAlong),
    stream: grow(terrain.stream),
    streamIndex,
  };
};
