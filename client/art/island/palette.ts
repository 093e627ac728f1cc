import { type Fractal, mixRgb, type Rgb, rgb } from './maths.ts';

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

/** A biome ready to paint with: its colours, the width of its path, and the noise that varies them. */
export type Palette = Record<
  'sand' | 'wet' | 'grass' | 'shade' | 'rock' | 'rockShade' | 'peak' | 'patch' | 'path',
  Rgb
> & {
  /** Sunlit edge of a terrace. */
  lip: Rgb;
  /** Rim of the path in grass and in sand. */
  grassRim: Rgb;
  sandRim: Rgb;
  biome: Biome;
  /** Half the width of the path; 0 = there is none. */
  roadWidth: number;
  wide: Fractal;
  fine: Fractal;
};

export const CREAM: Rgb = [255, 250, 228];
const SUNLIT: Rgb = [255, 255, 220];
const DARK: Rgb = [40, 60, 40];

export const paletteOf = (biome: Biome, roadWidth: number, wide: Fractal, fine: Fractal): Palette => {
  const [sand, wet, grass, shade] = [
    rgb(biome.sand),
    rgb(biome.wet),
    rgb(biome.grass),
    rgb(biome.grassShade),
  ];
  return {
    sand,
    wet,
    grass,
    shade,
    rock: rgb(biome.rock),
    rockShade: rgb(biome.rockShade),
    peak: rgb(biome.peak),
    patch: rgb(biome.patch),
    path: rgb(biome.path),
    lip: mixRgb(grass, SUNLIT, 0.35),
    grassRim: mixRgb(shade, DARK, 0.25),
    sandRim: mixRgb(wet, sand, 0.3),
    biome,
    roadWidth,
    wide,
    fine,
  };
};
