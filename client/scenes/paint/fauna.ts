import type Phaser from 'phaser';
import { type Point, world } from '../../stores/world.ts';
import { isTap } from '../camera.ts';
import { drift, SEA_ATLAS } from './clouds.ts';
import { stamp } from './stamps.ts';

export type Animal = {
  id: string;
  frame: string;
  scale: number;
  flip?: boolean;
  bob: number;
  turn: number;
  pace: number;
};

const ANIMALS: Record<string, Animal> = {
  dolphin: { id: 'dolphin', frame: 'dolphin', scale: 0.32, flip: true, bob: -8, turn: -8, pace: 1500 },
  whale: { id: 'whale', frame: 'spouting-whale', scale: 0.34, bob: -6, turn: 3, pace: 2600 },
  turtle: { id: 'turtle', frame: 'turtle', scale: 0.34, bob: -3, turn: 5, pace: 3100 },
  jellyfish: { id: 'jellyfish', frame: 'jellyfish', scale: 0.18, bob: -9, turn: 4, pace: 1900 },
  buoy: { id: 'buoy', frame: 'ring-buoy', scale: 0.2, bob: -3, turn: 8, pace: 1700 },
};
export type Fauna = keyof typeof ANIMALS;

const LEAP_MS = 300;

/** Rings and drops where an animal falls back into the water. */
const splash = (scene: Phaser.Scene, { x, y }: Point, size: number): void => {
  const ring = stamp(scene, 'ring', x, y, size * 0.3)
    .setAlpha(0.9)
    .setDepth(1);
  const gone = { duration: 620, ease: 'Quad.out' };
  scene.tweens.add({
    targets: ring,
    scale: ring.scale * 4,
    alpha: 0,
    ...gone,
    onComplete: () => ring.destroy(),
  });
  for (const side of [-1, -0.4, 0.4, 1]) {
    const drop = scene.add
      .image(x, y, SEA_ATLAS, 'puff')
      .setScale(0.16 * size)
      .setAlpha(0.9)
      .setDepth(1.1);
    const to = {
      x: x + side * 34 * size,
      y: y - (30 - Math.abs(side) * 14) * size,
      scale: 0.05 * size,
      alpha: 0,
    };
    scene.tweens.add({ targets: drop, ...to, ...gone, onComplete: () => drop.destroy() });
  }
};

/** A jump out of the water and back; what it was doing before goes on afterwards. */
const leap = (scene: Phaser.Scene, image: Phaser.GameObjects.Image, size: number): void => {
  if (world.getState().reduced || image.getData('leaping') === true) return;
  image.setData('leaping', true);
  const idle = scene.tweens.getTweensOf(image);
  for (const tween of idle) tween.pause();
  const sea = { x: image.x, y: image.y + image.displayHeight * 0.36 };
  const up = { y: image.y - 46 * size, angle: image.angle + (image.flipX ? 16 : -16) };
  splash(scene, sea, size);
  scene.tweens.add({
    targets: image,
    ...up,
    duration: LEAP_MS,
    yoyo: true,
    ease: 'Quad.out',
    onComplete: () => {
      image.setData('leaping', false);
      splash(scene, sea, size);
      for (const tween of idle) tween.resume();
    },
  });
};

/** An animal of the sea: tapped, it leaps and splashes. */
export const addAnimal = (
  scene: Phaser.Scene,
  name: string,
  { x, y }: Point,
  size: number,
  onTap: (id: string) => void,
): void => {
  const animal = ANIMALS[name];
  if (!animal) return;
  const image = scene.add
    .image(x, y, 'props', animal.frame)
    .setScale(animal.scale * size)
    .setDepth(1);
  image.setFlipX(animal.flip ?? false).setName(animal.id);
  drift(scene, image, { y: y + animal.bob, angle: animal.turn }, animal.pace);
  image.setInteractive({ useHandCursor: true }).on('pointerup', (pointer: Phaser.Input.Pointer) => {
    if (!isTap(pointer)) return;
    leap(scene, image, size);
    onTap(animal.id);
  });
};
