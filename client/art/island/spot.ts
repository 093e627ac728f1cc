import type { Rgb } from './maths.ts';
import type { Stream } from './shape.ts';

/** What is known of one spot of ground. `slope` is 0 on the flat and 1 on a wall. */
export type Spot = {
  u: number;
  v: number;
  height: number;
  shore: number;
  slope: number;
  /** Height above the blurred ground: positive at the edge of a terrace. */
  edge: number;
  road: number;
  roadAlong: number;
  stream: number;
  streamKind: Stream['kind'] | undefined;
  /** Distance to a lava crater's middle in units of its radius; infinite elsewhere. */
  crater: number;
};

/** A colour, and how much of it glows by itself. */
export type Tint = { colour: Rgb; glow: number };
