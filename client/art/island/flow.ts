import { clamp, mixRgb, type Rgb, smoothstep } from './maths.ts';
import type { Palette } from './palette.ts';
import type { Spot, Tint } from './spot.ts';

const LAVA: Rgb = [255, 96, 40];
const LAVA_HOT: Rgb = [255, 214, 92];
const CRUST: Rgb = [74, 42, 52];
const SHALLOW: Rgb = [126, 226, 222];
const DEEP: Rgb = [42, 168, 206];
const FOAM: Rgb = [240, 253, 255];
const ICE: Rgb = [206, 236, 250];
const ICE_DEEP: Rgb = [150, 205, 236];

const lava = (spot: Spot, dry: Rgb, shine: number, n: number): Tint => {
  const inside = smoothstep(-0.002, 0.003, spot.stream);
  const heat = smoothstep(0, 0.022, spot.stream + 0.012 * n);
  const flow = mixRgb(LAVA, LAVA_HOT, clamp(heat * 0.8 + shine * 0.35));
  const cooled = mixRgb(dry, CRUST, smoothstep(-0.03, -0.004, spot.stream) * 0.7);
  return {
    colour: mixRgb(cooled, flow, inside),
    glow: Math.max(inside, 0.35 * smoothstep(-0.03, 0, spot.stream)),
  };
};

/** Colours a spot in a stream or on its bank, over the `dry` colour; `n` is the fine noise there. */
export const streamTint = (palette: Palette, spot: Spot, dry: Rgb, n: number): Tint => {
  const shine = smoothstep(0.42, 0.6, palette.fine(spot.u * 9, spot.v * 30, 2) + 0.2);
  if (spot.streamKind === 'lava') return lava(spot, dry, shine, n);
  const [shallow, deep] = spot.streamKind === 'ice' ? [ICE, ICE_DEEP] : [SHALLOW, DEEP];
  const inside = smoothstep(-0.002, 0.003, spot.stream);
  const rim = 1 - smoothstep(0.002, 0.009, spot.stream);
  const body = mixRgb(shallow, deep, smoothstep(0, 0.04, spot.stream));
  const water = mixRgb(body, FOAM, Math.max(rim * 0.75, shine * 0.4));
  const damp = mixRgb(dry, palette.wet, smoothstep(-0.018, -0.002, spot.stream) * 0.7);
  return { colour: mixRgb(damp, water, inside), glow: inside * 0.75 };
};

/** The pool of lava in a crater, over the `dry` colour. */
export const craterTint = (spot: Spot, dry: Rgb, n: number): Tint => {
  const melt = 1 - smoothstep(0.55, 0.95, spot.crater + 0.05 * n);
  const hot = mixRgb(LAVA, LAVA_HOT, clamp((1 - spot.crater) * 1.5));
  return { colour: mixRgb(dry, hot, melt), glow: melt };
};
