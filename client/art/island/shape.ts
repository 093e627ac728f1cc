import type { Point } from './curve.ts';

/** An ellipse of land; `exponent` 2 is round, more is squarer. */
export type Lobe = { u: number; v: number; ru: number; rv: number; exponent?: number };

/** A hill of radius `r`; `crater` is the radius of the hole in its top. */
export type Peak = { u: number; v: number; r: number; height: number; crater?: number };

/** A band of water, lava or ice along points, `width` either side; two near points make a pool. */
export type Stream = { kind: 'water' | 'lava' | 'ice'; width: number; points: Point[] };

/** The form of an island, in u and v. Seeds and numbers are data: content/art/islands.yaml and levels/. */
export type Shape = {
  seed: number;
  /** Half the depth of the ground, where half the width is 1. */
  aspect: number;
  lobes: Lobe[];
  /** Circles of sea cut out of the land. */
  bays?: { u: number; v: number; r: number }[];
  /** How far noise moves the coast. */
  roughness: number;
  peaks: Peak[];
  /** Terraces per unit of height. */
  levels: number;
  /** Strength of the small hills between the peaks. */
  hill: number;
  /** Height of a peak of 1. */
  amplitude: number;
  streams?: Stream[];
};

/** A flat place on the path. */
export type Pad = { u: number; v: number; r: number };

/** A path trodden into the ground, with a flat pad at each station. */
export type Road = { line: Point[]; width: number; pads: Pad[] };
