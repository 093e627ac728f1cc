import Phaser from 'phaser';
import type { Point } from '../../stores/world.ts';
import { world } from '../../stores/world.ts';
import { STAMP_SCALE, STAMPS } from './stamps.ts';

const TOP = 4500;
const CONFETTI = [0xffc53d, 0xff7a59, 0x2f8fe8, 0x7cf0d6, 0xb5e35f, 0xffffff];
const random = Phaser.Math.FloatBetween;

const prop = (
  scene: Phaser.Scene,
  frame: string,
  { x, y }: Point,
  size: number,
): Phaser.GameObjects.Image => {
  const image = scene.add.image(x, y, 'props', frame).setDepth(TOP);
  return image.setScale(size / Math.max(image.width, image.height, 1));
};

/** Reduced motion: the thing fades in and out in its place instead of flying. */
const fadeOnly = (scene: Phaser.Scene, image: Phaser.GameObjects.Image): void => {
  scene.tweens.add({
    targets: image,
    alpha: { from: 0, to: 1 },
    duration: 150,
    hold: 500,
    yoyo: true,
    onComplete: () => image.destroy(),
  });
};

/** Coins fly in an arc to a screen point: 12 to 24, 700 ms each, 30 ms apart. Points are world px. */
export const coinBurst = (scene: Phaser.Scene, from: Point, to: Point, count = 12): void => {
  if (world.getState().reduced) {
    fadeOnly(scene, prop(scene, 'coin', { x: from.x, y: from.y - 20 }, 26));
    return;
  }
  const coins = Math.min(24, Math.max(1, count));
  for (let i = 0; i < coins; i++) {
    const coin = prop(scene, 'coin', from, 24).setVisible(false);
    const bend = { x: from.x + random(-90, 90), y: Math.min(from.y, to.y) - random(10, 90) };
    const arc = new Phaser.Curves.QuadraticBezier(vector(from), vector(bend), vector(to));
    scene.tweens.addCounter({
      from: 0,
      to: 1,
      duration: 700,
      delay: i * 30,
      ease: 'Quad.in',
      onUpdate: (tween) => {
        const at = arc.getPoint(tween.getValue() ?? 0);
        coin.setVisible(true).setPosition(at.x, at.y);
      },
      onComplete: () => coin.destroy(),
    });
  }
};
const vector = ({ x, y }: Point): Phaser.Math.Vector2 => new Phaser.Math.Vector2(x, y);

/** One to three stars pop up over a point. */
export const starBurst = (scene: Phaser.Scene, at: Point, stars: number): void => {
  for (let i = 0; i < stars; i++) {
    const x = at.x + (i - (stars - 1) / 2) * 34;
    const star = prop(scene, 'glowing-star', { x, y: at.y - 50 }, 34);
    if (world.getState().reduced) {
      fadeOnly(scene, star);
      continue;
    }
    const scale = star.scale;
    star.setScale(0);
    scene.tweens.chain({
      targets: star,
      tweens: [
        { scale, y: at.y - 74, duration: 260, delay: i * 160, ease: 'Back.out' },
        { alpha: 0, y: at.y - 104, duration: 420, delay: 700, onComplete: () => star.destroy() },
      ],
    });
  }
};

/** Confetti over the whole viewport, once; nothing with reduced motion. */
export const confetti = (scene: Phaser.Scene): void => {
  const { reduced, size } = world.getState();
  if (reduced) return;
  for (let i = 0; i < 70; i++) {
    const chip = scene.add.image(random(0, size.w), random(-120, -10), STAMPS, 'paper').setScrollFactor(0);
    chip
      .setDepth(TOP)
      .setTint(CONFETTI[i % CONFETTI.length])
      .setScale(STAMP_SCALE * random(0.7, 1.3))
      .setAngle(random(0, 360));
    scene.tweens.add({
      targets: chip,
      y: size.h + 40,
      x: chip.x + random(-80, 80),
      angle: random(180, 900),
      scaleX: { from: chip.scaleX, to: -chip.scaleX },
      duration: random(1600, 2800),
      delay: random(0, 400),
      onComplete: () => chip.destroy(),
    });
  }
};

/** A shake of at most 4 px for 180 ms; nothing with reduced motion. */
export const shake = (scene: Phaser.Scene): void => {
  const { reduced, size } = world.getState();
  if (!reduced) scene.cameras.main.shake(180, 4 / Math.max(size.w, size.h));
};
