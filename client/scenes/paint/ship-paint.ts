import type Phaser from 'phaser';
import { isPaint, paintOf } from '../../stores/ship-paint.ts';
import { world } from '../../stores/world.ts';
import { watch } from '../watch.ts';
import { SEA_ATLAS } from './clouds.ts';
import { repaintShip } from './repaint.ts';
import { upload } from './upload.ts';

/** The drawn ship in a paint as a texture of its own; undefined = there is no canvas to paint on. */
const paintedShip = (scene: Phaser.Scene, skin: string): string | undefined => {
  const key = `ship:${skin}`;
  if (scene.textures.exists(key)) return key;
  const { cutX, cutY, cutWidth: w, cutHeight: h, source } = scene.textures.getFrame(SEA_ATLAS, 'ship');
  const texture = scene.textures.createCanvas(key, w, h);
  const context = texture?.getContext();
  if (!texture || !context) return undefined;
  context.drawImage(source.image as CanvasImageSource, cutX, cutY, w, h, 0, 0, w, h);
  const pixels = context.getImageData(0, 0, w, h);
  repaintShip(pixels.data, w, paintOf(skin));
  context.putImageData(pixels, 0, 0);
  upload(texture);
  return key;
};

/** Makes an image the ship in the paint the world names, and follows it when another one is put on. */
export const wearPaint = (scene: Phaser.Scene, image: Phaser.GameObjects.Image): Phaser.GameObjects.Image => {
  const wear = (skin: string | undefined): void => {
    const painted = isPaint(skin) ? paintedShip(scene, skin) : undefined;
    if (painted === undefined) image.setTexture(SEA_ATLAS, 'ship');
    else image.setTexture(painted);
  };
  wear(world.getState().skin);
  watch(scene, (s) => s.skin, wear);
  return image;
};
