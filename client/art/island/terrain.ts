import { randomFrom } from '../random.ts';
import { smoothLine } from './curve.ts';
import { boxBlur } from './field.ts';
import { coastOf, groundOf } from './land.ts';
import { type Fractal, fractalNoise, mix, smoothstep } from './maths.ts';
import type { Pad, Road, Shape, Stream } from './shape.ts';
import { traceOf } from './trace.ts';

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

const FAR = Number.POSITIVE_INFINITY;
const STREAM_BANK = 0.05;
const BED_DEPTH = 0.018;
const LOWEST_ROAD = 0.028;

/** A cell of the ground and its place. */
type Cell = { k: number; u: number; v: number };

/** Changes the height of a cell and writes down what runs there. */
type Carve = (terrain: Terrain, cell: Cell, height: number) => number;

type HeightAt = (u: number, v: number) => number;

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

const streamCarve = (stream: Stream, index: number, heightAt: HeightAt, ripple: Fractal): Carve => {
  const trace = traceOf(smoothLine(stream.points, 12), stream.width + STREAM_BANK, heightAt, -0.01);
  return (terrain, { k, u, v }, height) => {
    const { distance, along } = trace.nearest(u, v);
    if (distance === FAR) return height;
    const inside = stream.width * (1 + 0.3 * ripple(u * 7, v * 7, 1)) - distance;
    if (inside > (terrain.stream[k] ?? 0)) {
      terrain.stream[k] = inside;
      terrain.streamIndex[k] = index;
    }
    const bed = Math.min(height, trace.profile(along)) - BED_DEPTH;
    return mix(height, bed, smoothstep(-STREAM_BANK * 0.8, 0.004, inside));
  };
};

const roadCarve = (road: Road, heightAt: HeightAt): Carve => {
  const path = traceOf(road.line, Math.max(0.2, road.width * 3), heightAt, LOWEST_ROAD);
  const levelOf = (pad: Pad) => path.profile(path.nearest(pad.u, pad.v).along) + 0.012;
  const pads = road.pads.map((pad) => ({ ...pad, level: levelOf(pad) }));
  return (terrain, { k, u, v }, height) => {
    if ((terrain.shore[k] ?? 0) < 0.02) return height;
    const { distance, along } = path.nearest(u, v);
    terrain.road[k] = distance;
    terrain.roadAlong[k] = along;
    const onPath = 1 - smoothstep(road.width, road.width * 2.6, distance);
    let trodden = distance === FAR ? height : mix(height, path.profile(along), onPath);
    for (const pad of pads) {
      const away = Math.hypot(u - pad.u, v - pad.v);
      trodden = mix(trodden, pad.level, 1 - smoothstep(pad.r, pad.r * 1.6, away));
      if (away < pad.r) terrain.road[k] = 0;
    }
    return trodden;
  };
};

/** The rounded edges of a toy. */
const roundEdges = (terrain: Terrain): void => {
  const radius = Math.max(1, Math.round(terrain.width * 0.0035));
  boxBlur(terrain.heights, terrain.width, terrain.depth, radius);
  boxBlur(terrain.heights, terrain.width, terrain.depth, radius);
};

/** Makes the ground of a shape, `width` cells wide, with its streams and the road cut into it. */
export const terrainOf = (shape: Shape, width: number, road?: Road): Terrain => {
  const random = randomFrom(shape.seed * 7919);
  const coast = coastOf(shape, random);
  const ground = groundOf(shape, fractalNoise(random), fractalNoise(random));
  const ripple = fractalNoise(random);
  const heightAt: HeightAt = (u, v) => ground(u, v, coast(u, v));
  const streams = (shape.streams ?? []).map((stream, i) => streamCarve(stream, i, heightAt, ripple));
  const carves = road ? [...streams, roadCarve(road, heightAt)] : streams;
  const terrain = emptyTerrain(width, Math.round(width * shape.aspect), shape.aspect);
  for (let k = 0; k < terrain.heights.length; k++) {
    const u = ((k % width) / (width - 1)) * 2 - 1;
    const v = ((Math.floor(k / width) / (terrain.depth - 1)) * 2 - 1) * shape.aspect;
    const shore = coast(u, v);
    terrain.shore[k] = shore;
    const dry = ground(u, v, shore);
    terrain.heights[k] =
      shore > -0.05 ? carves.reduce((height, carve) => carve(terrain, { k, u, v }, height), dry) : dry;
  }
  roundEdges(terrain);
  return terrain;
};
