import type { ShipPaint } from '../../stores/ship-paint.ts';

type Rgb = readonly [number, number, number];

const rgbOf = (hex: string): Rgb => {
  const n = Number.parseInt(hex.slice(1), 16);
  return [n >> 16, (n >> 8) & 255, n & 255];
};
/** 0 below `from`, 1 above `to`, even in between. */
const rise = (x: number, from: number, to: number): number =>
  Math.min(Math.max((x - from) / (to - from), 0), 1);

/** Share of the picture's height above which there are sails only. */
const SAILS = 0.67;
/** Red of the drawing's cloth, planks and band in the middle of their shading. */
const LIGHT = { stripe: 242, hull: 170, rail: 255 } as const;

/** How much of each part is in a pixel of the drawn ship: told by its colour, so that soft edges stay soft. */
const sharesOf = ([r, g, b]: Rgb, isHigh: boolean): Record<keyof ShipPaint, number> => {
  const wood = 1 - rise(g / Math.max(r, 1), 0.62, 0.7);
  const pale = rise(g / Math.max(r, 1), 0.8, 0.88);
  if (!isHigh) return { hull: wood, rail: 1 - wood - (1 - wood) * pale, stripe: 0, sail: 0 };
  const stripe = rise(r - g, 28, 130) * rise(r, 175, 215);
  return { hull: 0, rail: 0, stripe, sail: (1 - stripe) * pale * rise(b, 140, 170) };
};

/** Paints the pixels of the drawn ship anew (RGBA, `width` px a row); wood of the mast and shading stay. */
export const repaintShip = (data: Uint8ClampedArray, width: number, paint: ShipPaint): void => {
  const inks = { hull: rgbOf(paint.hull), rail: rgbOf(paint.rail), stripe: rgbOf(paint.stripe) };
  const sail = rgbOf(paint.sail);
  const seam = Math.round((data.length / 4 / width) * SAILS) * width * 4;
  for (let i = 0; i < data.length; i += 4) {
    if (data[i + 3] === 0) continue;
    const old: Rgb = [data[i] ?? 0, data[i + 1] ?? 0, data[i + 2] ?? 0];
    const share = sharesOf(old, i < seam);
    for (const c of [0, 1, 2] as const) {
      let now = old[c] * (1 - share.sail) + old[c] * (sail[c] / 255) * share.sail;
      for (const part of ['hull', 'rail', 'stripe'] as const)
        now += (inks[part][c] * (old[0] / LIGHT[part]) - old[c]) * share[part];
      data[i + c] = now;
    }
  }
};
