/// <reference path="./untyped.d.ts" />
import { MaxRectsPacker } from 'maxrects-packer/dist/maxrects-packer.mjs';
import { type BuiltFile, jsonFile } from './part.ts';
import { compose, type Picture, webp } from './raster.ts';

const MAX_SIDE = 2048;
const GAP = 2;

/** Packs named pictures into one texture: <path>.webp and <path>.json (Phaser JSON hash). */
export const packAtlas = async (
  path: string,
  pictures: [string, Picture][],
  quality: number,
): Promise<BuiltFile[]> => {
  const packer = new MaxRectsPacker(MAX_SIDE, MAX_SIDE, GAP, { pot: false, smart: true, border: GAP });
  for (const [name, picture] of pictures) packer.add(picture.width, picture.height, { name, picture });
  const [bin, ...rest] = packer.bins;
  if (!bin || rest.length > 0) throw new Error(`${path} does not fit ${MAX_SIDE}x${MAX_SIDE}`);
  const frames: Record<string, { frame: { x: number; y: number; w: number; h: number } }> = {};
  const placed = bin.rects.map((rect) => {
    const { name, picture } = rect.data as { name: string; picture: Picture };
    frames[name] = { frame: { x: rect.x, y: rect.y, w: rect.width, h: rect.height } };
    return { input: picture.png, left: rect.x, top: rect.y };
  });
  const texture = await compose(bin.width, bin.height, placed);
  return [{ path: `${path}.webp`, data: await webp(texture, quality) }, jsonFile(`${path}.json`, { frames })];
};
