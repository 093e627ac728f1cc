import Phaser from 'phaser';
import { type Size, world } from '../../stores/world.ts';

type Hour = { from: number; colour: number };
/** Colour by which the world is multiplied, from an hour of the day on. */
const HOURS: Hour[] = [
  { from: 0, colour: 0xb3c2ee },
  { from: 5, colour: 0xeee2ec },
  { from: 7, colour: 0xfff4e2 },
  { from: 9, colour: 0xffffff },
  { from: 17, colour: 0xffeed6 },
  { from: 18.5, colour: 0xffd9bd },
  { from: 20, colour: 0xccccf0 },
  { from: 22, colour: 0xb3c2ee },
];

/** The light at an hour (0 to 24, with fractions): white at noon, warm in the evening, blue at night. */
export const lightAt = (hour: number): number =>
  HOURS.reduce((light, { from, colour }) => (hour >= from ? colour : light), 0xb3c2ee);

/** Lays the light of the learner's local time over the world. */
export const addDaylight = (scene: Phaser.Scene, { w, h }: Size): void => {
  const now = new Date();
  const colour = lightAt(now.getHours() + now.getMinutes() / 60);
  if (colour === 0xffffff) return;
  const veil = scene.add.rectangle(0, 0, w, h, colour).setOrigin(0).setScrollFactor(0).setDepth(4000);
  veil.setBlendMode(Phaser.BlendModes.MULTIPLY).setVisible(!world.getState().failed);
};
