import Phaser from 'phaser';
import { type Point, world } from '../../stores/world.ts';

export const SEA_ATLAS = 'sea';
const CLOUDS = 3000;
const CLOUD_SHADOWS = -400;
const SHADOW = 0x0a3f66;

/** A thing moves to and fro for ever, unless motion is reduced. */
export const drift = (
  scene: Phaser.Scene,
  targets: object | object[],
  change: object,
  duration: number,
): void => {
  if (world.getState().reduced) return;
  scene.tweens.add({ targets, ...change, duration, yoyo: true, repeat: -1, ease: 'Sine.inOut' });
};

/** A cloud above everything that drifts to and fro, with its shadow on the water. */
export const addCloud = (scene: Phaser.Scene, kind: number, { x, y }: Point, scale: number): void => {
  const frame = `cloud${1 + (kind % 4)}`;
  const cloud = scene.add
    .image(x, y, SEA_ATLAS, frame)
    .setScale(scale * 1.45)
    .setAlpha(0.85)
    .setDepth(CLOUDS);
  const shadow = scene.add
    .image(x + 40, y + 70, SEA_ATLAS, frame)
    .setScale(scale * 1.45)
    .setAlpha(0.1);
  shadow.setTint(SHADOW).setTintMode(Phaser.TintModes.FILL).setDepth(CLOUD_SHADOWS);
  drift(scene, [cloud, shadow], { x: '+=60' }, 16_000 + kind * 3000);
};

export type FogBank = { lift: () => void; destroy: () => void };

const BANKS = [
  { dx: 0, dy: 0.13, size: 1.1, alpha: 0.96 },
  { dx: -0.3, dy: 0.02, size: 0.5, alpha: 0.92 },
  { dx: 0.34, dy: 0.03, size: 0.46, alpha: 0.92 },
] as const;

/** Fog over a locked island of width `w`. `lift` lets it part and vanish, once, in 1,400 ms. */
export const addFog = (
  scene: Phaser.Scene,
  seed: number,
  { x, y }: Point,
  w: number,
  depth: number,
): FogBank => {
  const banks = BANKS.map(({ dx, dy, size, alpha }, i) => {
    const kind = 1 + ((seed + i) % 3);
    const bank = scene.add.image(x + dx * w, y + dy * w, SEA_ATLAS, `fog${kind}`).setAlpha(alpha);
    const scale = (w * size) / 600;
    bank.setScale(scale * 1.08).setDepth(depth + (i === 0 ? 0.002 : 0.001));
    drift(scene, bank, { x: bank.x + (kind % 2 ? 10 : -10) }, 5200 + kind * 900);
    drift(scene, bank, { scaleX: bank.scaleX * 1.03, scaleY: bank.scaleY * 1.05 }, 3400 + kind * 500);
    return bank;
  });
  const destroy = (): void => {
    for (const bank of banks) {
      scene.tweens.killTweensOf(bank);
      bank.destroy();
    }
  };
  const lift = (): void => {
    const still = world.getState().reduced;
    for (const bank of banks) scene.tweens.killTweensOf(bank);
    for (const [i, bank] of banks.entries())
      scene.tweens.add({
        targets: bank,
        alpha: 0,
        ...(!still && { x: bank.x + (i === 1 ? -w : w) * 0.45, y: bank.y - 30 }),
        duration: still ? 150 : 1400,
        ease: 'Sine.in',
        onComplete: () => bank.destroy(),
      });
  };
  return { lift, destroy };
};

/** Small clouds in front of a boss that is still locked. */
export const addBossClouds = (
  scene: Phaser.Scene,
  { x, y }: Point,
  scale: number,
  depth: number,
): Phaser.GameObjects.Image[] =>
  [0, 1, 2, 3].map((i) => {
    const at = { x: x + (-90 + i * 62) * scale, y: y + (30 + (i % 2) * 14) * scale };
    const cloud = scene.add
      .image(at.x, at.y, SEA_ATLAS, `cloud${i + 1}`)
      .setScale(0.29 * scale)
      .setAlpha(0.82)
      .setDepth(depth);
    drift(scene, cloud, { x: at.x + (i % 2 ? 14 : -14) }, 4000 + i * 500);
    return cloud;
  });
