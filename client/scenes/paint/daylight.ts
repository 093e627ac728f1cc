import Phaser from 'phaser';
import { type Size, world } from '../../stores/world.ts';
import { upload } from './upload.ts';

/** How an hour looks: `tint` multiplies the world, `rim` is laid over its edges at most `strength` thick. */
type Light = { from: number; tint: number; rim: string; strength: number };

const DEEP = '8,38,112';
const NIGHT = { tint: 0xeaf2ff, rim: DEEP, strength: 0.4 } as const;
const NOON = { tint: 0xffffff, rim: DEEP, strength: 0 } as const;

const LIGHTS: Light[] = [
  { from: 0, ...NIGHT },
  { from: 5, ...NOON, tint: 0xfff8ee },
  { from: 8, ...NOON },
  { from: 17, ...NOON, tint: 0xfff8ea },
  { from: 18.5, tint: 0xfff1dc, rim: DEEP, strength: 0.16 },
  { from: 20, tint: 0xf6f5ff, rim: DEEP, strength: 0.28 },
  { from: 22, ...NIGHT },
];

const at = (hour: number): Light =>
  LIGHTS.reduce((light, next) => (hour >= next.from ? next : light), { from: 0, ...NIGHT });

/** The tint at an hour (0 to 24, with fractions): white by day, warm in the evening, a breath of blue at night. */
export const lightAt = (hour: number): number => at(hour).tint;

const RIM = 256;

/** A frame of colour, clear in the middle: the islands keep their colours, only the open sea turns. */
const rimTexture = (scene: Phaser.Scene, { from, rim, strength }: Light): string => {
  const key = `rim-${from}`;
  if (scene.textures.exists(key)) return key;
  const texture = scene.textures.createCanvas(key, RIM, RIM);
  if (!texture) return key;
  const ctx = texture.context;
  const fade = ctx.createRadialGradient(RIM / 2, RIM * 0.52, RIM * 0.24, RIM / 2, RIM * 0.5, RIM * 0.72);
  fade.addColorStop(0, `rgba(${rim},0)`);
  fade.addColorStop(0.5, `rgba(${rim},${strength * 0.45})`);
  fade.addColorStop(1, `rgba(${rim},${strength})`);
  ctx.fillStyle = fade;
  ctx.fillRect(0, 0, RIM, RIM);
  upload(texture);
  return key;
};

const LAYER = 4000;

/** Lays the light of the learner's local time over the world. */
export const addDaylight = (scene: Phaser.Scene, { w, h }: Size): void => {
  const now = new Date();
  const light = at(now.getHours() + now.getMinutes() / 60);
  if (light.tint === NOON.tint) return;
  const seen = !world.getState().failed;
  const veil = scene.add.rectangle(0, 0, w, h, light.tint).setOrigin(0).setScrollFactor(0).setDepth(LAYER);
  veil.setBlendMode(Phaser.BlendModes.MULTIPLY).setVisible(seen);
  const rim = scene.add.image(w / 2, h / 2, rimTexture(scene, light)).setDisplaySize(Math.max(w, h), h);
  rim
    .setScrollFactor(0)
    .setDepth(LAYER + 1)
    .setVisible(seen);
};
