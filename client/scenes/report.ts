import Phaser from 'phaser';
import { type Point, world } from '../stores/world.ts';

/** Tells the screens, after the next painted frame, that the present scene is to be seen. */
export const reportDrawn = (scene: Phaser.Scene): void => {
  if (!scene.sys.isActive()) return;
  scene.game.events.once(Phaser.Core.Events.POST_RENDER, () => {
    if (scene.sys.isActive()) world.setState({ drawn: true });
  });
};

/** Screen point -> world px under the present camera; without a point the HUD's purse, else the corner top right. */
export const purseIn = (to?: Point): Point => {
  const { purse, camera, size } = world.getState();
  const target = to ?? purse ?? { x: size.w - 70, y: 46 };
  return { x: camera.x + target.x, y: camera.y + target.y };
};

/** Tweens keep to the clock also when frames are slow: a walk takes its 600 to 900 ms on every device. */
export const keepTime = (scene: Phaser.Scene): void => {
  scene.tweens.setLagSmooth();
};
