import Phaser from 'phaser';
import type { StationInput } from '../../stores/world.ts';
import { type Point, world } from '../../stores/world.ts';
import type { OnPointer } from '../camera.ts';
import { addBossClouds, drift } from './clouds.ts';
import { stamp } from './stamps.ts';

/** Depths of an island: flat things below, standing things by the y of their feet, boss clouds in front. */
export const GROUND = { picture: 0, crumbs: 2, pads: 3, standing: 10, air: 20 } as const;
export const standingDepth = (y: number): number => GROUND.standing + y / 10_000;

const HAZE = 0x7f9fb8;
const ICONS = {
  card: 'open-book',
  practice: 'wrapped-gift',
  exam: 'shield',
  boss: 'octopus',
  scenario: 'speech-balloon',
  assignment: 'camping',
  survey: 'memo',
} as const;
const BIG = { boss: 1.3, current: 1.16, other: 1 } as const;

const iconOf = (scene: Phaser.Scene, { kind, boss }: StationInput): string => {
  const wanted = boss?.icon ?? ICONS[kind];
  return scene.textures.get('props').has(wanted) ? wanted : ICONS[kind];
};

const haze = (icon: Phaser.GameObjects.Image, station: StationInput): void => {
  if (station.kind === 'boss') return;
  icon.setTint(HAZE).setTintMode(Phaser.TintModes.SCREEN).setAlpha(0.95);
};

const pulse = (scene: Phaser.Scene, ring: Phaser.GameObjects.Image): void => {
  if (world.getState().reduced) return;
  const wide = { scaleX: ring.scaleX * 1.45, scaleY: ring.scaleY * 1.45, alpha: 0 };
  scene.tweens.add({ targets: ring, ...wide, duration: 1500, repeat: -1, ease: 'Cubic.out' });
};

const DASHES = 14;
/** A dashed white ring around a pad: the path goes on without it. */
const addDashes = (scene: Phaser.Scene, at: Point, big: number): Phaser.GameObjects.Graphics => {
  const ring = scene.add
    .graphics({ x: at.x, y: at.y })
    .setScale(1, 0.62)
    .setDepth(GROUND.pads + 0.1);
  ring.lineStyle(5 * big, 0xffffff, 0.95);
  for (let i = 0; i < DASHES; i += 1) {
    const from = (i / DASHES) * Math.PI * 2;
    ring.beginPath();
    ring.arc(0, 0, 50 * big, from, from + (Math.PI / DASHES) * 1.2);
    ring.strokePath();
  }
  return ring;
};

export type Pad = { destroy: () => void };

/** A glossy pad with the icon of its station, in the station's state; a locked boss waits behind small clouds. */
export const addPad = (
  scene: Phaser.Scene,
  station: StationInput,
  at: Point,
  scale: number,
  onTap: OnPointer,
): Pad => {
  const { state, kind, id } = station;
  const big = (kind === 'boss' ? BIG.boss : state === 'current' ? BIG.current : BIG.other) * scale;
  const pad = stamp(scene, `pad-${state}`, at.x, at.y, big)
    .setOrigin(0.5, 54 / 132)
    .setDepth(GROUND.pads);
  pad.setName(`pad:${id}`).setData('state', state);
  const icon = scene.add.image(at.x, at.y + 6 * big, 'props', iconOf(scene, station)).setOrigin(0.5, 0.92);
  const side = kind === 'boss' ? 88 * scale : 46 * big;
  icon
    .setScale(side / Math.max(icon.width, icon.height, 1))
    .setDepth(standingDepth(at.y))
    .setName(`icon:${id}`);
  const parts: Phaser.GameObjects.GameObject[] = [pad, icon];
  if (station.optional === true) parts.push(addDashes(scene, at, big));
  if (state === 'locked') haze(icon, station);
  if (state === 'locked' && kind === 'boss') parts.push(...addBossClouds(scene, at, scale, GROUND.air));
  if (state === 'current') {
    const ring = stamp(scene, 'ring', at.x, at.y, big * 0.9).setDepth(GROUND.pads - 0.1);
    pulse(scene, ring);
    drift(scene, icon, { y: icon.y - 7 }, 620);
    parts.push(ring);
  }
  const area = Math.max(64 * big, 48);
  const zone = scene.add.zone(at.x, at.y - 8 * big, area, area * 1.1).setInteractive({ useHandCursor: true });
  zone.setDepth(standingDepth(at.y)).on('pointerup', onTap);
  parts.push(zone);
  const destroy = (): void => {
    for (const part of parts) {
      scene.tweens.killTweensOf(part);
      part.destroy();
    }
  };
  return { destroy };
};
