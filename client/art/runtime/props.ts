import { TINTS, tint } from './tints.ts';

/** A picture to put on an island, cut out of its source. */
export type PropPicture = { source: CanvasImageSource; x: number; y: number; w: number; h: number };
export type Canvas = HTMLCanvasElement | OffscreenCanvas;
type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** A canvas of the page, or of a worker. */
export const canvasOf = (width: number, height: number): Canvas => {
  if (typeof OffscreenCanvas !== 'undefined') return new OffscreenCanvas(width, height);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  return canvas;
};

export const contextOf = (canvas: Canvas): Context => {
  const context = canvas.getContext('2d') as Context | null;
  if (!context) throw new Error('no 2d canvas');
  return context;
};

const ICON = 'icon:';

const bytesOf = async (path: string): Promise<Response> => {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer;
};
const pictureAt = async (path: string): Promise<ImageBitmap> =>
  createImageBitmap(await (await bytesOf(path)).blob());

type Frames = Record<string, { frame: { x: number; y: number; w: number; h: number } }>;
type Atlas = { picture: ImageBitmap; frames: Frames };

const loadAtlas = async (): Promise<Atlas> => {
  const [picture, { frames }] = await Promise.all([
    pictureAt('/art/props.webp'),
    bytesOf('/art/props.json').then((answer) => answer.json() as Promise<{ frames: Frames }>),
  ]);
  return { picture, frames };
};

/** An icon without its transparent border. */
const trimmedIcon = async (slug: string): Promise<PropPicture> => {
  const icon = await pictureAt(`/icons/large/${slug}.webp`);
  const { width, height } = icon;
  const canvas = canvasOf(width, height);
  const context = contextOf(canvas);
  context.drawImage(icon, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if ((data[(y * width + x) * 4 + 3] ?? 0) < 12) continue;
      left = Math.min(left, x);
      right = Math.max(right, x + 1);
      top = Math.min(top, y);
      bottom = y + 1;
    }
  return { source: canvas, x: left, y: top, w: Math.max(1, right - left), h: Math.max(1, bottom - top) };
};

const fromAtlas = ({ picture, frames }: Atlas, slug: string): PropPicture | undefined => {
  const change = TINTS[slug];
  const frame = frames[change?.from ?? slug]?.frame;
  if (!frame) return undefined;
  if (!change) return { source: picture, ...frame };
  const canvas = canvasOf(frame.w, frame.h);
  const context = contextOf(canvas);
  context.drawImage(picture, frame.x, frame.y, frame.w, frame.h, 0, 0, frame.w, frame.h);
  const image = context.getImageData(0, 0, frame.w, frame.h);
  tint(image.data, change);
  context.putImageData(image, 0, 0);
  return { source: canvas, x: 0, y: 0, w: frame.w, h: frame.h };
};

let atlas: Promise<Atlas> | undefined;
const ready = new Map<string, Promise<PropPicture | undefined>>();

/** Begins to fetch the atlas, so that it is there when an island's ground is drawn. */
export const fetchAtlas = (): void => {
  atlas ??= loadAtlas();
  atlas.catch(() => {
    atlas = undefined;
  });
};

const load = async (slug: string): Promise<PropPicture | undefined> => {
  if (slug.startsWith(ICON)) return trimmedIcon(slug.slice(ICON.length));
  atlas ??= loadAtlas();
  return fromAtlas(await atlas, slug);
};

const pictureOf = (slug: string): Promise<PropPicture | undefined> => {
  const known = ready.get(slug);
  if (known) return known;
  const coming = load(slug).catch((fault: unknown) => {
    ready.delete(slug);
    atlas = undefined;
    throw fault;
  });
  ready.set(slug, coming);
  return coming;
};

/** The pictures of these props by slug; each is fetched and coloured once. Rejects when one cannot be fetched. */
export const propPictures = async (slugs: readonly string[]): Promise<Map<string, PropPicture>> => {
  const found = await Promise.all(slugs.map(async (slug) => [slug, await pictureOf(slug)] as const));
  return new Map(found.flatMap(([slug, picture]) => (picture ? [[slug, picture] as const] : [])));
};
