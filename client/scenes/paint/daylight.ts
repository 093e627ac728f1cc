import Phaser from 'phaser';
import { type Size, world } from '../../stores/world.ts';

type Hour = { from: number; colour: number };
/** Colour by which the world is multiplied, from an hour of the day on. */
const HOURS: Hour[] = [
  { from: 0, colour: 0x93a8de },
  { from: 5, colour: 0xd9c8e4 },
  { from: 7, colour: 0xfff0d8 },
  { from: 9, colour: 0xffffff },
  { from: 17, colour: 0xffe6c4 },
  { from: 18.5, colour: 0xffc9a6 },
  { from: 20, colour: 0xb9b6ea },
  { from: 22, colour: 0x93a8de },
];

/** The light at an hour (0 to 24, with fractions): white at noon, warm in the evening, blue at night. */
export const lightAt = (hour: number): number =>
  HOURS.reduce((light, { from, colour }) => (hour >= from ? colour : light), 0x93a8de);

/** Lays the light of the learner's local time over the world. */
export const addDaylight = (scene: Phaser.Scene, { w, h }: Size): void => {
  const now = new Date();
  const colour = lightAt(now.getHours() + now.getMinutes() / 60);
  if (colour === 0xffffff) return;
  const veil = scene.add.rectangle(0, 0, w, h, colour).setOrigin(0).setScrollFactor(0).setDepth(4000);
  veil.setBlendMode(Phaser.BlendModes.MULTIPLY).setVisible(!world.getState().failed);
};
