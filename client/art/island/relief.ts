import { randomFrom } from '../random.ts';
import { boxBlur } from './field.ts';
import { groundTint } from './ground.ts';
import { clamp, fractalNoise, mix } from './maths.ts';
import { type Biome, paletteOf } from './palette.ts';
import type { Shape } from './shape.ts';
import type { Spot } from './spot.ts';
import type { Terrain } from './terrain.ts';

/** How the ground is looked at. `pitch` squeezes the depth, `heightScale` is the height of 1 in widths of the ground. */
export type View = { pitch: number; heightScale: number; topPad: number };

/** A drawn island: RGBA pixels, and the foot: 255 where its ground meets the sea level. */
export type Relief = { width: number; height: number; pixels: Uint8Array; foot: Uint8Array };

const SUN = [-0.551, -0.421, 0.721] as const;
const WARM = [1.09, 1.06, 1.0] as const;
const COOL = [0.6, 0.6, 0.8] as const;
const SHADOW_STEPS = 48;
const SHADOW_REACH = 0.11;
const WATERLINE = -0.004;

/** Ties the picture's pixels to places on the ground. */
export const projectionOf = (terrain: Terrain, view: View) => {
  const top = Math.ceil(view.topPad * terrain.width);
  const scale = view.heightScale * terrain.width;
  const column = (u: number) => ((u + 1) / 2) * (terrain.width - 1);
  const row = (v: number) => ((v / terrain.aspect + 1) / 2) * (terrain.depth - 1);
  const cell = (u: number, v: number) =>
    clamp(Math.round(row(v)), 0, terrain.depth - 1) * terrain.width +
    clamp(Math.round(column(u)), 0, terrain.width - 1);
  return {
    top,
    scale,
    height: Math.ceil(terrain.depth * view.pitch) + top + 4,
    cell,
    /** Pixel of the ground at a place. */
    pixel: (u: number, v: number): [x: number, y: number] => [
      column(u),
      top + row(v) * view.pitch - Math.max(terrain.heights[cell(u, v)] ?? 0, 0) * scale,
    ],
  };
};

export type Projection = ReturnType<typeof projectionOf>;

type Slope = { x: number; y: number; flatness: number };

const slopeOf = ({ heights, width, depth }: Terrain, i: number, j: number, scale: number): Slope => {
  const east = heights[j * width + Math.min(width - 1, i + 2)] ?? 0;
  const west = heights[j * width + Math.max(0, i - 2)] ?? 0;
  const south = heights[Math.min(depth - 1, j + 2) * width + i] ?? 0;
  const north = heights[Math.max(0, j - 2) * width + i] ?? 0;
  const x = ((east - west) * scale) / 4;
  const y = ((south - north) * scale) / 4;
  return { x, y, flatness: 1 / Math.hypot(x, y, 1) };
};

/** How flat the ground is at a cell: 1 on the level, towards 0 on a wall. */
export const flatnessAt = (terrain: Terrain, cell: number, scale: number): number =>
  slopeOf(terrain, cell % terrain.width, Math.floor(cell / terrain.width), scale).flatness;

/** Light that reaches a cell past the higher ground towards the sun: 1 in the sun, 0.66 in shadow. */
const sunlight = ({ heights, width, depth }: Terrain, i: number, j: number, scale: number): number => {
  const step = (SHADOW_REACH * width) / SHADOW_STEPS;
  const start = (heights[j * width + i] ?? 0) * scale;
  let light = 1;
  for (let s = 1; s <= SHADOW_STEPS; s++) {
    const x = Math.round(i + SUN[0] * step * s);
    const y = Math.round(j + SUN[1] * step * s);
    if (x < 0 || y < 0 || x >= width || y >= depth) break;
    const above = (heights[y * width + x] ?? 0) * scale - start - SUN[2] * step * s;
    if (above > 1.2) light = Math.min(light, clamp(1 - (above - 1.2) / (width * 0.004)));
  }
  return mix(0.66, 1, light);
};

const lambert = ({ x, y, flatness }: Slope): number => {
  const facing = clamp(-x * flatness * SUN[0] - y * flatness * SUN[1] + flatness * SUN[2]);
  return (0.5 + 0.5 * facing) ** 2;
};

const craterOf = (shape: Shape) => {
  const peak = shape.peaks.find((p) => p.crater !== undefined);
  return (u: number, v: number): number =>
    peak?.crater ? Math.hypot(u - peak.u, v - peak.v) / peak.crater : Number.POSITIVE_INFINITY;
};

/** Returns the shader of one cell: writes its lit colour into `out`. */
const shaderOf = (terrain: Terrain, shape: Shape, biome: Biome, roadWidth: number, scale: number) => {
  const random = randomFrom(shape.seed * 104729);
  const palette = paletteOf(biome, roadWidth, fractalNoise(random), fractalNoise(random));
  const crater = craterOf(shape);
  const blurred = terrain.heights.map((h) => Math.max(h, -0.02));
  const radius = Math.round(terrain.width * 0.018);
  boxBlur(blurred, terrain.width, terrain.depth, radius);
  boxBlur(blurred, terrain.width, terrain.depth, radius);
  return (i: number, j: number, out: [number, number, number]): void => {
    const k = j * terrain.width + i;
    const slope = slopeOf(terrain, i, j, scale);
    const height = terrain.heights[k] ?? 0;
    const edge = height - (blurred[k] ?? 0);
    const u = (i / terrain.width) * 2 - 1;
    const v = ((j / terrain.depth) * 2 - 1) * terrain.aspect;
    const spot: Spot = {
      u,
      v,
      height,
      edge,
      shore: terrain.shore[k] ?? 0,
      slope: 1 - slope.flatness,
      road: terrain.road[k] ?? 9,
      roadAlong: terrain.roadAlong[k] ?? 0,
      stream: terrain.stream[k] ?? -9,
      streamKind: shape.streams?.[terrain.streamIndex[k] ?? 0]?.kind,
      crater: crater(u, v),
    };
    const { colour, glow } = groundTint(palette, spot);
    const shaded = lambert(slope) * sunlight(terrain, i, j, scale) * clamp(1 + edge * 4.4, 0.7, 1.08);
    const warmth = mix(clamp((shaded - 0.18) / 0.72), 0.95, glow);
    for (const c of [0, 1, 2] as const) out[c] = colour[c] * mix(COOL[c], WARM[c], warmth);
  };
};

/** Draws the ground seen obliquely from the south, lit from the north-west: column by column, front to back. */
export const drawRelief = (
  terrain: Terrain,
  shape: Shape,
  biome: Biome,
  view: View,
  roadWidth: number,
): Relief => {
  const { width, depth } = terrain;
  const { top, scale, height } = projectionOf(terrain, view);
  const pixels = new Uint8Array(width * height * 4);
  const foot = new Uint8Array(width * height);
  const shade = shaderOf(terrain, shape, biome, roadWidth, scale);
  const colour: [number, number, number] = [0, 0, 0];
  for (let i = 0; i < width; i++) {
    let horizon = height;
    for (let j = depth - 1; j >= 0; j--) {
      const k = j * width + i;
      const shore = terrain.shore[k] ?? -1;
      const ground = Math.round(top + j * view.pitch);
      if (shore > WATERLINE * 1.5) foot[ground * width + i] = 255;
      if (shore <= WATERLINE) continue;
      const y = Math.max(0, Math.round(top + j * view.pitch - Math.max(terrain.heights[k] ?? 0, 0) * scale));
      if (y >= horizon) continue;
      shade(i, j, colour);
      const end = Math.min(horizon, ground + 2);
      for (let row = y; row < end; row++) {
        const p = (row * width + i) * 4;
        for (const c of [0, 1, 2] as const) pixels[p + c] = clamp(Math.round(colour[c]), 0, 255);
        pixels[p + 3] = 255;
      }
      horizon = y;
    }
  }
  return { width, height, pixels, foot };
};
