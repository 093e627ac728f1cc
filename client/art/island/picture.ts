import sharp from 'sharp';
import { radial, svg } from '../drawings/svg.ts';
import { drawPicture } from '../pictures.ts';
import type { Hero } from '../plans.ts';
import { drawSvg, mirror, type Picture, resize } from '../raster.ts';
import type { Projection, Relief } from './relief.ts';

const PROP_WIDTH = 320;
const PROP_SHADOW = svg(
  115,
  42,
  `<defs>${radial('s', [
    [0, '#16305A', 0.34],
    [0.55, '#16305A', 0.24],
    [1, '#16305A', 0],
  ])}</defs><ellipse cx="57.5" cy="21" rx="57.5" ry="21" fill="url(#s)"/>`,
);

type Layer = { input: Buffer; left: number; top: number };

const propLayers = async (
  prop: Hero,
  drawn: Picture,
  x: number,
  y: number,
  unit: number,
): Promise<Layer[]> => {
  const width = Math.max(6, Math.round(prop.size * unit));
  const height = Math.round((width * drawn.height) / drawn.width);
  const sized = await resize(drawn, width, height);
  const picture = prop.flip ? await mirror(sized) : sized;
  const shadowWidth = Math.round(width * 1.15);
  return [
    {
      input: drawSvg(PROP_SHADOW, shadowWidth),
      left: Math.round(x - shadowWidth * 0.4),
      top: Math.round(y - width * 0.24),
    },
    {
      input: picture.png,
      left: Math.round(x - width / 2),
      top: Math.round(y - height + Math.max(1, height * 0.035)),
    },
  ];
};

/** A finished island: its picture without the transparent border, its foot mask, and what was cut off left and above. */
export type IslandPicture = {
  png: Buffer;
  mask: Buffer;
  width: number;
  height: number;
  left: number;
  top: number;
};

/** Draws the props on the relief, at 1 / `detail` of its size; the mask is `maskScale` times smaller than the picture. */
export const paintIsland = async (
  relief: Relief,
  projection: Projection,
  props: Hero[],
  detail: number,
  maskScale: number,
): Promise<IslandPicture> => {
  const width = Math.round(relief.width / detail);
  const height = Math.round(relief.height / detail);
  const drawn = new Map<string, Picture>();
  for (const { slug } of props) if (!drawn.has(slug)) drawn.set(slug, await drawPicture(slug, PROP_WIDTH));
  const layers: Layer[] = [];
  for (const prop of props) {
    const [x, y] = projection.pixel(prop.u, prop.v);
    layers.push(
      ...(await propLayers(prop, drawn.get(prop.slug) as Picture, x / detail, y / detail, width / 2)),
    );
  }
  const ground = sharp(relief.pixels, { raw: { width: relief.width, height: relief.height, channels: 4 } });
  const scene = await sharp(await ground.resize(width, height).png().toBuffer())
    .composite(layers)
    .png()
    .toBuffer();
  const { data, info } = await sharp(scene)
    .trim({ threshold: 2 })
    .png()
    .toBuffer({ resolveWithObject: true });
  const box = {
    left: -(info.trimOffsetLeft ?? 0),
    top: -(info.trimOffsetTop ?? 0),
    width: info.width,
    height: info.height,
  };
  return { png: data, mask: await footMask(relief, width, height, box, maskScale), ...box };
};

type Box = { left: number; top: number; width: number; height: number };

const footMask = async (
  relief: Relief,
  width: number,
  height: number,
  box: Box,
  scale: number,
): Promise<Buffer> => {
  const foot = sharp(relief.foot, { raw: { width: relief.width, height: relief.height, channels: 1 } });
  const small = await foot.resize(width, height).png().toBuffer();
  const cut = await sharp(small).extract(box).png().toBuffer();
  return sharp(cut)
    .resize(Math.round(box.width / scale))
    .median(3)
    .toColourspace('b-w')
    .png()
    .toBuffer();
};
