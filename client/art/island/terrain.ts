import { randomFrom } from '../random.ts';
import { type Nearest, nearestOn, type Point, smoothLine } from './curve.ts';
import { boxBlur } from './field.ts';
import { clamp, type Fractal, fractalNoise, mix, smoothstep } from './maths.ts';
import type { Lobe, Peak, Road, Shape, Stream } from './shape.ts';

/** The ground as grids of width x depth cells, row by row from the north. */
export type Terrain = {
  width: number;
  depth: number;
  aspect: number;
  heights: Float32Array;
  /** Distance to the coast: positive on land. */
  shore: Float32Array;
  /** Distance to the middle of the path, infinite far from it. */
  road: Float32Array;
  /** How far along the path the nearest point is, 0 to 1. */
  roadAlong: Float32Array;
  /** How far inside a stream: positive in it, negative beside it. */
  stream: Float32Array;
  /** Index of the stream meant. */
  streamIndex: Uint8Array;
};

const BEACH_END = 0.13;
const FAR = Number.POSITIVE_INFINITY;

const lobeDepth = (lobe: Lobe, u: number, v: number): number => {
  const e = lobe.exponent ?? 2.4;
  const x = Math.abs(u - lobe.u) / lobe.ru;
  const y = Math.abs(v - lobe.v) / lobe.rv;
  return (1 - (x ** e + y ** e) ** (1 / e)) * Math.min(lobe.ru, lobe.rv);
};

const smoothMax = (a: number, b: number, k: number): number => {
  const h = clamp(0.5 + (0.5 * (a - b)) / k);
  return mix(b, a, h) + k * h * (1 - h);
};

/** Distance to the coast of a shape. */
const coastOf = (shape: Shape, random: () => number) => {
  const wide = fractalNoise(random);
  const fine = fractalNoise(random);
  return (u: number, v: number): number => {
    let depth = -9;
    for (const lobe of shape.lobes) depth = smoothMax(depth, lobeDepth(lobe, u, v), 0.12);
    if (depth < -0.4) return depth;
    depth += shape.roughness * wide(u * 1.25 + shape.seed, v * 1.25, 2) + 0.024 * fine(u * 4, v * 4, 1);
    for (const bay of shape.bays ?? []) {
      const inside = bay.r - Math.hypot(u - bay.u, v - bay.v) + 0.03 * wide(u * 3, v * 3, 1);
      depth = -smoothMax(-depth, inside, 0.13);
    }
    return depth;
  };
};

const peakHeight = (peak: Peak, u: number, v: number): number => {
  const distance = Math.hypot(u - peak.u, v - peak.v);
  const slope = smoothstep(0, 1, 1 - distance / peak.r) * peak.height;
  if (!peak.crater) return slope;
  return slope - peak.height * 0.55 * smoothstep(peak.crater * 1.3, peak.crater * 0.5, distance);
};

const terraced = (height: number, levels: number): number => {
  const steps = height * levels;
  const step = Math.floor(steps);
  const rest = steps - step;
  return (step + smoothstep(0.26, 0.6, rest) + rest * 0.1) / levels;
};

const groundOf =
  (shape: Shape, noise: Fractal, fine: Fractal) =>
  (u: number, v: number, shore: number): number => {
    if (shore < 0) return shore * 0.9;
    const beach = Math.min(shore, BEACH_END) * 0.22 + smoothstep(0.115, 0.15, shore) * 0.05;
    if (shore < 0.1) return beach;
    let hills = 0;
    for (const peak of shape.peaks) {
      const height = peakHeight(peak, u, v);
      hills = Math.max(hills, height) + Math.min(hills, height) * 0.25;
    }
    const wave = noise(u * 1.15 + 9, v * 1.15, 2);
    hills = hills * (1 + 0.35 * wave) + shape.hill * Math.max(0, wave - 0.05) * 0.3;
    hills *= smoothstep(0.16, 0.4, shore);
    return beach + terraced(hills, shape.levels) * shape.amplitude + 0.004 * fine(u * 5, v * 5, 1);
  };

/** The heights below a line, smoothed, as a function of how far along it is. */
const profileOf = (line: readonly Point[], heightAt: (u: number, v: number) => number, lowest: number) => {
  let profile = Array.from({ length: 61 }, (_, i) => {
    const [u, v] = line[Math.round((i / 60) * (line.length - 1))] as Point;
    return Math.max(lowest, heightAt(u, v));
  });
  for (let pass = 0; pass < 10; pass++)
    profile = profile.map((h, i) => ((profile[i - 1] ?? h) + h * 2 + (profile[i + 1] ?? h)) / 4);
  return (along: number): number => {
    const i = Math.min(59, Math.floor(along * 60));
    return mix(profile[i] ?? 0, profile[i + 1] ?? 0, along * 60 - i);
  };
};

type Trace = { nearest: (u: number, v: number) => Nearest; profile: (along: number) => number };

const traceOf = (
  line: readonly Point[],
  reach: number,
  heightAt: (u: number, v: number) => number,
  lowest: number,
): Trace => ({
  nearest: nearestOn(line, reach),
  profile: profileOf(line, heightAt, lowest),
});

const STREAM_BANK = 0.05;

const streamTrace = (stream: Stream, heightAt: (u: number, v: number) => number): Trace =>
  traceOf(smoothLine(stream.points, 12), stream.width + STREAM_BANK, heightAt, -0.01);

const emptyTerrain = (width: number, depth: number, aspect: number): Terrain => ({
  width,
  depth,
  aspect,
  heights: new Float32Array(width * depth),
  shore: new Float32Array(width * depth),
  road: new Float32Array(width * depth).fill(FAR),
  roadAlong: new Float32Array(width * depth),
  stream: new Float32Array(width * depth).fill(-FAR),
  streamIndex: new Uint8Array(width * depth),
});

/** Makes the ground of a shape, `width` cells wide, with its streams and the road cut into it. */
export const terrainOf = (shape: Shape, width: number, road?: Road): Terrain => {
  const random = randomFrom(shape.seed * 7919);
  const coast = coastOf(shape, random);
  const ground = groundOf(shape, fractalNoise(random), fractalNoise(random));
  const ripple = fractalNoise(random);
  const heightAt = (u: number, v: number) => ground(u, v, coast(u, v));
  const terrain = emptyTerrain(width, Math.round(width * shape.aspect), shape.aspect);
  const streams = (shape.streams ?? []).map((stream) => ({ stream, trace: streamTrace(stream, heightAt) }));
  const path = road && traceOf(road.line, Math.max(0.2, road.width * 3), heightAt, 0.028);
  for (let j = 0; j < terrain.depth; j++)
    for (let i = 0; i < width; i++) {
      const k = j * width + i;
      const u = (i / (width - 1)) * 2 - 1;
      const v = ((j / (terrain.depth - 1)) * 2 - 1) * shape.aspect;
      const shore = coast(u, v);
      terrain.shore[k] = shore;
      let height = ground(u, v, shore);
      if (shore > -0.05) {
        streams.forEach(({ stream, trace }, index) => {
          height = cutStream(terrain, k, height, stream, index, trace, u, v, ripple);
        });
        if (road && path && shore > 0.02) height = treadRoad(terrain, k, height, road, path, u, v);
      }
      terrain.heights[k] = height;
    }
  roundEdges(terrain);
  return terrain;
};

const cutStream = (
  terrain: Terrain,
  k: number,
  height: number,
  stream: Stream,
  index: number,
  trace: Trace,
  u: number,
  v: number,
  ripple: Fractal,
): number => {
  const { distance, along } = trace.nearest(u, v);
  if (distance === FAR) return height;
  const inside = stream.width * (1 + 0.3 * ripple(u * 7, v * 7, 1)) - distance;
  if (inside > (terrain.stream[k] ?? 0)) {
    terrain.stream[k] = inside;
    terrain.streamIndex[k] = index;
  }
  const cut = smoothstep(-STREAM_BANK * 0.8, 0.004, inside);
  return mix(height, Math.min(height, trace.profile(along)) - 0.018, cut);
};

const treadRoad = (
  terrain: Terrain,
  k: number,
  height: number,
  road: Road,
  path: Trace,
  u: number,
  v: number,
): number => {
  const { distance, along } = path.nearest(u, v);
  terrain.road[k] = distance;
  terrain.roadAlong[k] = along;
  let trodden =
    distance === FAR
      ? height
      : mix(height, path.profile(along), 1 - smoothstep(road.width, road.width * 2.6, distance));
  for (const pad of road.pads) {
    const away = Math.hypot(u - pad.u, v - pad.v);
    if (away > pad.r * 1.6) continue;
    const level = path.profile(path.nearest(pad.u, pad.v).along) + 0.012;
    trodden = mix(trodden, level, 1 - smoothstep(pad.r, pad.r * 1.6, away));
    if (away < pad.r) terrain.road[k] = 0;
  }
  return trodden;
};

/** The rounded edges of a toy. */
const roundEdges = (terrain: Terrain): void => {
  const radius = Math.max(1, Math.round(terrain.width * 0.0035));
  boxBlur(terrain.heights, terrain.width, terrain.depth, radius);
  boxBlur(terrain.heights, terrain.width, terrain.depth, radius);
};
