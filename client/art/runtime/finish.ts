import type { ArtRequest, LevelPoints } from './draw-island.ts';
import { keep, recall } from './kept.ts';
import { paintIsland } from './paint.ts';
import type { Canvas } from './props.ts';

/** What is asked for, and the pictures that come back. `ms` = how long it took; `kept` = it was drawn before. */
export type IslandRequest = Omit<ArtRequest, 'width'>;
export type FinishedIsland = {
  picture: ImageBitmap;
  mask: ImageBitmap;
  level?: LevelPoints;
  ms: number;
  kept: boolean;
};

/** How finely each kind is reckoned (ground px), and how much bigger its picture is. */
const FINENESS = { map: { width: 560, scale: 1 }, level: { width: 960, scale: 1.5 } } as const;

/** One name for one picture. The number of stations does not change the map's. */
export const keyOf = ({ seed, biome, size, stations, kind }: IslandRequest): string =>
  `${kind}-${biome}-${size}-${seed}${kind === 'level' ? `-${stations}` : ''}`;

const WEBP = { type: 'image/webp', quality: 0.9 } as const;

const blobOf = (canvas: Canvas): Promise<Blob> => {
  if ('convertToBlob' in canvas) return canvas.convertToBlob(WEBP);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('no picture'))),
      WEBP.type,
      WEBP.quality,
    );
  });
};

/** Fetches an island from the browser's own store, or draws it and keeps it there. */
export const finishIsland = async (request: IslandRequest): Promise<FinishedIsland> => {
  const began = performance.now();
  const key = keyOf(request);
  const former = await recall(key);
  if (former) {
    const [picture, mask] = await Promise.all([
      createImageBitmap(former.picture),
      createImageBitmap(former.mask),
    ]);
    const ms = performance.now() - began;
    return { picture, mask, ...(former.level && { level: former.level }), ms, kept: true };
  }
  const { width, scale } = FINENESS[request.kind];
  const painted = await paintIsland({ ...request, width }, scale);
  const level = painted.level && { level: painted.level };
  const [picture, mask] = await Promise.all([
    createImageBitmap(painted.picture),
    createImageBitmap(painted.mask),
  ]);
  const ms = performance.now() - began;
  void Promise.all([blobOf(painted.picture), blobOf(painted.mask)]).then(([whole, foot]) =>
    keep(key, { picture: whole, mask: foot, ...level }),
  );
  return { picture, mask, ...level, ms, kept: false };
};
