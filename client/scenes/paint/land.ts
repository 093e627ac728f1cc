import type Phaser from 'phaser';
import { drawnAs, type Look } from '../../art/runtime/built.ts';
import { type IslandArt, type IslandRequest, islandArt, keyOf } from '../../art/runtime/island-art.ts';
import { world } from '../../stores/world.ts';
import { untilShutdown } from '../watch.ts';

/** Texture keys of an island's picture and foot mask, the JSON key of its points; `drawn` = not from the build. */
export type Land = { picture: string; mask: string; points: string; drawn?: IslandRequest };

/** Where the pictures of an island lie: named by its id when it was built, by its style when it is drawn. */
export const landOf = (kind: IslandRequest['kind'], look: Look): Land => {
  const drawn = drawnAs(look, kind);
  const name = drawn ? keyOf(drawn) : look.id;
  return {
    picture: `${kind}:${name}`,
    mask: `${kind}-mask:${name}`,
    points: `${kind}-points:${name}`,
    ...(drawn && { drawn }),
  };
};

/** Puts a drawn island where a built one would be: textures under its keys, points in the JSON cache. */
const place = (scene: Phaser.Scene, land: Land, { picture, mask, level }: IslandArt): void => {
  if (!scene.textures.exists(land.picture)) scene.textures.addCanvas(land.picture, picture);
  if (!scene.textures.exists(land.mask)) scene.textures.addCanvas(land.mask, mask);
  if (level) scene.cache.json.add(land.points, level);
};

const AGAIN_MS = [1500, 6000];
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Draws the lands that are not there yet, in order; `shown` hears of each. Ends with the scene; a failure is tried again. */
export const drawLands = async (
  scene: Phaser.Scene,
  lands: readonly Land[],
  shown: (land: Land) => void,
): Promise<void> => {
  const ending = new AbortController();
  untilShutdown(scene, () => ending.abort());
  const drawOne = async (land: Land, tries = 0): Promise<void> => {
    if (!land.drawn || ending.signal.aborted) return;
    try {
      const art = await islandArt(land.drawn, ending.signal);
      if (ending.signal.aborted) return;
      place(scene, land, art);
      shown(land);
    } catch {
      const wait = AGAIN_MS[tries];
      if (wait === undefined || ending.signal.aborted) return;
      await pause(wait);
      await drawOne(land, tries + 1);
    }
  };
  await Promise.all(lands.map((land) => drawOne(land)));
};

const SOFT = 'land-soft';
const SIDE = { w: 256, h: 150 };

const softTexture = (scene: Phaser.Scene): void => {
  if (scene.textures.exists(SOFT)) return;
  const texture = scene.textures.createCanvas(SOFT, SIDE.w, SIDE.h);
  const context = texture?.getContext();
  if (!texture || !context) return;
  const blob = (x: number, y: number, colour: string): void => {
    context.fillStyle = colour;
    context.beginPath();
    context.ellipse(SIDE.w / 2, SIDE.h / 2, x, y, 0, 0, Math.PI * 2);
    context.fill();
  };
  blob(118, 62, '#f6e3b6');
  blob(98, 47, '#c6dd93');
  if (scene.sys.game.renderer) texture.refresh();
};

/** The soft shape that stands for an island until it is drawn: a texture that serves as its mask, too. */
export const softLand = (scene: Phaser.Scene): string => {
  softTexture(scene);
  return SOFT;
};

/** Shows a picture in place of the soft shape; it fades in. */
export const unveil = (
  scene: Phaser.Scene,
  image: Phaser.GameObjects.Image,
  picture: string,
  w: number,
): void => {
  const { width, height } = scene.textures.getFrame(picture) ?? { width: 1, height: 0.7 };
  image
    .setTexture(picture)
    .setDisplaySize(w, (w * height) / width)
    .setAlpha(0.2);
  scene.tweens.add({
    targets: image,
    alpha: 1,
    duration: world.getState().reduced ? 150 : 420,
    ease: 'Sine.out',
  });
};
