import { craterTint, streamTint } from './flow.ts';
import { clamp, mixRgb, type Rgb, smoothstep } from './maths.ts';
import { CREAM, type Palette } from './palette.ts';
import type { Spot, Tint } from './spot.ts';

const PEBBLE: Rgb = [205, 160, 104];
const PLANK: Rgb = [190, 134, 82];
const PLANK_GAP: Rgb = [112, 68, 38];
/** How near a stream a spot begins to be its bank, and how far onto the bank a bridge reaches. */
const BANK = -0.03;
const BRIDGE_END = -0.012;

/** The noise of a spot: wide patches and fine grain. */
type Grain = { w: number; n: number };

const beach = (palette: Palette, spot: Spot, { n }: Grain): Rgb => {
  const dry = mixRgb(palette.wet, palette.sand, smoothstep(0.002, 0.022, spot.shore + 0.003 * n));
  return mixRgb(dry, CREAM, 0.4 * smoothstep(0.045, 0.1, spot.shore));
};

const meadow = (palette: Palette, spot: Spot, { w, n }: Grain): Rgb => {
  const { biome, wide } = palette;
  const grass = mixRgb(palette.shade, palette.grass, clamp(0.66 + w * 0.75 + 0.04 * n));
  const spread = wide(spot.u * 2.3 + 31, spot.v * 2.3, 2) + 0.05 * n;
  const patched = mixRgb(
    grass,
    palette.patch,
    smoothstep(biome.patchFrom, biome.patchFrom + 0.16, spread) * biome.patchAmount,
  );
  const summit = smoothstep(biome.peakFrom, biome.peakTo, spot.height + 0.05 * w);
  const high = mixRgb(patched, palette.peak, summit * biome.peakAmount);
  const strata = smoothstep(0.35, 0.65, 0.5 + 0.5 * Math.sin(spot.height * 95 + w * 3));
  const rock = mixRgb(palette.rock, palette.rockShade, clamp(0.22 + 0.42 * strata + 0.12 * n));
  const walled = mixRgb(high, rock, smoothstep(0.3, 0.55, spot.slope));
  const lip = smoothstep(0, 0.05, spot.edge) * (1 - smoothstep(0.25, 0.4, spot.slope));
  return mixRgb(walled, palette.lip, lip * biome.lip);
};

const trodden = (palette: Palette, spot: Spot, ground: Rgb, { w, n }: Grain, isBeach: boolean): Rgb => {
  const width = palette.roadWidth * (1 + 0.18 * n);
  const rimColour = isBeach ? palette.sandRim : palette.grassRim;
  const rim =
    smoothstep(width * 0.8, width, spot.road) * (1 - smoothstep(width * 1.05, width * 1.35, spot.road));
  const pebbles = palette.fine(spot.u * 34, spot.v * 34, 1);
  let path = mixRgb(palette.path, palette.sand, clamp(0.3 + w * 0.6));
  path = mixRgb(path, PEBBLE, 0.3 * smoothstep(0.26, 0.31, pebbles));
  path = mixRgb(path, CREAM, 0.4 * smoothstep(0.26, 0.33, -pebbles));
  const inside = 1 - smoothstep(width * 0.78, width, spot.road);
  return mixRgb(mixRgb(ground, path, inside * 0.97), rimColour, rim * 0.5);
};

const bridge = (spot: Spot): Rgb => {
  const plank = Math.abs(((spot.roadAlong * 620) % 1) - 0.5) * 2;
  return mixRgb(PLANK_GAP, PLANK, smoothstep(0.05, 0.3, plank));
};

/** The colour of a spot of ground before light falls on it. */
export const groundTint = (palette: Palette, spot: Spot): Tint => {
  const { roadWidth, wide, fine } = palette;
  const grain = { w: wide(spot.u * 2.6, spot.v * 2.6, 3), n: fine(spot.u * 16, spot.v * 16, 2) };
  const isBeach = spot.shore < 0.122 + 0.006 * grain.w && spot.height < 0.085;
  const dry = craterTint(spot, (isBeach ? beach : meadow)(palette, spot, grain), grain.n);
  if (dry.glow > 0.3) return dry;
  const onRoad = roadWidth > 0 && spot.shore > 0.03 && spot.road < roadWidth * 1.6;
  const isBank = spot.stream > BANK;
  if (onRoad && spot.road < roadWidth && spot.stream > BRIDGE_END) return { colour: bridge(spot), glow: 0 };
  const tint = isBank ? streamTint(palette, spot, dry.colour, grain.n) : dry;
  if (!onRoad || spot.stream > 0) return { colour: tint.colour, glow: Math.max(tint.glow, dry.glow) };
  return { colour: trodden(palette, spot, tint.colour, grain, isBeach), glow: 0 };
};
