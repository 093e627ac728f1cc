import type { ShipPaint } from '../../stores/ship-paint.ts';

type Rgb = readonly [number, number, number];

const rgbOf = (hex: string): Rgb => {
  const n = Number.parseInt(hex.slice(1), 16);
  return [n >> 16, (n >> 8) & 255, n & 255];
};
/** 0 below `from`, 1 above `to`, even in between. */
const rise = (x: number, from: number, to: number): number =>
  x <= from ? 0 : x >= to ? 1 : (x - from) / (to - from);

/** Shares of the picture: above SAILS there are no planks, and none down to the mast's foot. */
const SAILS = 0.67;
const MAST = { left: 0.44, right: 0.51, foot: 0.75 } as const;
/** The cloth of the drawing, and the red of its planks and band in the middle of their shading. */
const CLOTH: Rgb = [242, 97, 68];
const PLANKS = 170;
const BAND = 255;

/** One pixel above the planks: how much cloth is in it is told by its colour, so that soft edges stay soft. */
const repaintSail = (data: Uint8ClampedArray, i: number, stripe: Rgb, sail: Rgb): void => {
  const r = data[i] ?? 0;
  const g = data[i + 1] ?? 0;
  const cloth = rise(r - g, 22, 138) * rise(r, 175, 215);
  const canvas = (1 - cloth) * rise(g / Math.max(r, 1), 0.8, 0.88) * rise(data[i + 2] ?? 0, 140, 170);
  for (let c = 0; c < 3; c++) {
    const tinted = (data[i + c] ?? 0) * (1 - canvas + (canvas * (sail[c] ?? 0)) / 255);
    data[i + c] = tinted + ((stripe[c] ?? 0) - (CLOTH[c] ?? 0)) * cloth;
  }
};

/** One pixel of planks and band; what is paler than both (a porthole, a sail's foot) stays. */
const repaintHull = (data: Uint8ClampedArray, i: number, hull: Rgb, rail: Rgb): void => {
  const r = data[i] ?? 0;
  const paleness = (data[i + 1] ?? 0) / Math.max(r, 1);
  const planks = 1 - rise(paleness, 0.62, 0.7);
  const band = (1 - planks) * (1 - rise(paleness, 0.8, 0.88));
  for (let c = 0; c < 3; c++)
    data[i + c] =
      (data[i + c] ?? 0) * (1 - planks - band) +
      (hull[c] ?? 0) * (r / PLANKS) * planks +
      (rail[c] ?? 0) * (r / BAND) * band;
};

/** Paints the pixels of the drawn ship anew (RGBA, `width` px a row); the wood of the mast and all shading stay. */
export const repaintShip = (data: Uint8ClampedArray, width: number, paint: ShipPaint): void => {
  const hull = rgbOf(paint.hull);
  const rail = rgbOf(paint.rail);
  const sail = rgbOf(paint.sail);
  const stripe = rgbOf(paint.stripe);
  const height = data.length / 4 / width;
  for (let i = 0; i < data.length; i += 4) {
    if (data[i + 3] === 0) continue;
    const y = Math.floor(i / 4 / width) / height;
    const x = ((i / 4) % width) / width;
    const isMast = x > MAST.left && x < MAST.right && y < MAST.foot;
    if (y < SAILS || isMast) repaintSail(data, i, stripe, sail);
    else repaintHull(data, i, hull, rail);
  }
};
