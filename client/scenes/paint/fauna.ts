import type Phaser from 'phaser';
import { type Point, world } from '../../stores/world.ts';
import { drift } from './clouds.ts';

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

const leap = (scene: Phaser.Scene, image: Phaser.GameObjects.Image): void => {
  if (world.getState().reduced) return;
  const scale = Math.abs(image.scaleY);
  scene.tweens.add({ targets: image, scaleY: scale * 1.25, duration: 200, yoyo: true, ease: 'Quad.out' });
};

/** An animal of the sea that can be tapped. */
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
  image.setInteractive({ useHandCursor: true }).on('pointerup', () => {
    leap(scene, image);
    onTap(animal.id);
  });
};
