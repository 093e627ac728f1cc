import { createNoise2D, type NoiseFunction2D } from 'simplex-noise';

export type Rgb = readonly [red: number, green: number, blue: number];

export const clamp = (x: number, low = 0, high = 1): number => (x < low ? low : x > high ? high : x);

export const mix = (a: number, b: number, t: number): number => a + (b - a) * t;

/** 0 below `from`, 1 above `to`, an S-curve between. */
export const smoothstep = (from: number, to: number, x: number): number => {
  const t = clamp((x - from) / (to - from));
  return t * t * (3 - 2 * t);
};

export const rgb = (hex: string): Rgb =>
  [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16)) as unknown as Rgb;

export const mixRgb = (a: Rgb, b: Rgb, t: number): Rgb => [
  mix(a[0], b[0], t),
  mix(a[1], b[1], t),
  mix(a[2], b[2], t),
];

/** Noise summed over octaves: each has half the strength and twice the frequency of the one before. */
export type Fractal = (x: number, y: number, octaves: number) => number;

export const fractalNoise = (random: () => number): Fractal => {
  const noise: NoiseFunction2D = createNoise2D(random);
  return (x, y, octaves) => {
    let sum = 0;
    let strength = 0.5;
    let frequency = 1;
    for (let i = 0; i < octaves; i++) {
      sum += strength * noise(x * frequency, y * frequency);
      strength *= 0.5;
      frequency *= 2.03;
    }
    return sum;
  };
};
