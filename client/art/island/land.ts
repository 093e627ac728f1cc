import { clamp, type Fractal, fractalNoise, mix, smoothstep } from './maths.ts';
import type { Lobe, Peak, Shape } from './shape.ts';

const BEACH_END = 0.13;

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

/** Distance from a place to the coast of a shape: positive on land. */
export const coastOf = (shape: Shape, random: () => number) => {
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

/** Height of the dry ground at a place that lies `shore` from the coast: beach, terraced hills, the sea floor. */
export const groundOf =
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
