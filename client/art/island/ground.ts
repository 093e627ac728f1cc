import { clamp, type Fractal, mixRgb, type Rgb, rgb, smoothstep } from './maths.ts';
import type { Stream } from './shape.ts';

/** Colours of a kind of land, as hex in content/art/biomes.yaml. */
export type Biome = {
  sand: string;
  wet: string;
  grass: string;
  grassShade: string;
  rock: string;
  rockShade: string;
  peak: string;
  peakFrom: number;
  peakTo: number;
  peakAmount: number;
  patch: string;
  /** Noise above which patches lie: lower covers more. */
  patchFrom: number;
  patchAmount: number;
  path: string;
  lip: number;
};

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

const CREAM: Rgb = [255, 250, 228];
const SUNLIT: Rgb = [255, 255, 220];
const LAVA: Rgb = [255, 96, 40];
const LAVA_HOT: Rgb = [255, 214, 92];
const CRUST: Rgb = [74, 42, 52];
const SHALLOW: Rgb = [126, 226, 222];
const DEEP: Rgb = [42, 168, 206];
const FOAM: Rgb = [240, 253, 255];
const ICE: Rgb = [206, 236, 250];
const ICE_DEEP: Rgb = [150, 205, 236];
const PEBBLE: Rgb = [205, 160, 104];
const PLANK: Rgb = [190, 134, 82];
const PLANK_GAP: Rgb = [112, 68, 38];

/** Colours the ground of a biome; `roadWidth` is half the width of its path. */
export const groundColours = (biome: Biome, roadWidth: number, wide: Fractal, fine: Fractal) => {
  const hex = {
    sand: rgb(biome.sand),
    wet: rgb(biome.wet),
    grass: rgb(biome.grass),
    shade: rgb(biome.grassShade),
  };
  const high = {
    rock: rgb(biome.rock),
    rockShade: rgb(biome.rockShade),
    peak: rgb(biome.peak),
    patch: rgb(biome.patch),
  };
  const lipColour = mixRgb(hex.grass, SUNLIT, 0.35);
  const pathEdge = mixRgb(hex.shade, [40, 60, 40], 0.25);
  const pathColour = rgb(biome.path);

  const beach = (spot: Spot, n: number): Rgb => {
    const dry = mixRgb(hex.wet, hex.sand, smoothstep(0.002, 0.022, spot.shore + 0.003 * n));
    return mixRgb(dry, CREAM, 0.4 * smoothstep(0.045, 0.1, spot.shore));
  };

  const meadow = (spot: Spot, w: number, n: number): Rgb => {
    let colour = mixRgb(hex.shade, hex.grass, clamp(0.66 + w * 0.75 + 0.04 * n));
    const spread = smoothstep(
      biome.patchFrom,
      biome.patchFrom + 0.16,
      wide(spot.u * 2.3 + 31, spot.v * 2.3, 2) + 0.05 * n,
    );
    colour = mixRgb(colour, high.patch, spread * biome.patchAmount);
    const summit = smoothstep(biome.peakFrom, biome.peakTo, spot.height + 0.05 * w);
    colour = mixRgb(colour, high.peak, summit * biome.peakAmount);
    const strata = smoothstep(0.35, 0.65, 0.5 + 0.5 * Math.sin(spot.height * 95 + w * 3));
    const rock = mixRgb(high.rock, high.rockShade, clamp(0.22 + 0.42 * strata + 0.12 * n));
    colour = mixRgb(colour, rock, smoothstep(0.3, 0.55, spot.slope));
    const lip = smoothstep(0, 0.05, spot.edge) * (1 - smoothstep(0.25, 0.4, spot.slope));
    return mixRgb(colour, lipColour, lip * biome.lip);
  };

  const trodden = (spot: Spot, colour: Rgb, w: number, n: number, isBeach: boolean): Rgb => {
    const width = roadWidth * (1 + 0.18 * n);
    const edge = isBeach ? mixRgb(hex.wet, hex.sand, 0.3) : pathEdge;
    const rim =
      smoothstep(width * 0.8, width, spot.road) * (1 - smoothstep(width * 1.05, width * 1.35, spot.road));
    const inside = 1 - smoothstep(width * 0.78, width, spot.road);
    if (inside <= 0) return mixRgb(colour, edge, rim * 0.5);
    const pebbles = fine(spot.u * 34, spot.v * 34, 1);
    let path = mixRgb(pathColour, hex.sand, clamp(0.3 + w * 0.6));
    path = mixRgb(path, PEBBLE, 0.3 * smoothstep(0.26, 0.31, pebbles));
    path = mixRgb(path, CREAM, 0.4 * smoothstep(0.26, 0.33, -pebbles));
    return mixRgb(mixRgb(colour, path, inside * 0.97), edge, rim * 0.5);
  };

  const bridge = (spot: Spot): Rgb => {
    const plank = Math.abs(((spot.roadAlong * 620) % 1) - 0.5) * 2;
    return mixRgb(PLANK_GAP, PLANK, smoothstep(0.05, 0.3, plank));
  };

  const wet = (spot: Spot, colour: Rgb, n: number): Tint => {
    const shine = smoothstep(0.42, 0.6, fine(spot.u * 9, spot.v * 30, 2) + 0.2);
    const inside = smoothstep(-0.002, 0.003, spot.stream);
    if (spot.streamKind === 'lava') {
      const heat = smoothstep(0, 0.022, spot.stream + 0.012 * n);
      const flow = mixRgb(LAVA, LAVA_HOT, clamp(heat * 0.8 + shine * 0.35));
      const cooled = mixRgb(colour, CRUST, smoothstep(-0.03, -0.004, spot.stream) * 0.7);
      return {
        colour: mixRgb(cooled, flow, inside),
        glow: Math.max(inside, 0.35 * smoothstep(-0.03, 0, spot.stream)),
      };
    }
    const [shallow, deep] = spot.streamKind === 'ice' ? [ICE, ICE_DEEP] : [SHALLOW, DEEP];
    const rim = 1 - smoothstep(0.002, 0.009, spot.stream);
    const water = mixRgb(
      mixRgb(shallow, deep, smoothstep(0, 0.04, spot.stream)),
      FOAM,
      Math.max(rim * 0.75, shine * 0.4),
    );
    const damp = mixRgb(colour, hex.wet, smoothstep(-0.018, -0.002, spot.stream) * 0.7);
    return { colour: mixRgb(damp, water, inside), glow: inside * 0.75 };
  };

  const crater = (spot: Spot, colour: Rgb, n: number): Tint => {
    const melt = 1 - smoothstep(0.55, 0.95, spot.crater + 0.05 * n);
    const hot = mixRgb(LAVA, LAVA_HOT, clamp((1 - spot.crater) * 1.5));
    return { colour: mixRgb(colour, hot, melt), glow: melt };
  };

  return (spot: Spot): Tint => {
    const w = wide(spot.u * 2.6, spot.v * 2.6, 3);
    const n = fine(spot.u * 16, spot.v * 16, 2);
    const isBeach = spot.shore < 0.122 + 0.006 * w && spot.height < 0.085;
    const dry = crater(spot, isBeach ? beach(spot, n) : meadow(spot, w, n), n);
    const onRoad = roadWidth > 0 && spot.shore > 0.03 && spot.road < roadWidth * 1.6;
    if (dry.glow > 0.3) return dry;
    if (spot.stream <= -0.03)
      return onRoad ? { colour: trodden(spot, dry.colour, w, n, isBeach), glow: 0 } : dry;
    if (onRoad && spot.road < roadWidth && spot.stream > -0.012) return { colour: bridge(spot), glow: 0 };
    const { colour, glow } = wet(spot, dry.colour, n);
    if (onRoad && spot.stream <= 0) return { colour: trodden(spot, colour, w, n, isBeach), glow: 0 };
    return { colour, glow: Math.max(glow, dry.glow) };
  };
};
