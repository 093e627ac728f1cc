import { Resvg } from '@resvg/resvg-js';
import sharp, { type Sharp } from 'sharp';

/** A PNG with its size in pixels. */
export type Picture = { png: Buffer; width: number; height: number };

/** Draws an SVG `width` pixels wide. */
export const drawSvg = (svg: string, width: number): Buffer =>
  Buffer.from(new Resvg(svg, { fitTo: { mode: 'width', value: width } }).render().asPng());

const pictureOf = async (image: Sharp): Promise<Picture> => {
  const { data, info } = await image.png().toBuffer({ resolveWithObject: true });
  return { png: data, width: info.width, height: info.height };
};

/** Draws an SVG at a width and cuts off its transparent border. */
export const drawTrimmed = (svg: string, width: number): Promise<Picture> =>
  pictureOf(sharp(drawSvg(svg, width)).trim({ threshold: 4 }));

/** The same picture with another hue (degrees), saturation and brightness (factors). */
export const recolour = (
  picture: Picture,
  change: { hue: number; saturation: number; brightness: number },
): Promise<Picture> => pictureOf(sharp(picture.png).modulate(change));

export const resize = (picture: Picture, width: number, height: number): Promise<Picture> =>
  pictureOf(sharp(picture.png).resize(width, height, { kernel: 'lanczos3' }));

export const mirror = (picture: Picture): Promise<Picture> => pictureOf(sharp(picture.png).flop());

export const webp = (png: Buffer, quality: number): Promise<Buffer> =>
  sharp(png).webp({ quality, alphaQuality: 95, effort: 6 }).toBuffer();

/** Puts pictures on a transparent ground. */
export const compose = (
  width: number,
  height: number,
  parts: { input: Buffer; left: number; top: number }[],
): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } })
    .composite(parts)
    .png()
    .toBuffer();
