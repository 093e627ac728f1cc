import {
  type ArtRequest,
  type DrawnIsland,
  drawIsland,
  type LevelPoints,
  type Standing,
} from './draw-island.ts';
import { slugsOf } from './flora.ts';
import { type Canvas, canvasOf, contextOf, fetchAtlas, type PropPicture, propPictures } from './props.ts';

/** A finished island: its picture, its foot as a small white picture, and the points of a level in the picture's pixels. */
export type Painted = { picture: Canvas; mask: Canvas; level?: LevelPoints };

const MASK_SCALE = 4;
const SHADOW: readonly (readonly [number, string])[] = [
  [0, 'rgba(22, 48, 90, 0.34)'],
  [0.55, 'rgba(22, 48, 90, 0.24)'],
  [1, 'rgba(22, 48, 90, 0)'],
];

const shadowStamp = (): Canvas => {
  const stamp = canvasOf(64, 64);
  const context = contextOf(stamp);
  const fade = context.createRadialGradient(32, 32, 0, 32, 32, 32);
  for (const [at, colour] of SHADOW) fade.addColorStop(at, colour);
  context.fillStyle = fade;
  context.fillRect(0, 0, 64, 64);
  return stamp;
};

type Context = ReturnType<typeof contextOf>;

const stand = (context: Context, { x, y, w, flip }: Standing, prop: PropPicture, shadow: Canvas): void => {
  const h = (w * prop.h) / prop.w;
  context.drawImage(shadow, x - w * 0.46, y - w * 0.24, w * 1.15, w * 0.42);
  context.save();
  context.translate(x, y - h + Math.max(1, h * 0.035));
  if (flip) context.scale(-1, 1);
  context.drawImage(prop.source, prop.x, prop.y, prop.w, prop.h, -w / 2, 0, w, h);
  context.restore();
};

const groundOf = ({ pixels, width, height }: DrawnIsland): Canvas => {
  const canvas = canvasOf(width, height);
  contextOf(canvas).putImageData(new ImageData(pixels, width, height), 0, 0);
  return canvas;
};

const maskOf = ({ foot, width, height }: DrawnIsland): Canvas => {
  const [w, h] = [Math.ceil(width / MASK_SCALE), Math.ceil(height / MASK_SCALE)];
  const canvas = canvasOf(w, h);
  const image = new ImageData(w, h);
  for (let y = 0; y < h; y++)
    for (let x = 0; x < w; x++) {
      const from = Math.min(height - 1, y * MASK_SCALE + 2) * width + Math.min(width - 1, x * MASK_SCALE + 2);
      image.data.fill(foot[from] ?? 0, (y * w + x) * 4, (y * w + x) * 4 + 4);
    }
  contextOf(canvas).putImageData(image, 0, 0);
  return canvas;
};

const enlargedPoints = (level: LevelPoints, k: number, w: number, h: number): LevelPoints => {
  const at = ([x, y]: readonly [number, number]): [number, number] => [Math.round(x * k), Math.round(y * k)];
  const { spots } = level;
  return {
    w,
    h,
    dock: at(level.dock),
    stations: level.stations.map(at),
    path: level.path.map(at),
    spots: {
      coins: spots.coins.map(at),
      ghosts: spots.ghosts.map(at),
      peers: spots.peers.map(at),
      dig: at(spots.dig),
      bottle: at(spots.bottle),
    },
  };
};

/** Draws an island with its props, `scale` times as big as its ground is reckoned. */
export const paintIsland = async (request: ArtRequest, scale: number): Promise<Painted> => {
  fetchAtlas();
  const island = drawIsland(request);
  const pictures = await propPictures(slugsOf(island.props));
  const [w, h] = [Math.round(island.width * scale), Math.round(island.height * scale)];
  const picture = canvasOf(w, h);
  const context = contextOf(picture);
  context.imageSmoothingQuality = 'high';
  context.drawImage(groundOf(island), 0, 0, w, h);
  const shadow = shadowStamp();
  for (const prop of island.props) {
    const drawn = pictures.get(prop.slug);
    const sized = { ...prop, x: prop.x * scale, y: prop.y * scale, w: prop.w * scale };
    if (drawn) stand(context, sized, drawn, shadow);
  }
  const level = island.level && enlargedPoints(island.level, scale, w, h);
  return { picture, mask: maskOf(island), ...(level && { level }) };
};
