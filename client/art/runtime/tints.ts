/** A prop in other colours: what it is made of, the colour it is drawn towards, how far, and how bright. */
export type Tint = {
  from: string;
  towards: readonly [red: number, green: number, blue: number];
  by: number;
  light: number;
};

/** Kin of content/art/recoloured.yaml, mixed from the atlas while drawing. */
export const TINTS: Record<string, Tint> = {
  'dark-evergreen': { from: 'evergreen-tree', towards: [20, 120, 110], by: 0.3, light: 0.92 },
  'frosted-evergreen': { from: 'evergreen-tree', towards: [186, 232, 236], by: 0.62, light: 1.28 },
  'rose-tree': { from: 'pink-tree', towards: [232, 96, 150], by: 0.35, light: 0.98 },
  'burnt-rock': { from: 'rock', towards: [88, 66, 92], by: 0.55, light: 0.72 },
};

/** Recolours RGBA pixels in place; light and shadow stay. */
export const tint = (pixels: Uint8ClampedArray, { towards, by, light }: Tint): void => {
  for (let k = 0; k < pixels.length; k += 4) {
    const [r, g, b] = [pixels[k] ?? 0, pixels[k + 1] ?? 0, pixels[k + 2] ?? 0];
    const grey = (r * 0.3 + g * 0.59 + b * 0.11) / 140;
    for (const [c, value] of [r, g, b].entries())
      pixels[k + c] = (value * (1 - by) + (towards[c] ?? 0) * grey * by) * light;
  }
};
