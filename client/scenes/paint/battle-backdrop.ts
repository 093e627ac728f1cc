import Phaser from 'phaser';
import type { Fleet } from '../../stores/fleet.ts';
import { BOAT, boatSpots, FAR_ISLANDS, type Sea } from '../../stores/fleet-layout.ts';
import { FLEET } from './battle-sailor.ts';
import { drift } from './clouds.ts';

const HAZE = 0x86b4d0;
/** Where they stand: share of the width, width in px. */
const WIDE_ISLANDS: readonly (readonly [number, number])[] = [
  [0.195, 210],
  [0.405, 150],
  [0.885, 170],
];
const NARROW_ISLANDS: readonly (readonly [number, number])[] = [
  [0.18, 104],
  [0.54, 76],
];

/** Pale islands that drift slowly; those whose picture has not come are left out. */
export const addFarIslands = (scene: Phaser.Scene, { w, horizon, wide }: Sea): void => {
  for (const [i, [x, width]] of (wide ? WIDE_ISLANDS : NARROW_ISLANDS).entries()) {
    const key = `map:${FAR_ISLANDS[i]}`;
    if (!scene.textures.exists(key)) continue;
    const island = scene.add
      .image(x * w, horizon + width * 0.06, key)
      .setOrigin(0.5, 0.93)
      .setDepth(-50);
    const k = width / island.width;
    island
      .setScale(k, k * 0.55)
      .setTint(HAZE)
      .setTintMode(Phaser.TintModes.SCREEN);
    drift(scene, island, { x: island.x - 30 }, 30_000);
  }
};

export const addSkyClouds = (scene: Phaser.Scene, { w, horizon, wide }: Sea): void => {
  for (let i = 0; i < (wide ? 4 : 2); i++) {
    const at = wide
      ? { x: w * (0.1 + i * 0.258), y: horizon * (0.36 + (i % 2) * 0.2) }
      : { x: w * (0.16 + i * 0.54), y: horizon - 34 + i * 12 };
    const cloud = scene.add
      .image(at.x, at.y, FLEET, `cloud${i + 1}`)
      .setAlpha(0.92)
      .setDepth(-60);
    cloud.setScale(wide ? 0.5 + 0.1 * (i % 2) : 0.36);
    drift(scene, cloud, { x: at.x - 50 }, 26_000);
  }
};

export type Lane = { tick: (now: number, px: number) => void; show: (seen: boolean) => void };

/** Buoys of a lane between the boats; they pass by as the boats row. `tick` takes px to go. */
export const addLane = (scene: Phaser.Scene, sea: Sea): Lane => {
  const n = sea.wide ? 8 : 4;
  const step = sea.w / n;
  const y = sea.horizon + (sea.h - sea.horizon) * 0.47;
  const size = sea.wide ? 16 : 11;
  const buoys = Array.from({ length: n + 1 }, (_, i) => {
    const buoy = scene.add.image((i + 0.5) * step, y, FLEET, 'ring-buoy').setDepth(y);
    return buoy.setDisplaySize(size, size * 0.8);
  });
  const tick = (now: number, px: number): void => {
    for (const [i, buoy] of buoys.entries()) {
      buoy.x -= px;
      if (buoy.x < -step / 2) buoy.x += step * (n + 1);
      buoy.setY(y + 2.5 * Math.sin(now / 290 + i * 1.7)).setAngle(10 * Math.sin(now / 330 + i));
    }
  };
  const show = (seen: boolean): void => {
    for (const buoy of buoys) buoy.setVisible(seen);
  };
  return { tick, show };
};

/** From so many metres before the goal its flags are to be seen. */
const IN_SIGHT = 80;

const addGate = (
  scene: Phaser.Scene,
  sea: Sea,
  share: number,
  size: number,
): Phaser.GameObjects.Container => {
  const y = sea.horizon + (sea.h - sea.horizon) * share;
  const k = size * (sea.wide ? 0.56 : 0.34);
  const flag = scene.add.image(0, 0, FLEET, 'chequered-flag').setOrigin(0.5, 0.96);
  const buoy = scene.add.image(0, 0, FLEET, 'ring-buoy').setScale(0.9, 0.6);
  return scene.add
    .container(0, y, [flag, buoy])
    .setScale(k)
    .setDepth(y - 1)
    .setVisible(false);
};

/** The finish: flags that come nearer as my boat does. */
export const addFinish = (scene: Phaser.Scene, sea: Sea): { show: (state: Fleet) => void } => {
  const gates = [addGate(scene, sea, 0.26, 0.85), addGate(scene, sea, 0.6, 1.25)];
  const show = ({ boats, goal, mode }: Fleet): void => {
    const mine = mode === 'race' ? boatSpots(boats, sea).at(-1) : undefined;
    const left = goal === undefined || !mine ? Infinity : Math.max(0, goal - mine.boat.metres);
    for (const gate of gates) {
      gate.setVisible(left < IN_SIGHT);
      if (!mine || left >= IN_SIGHT) continue;
      const bow = mine.x + (BOAT.w / 2) * mine.scale;
      gate.setX(Math.min(sea.w - 60 * gate.scale, bow + (left / IN_SIGHT) * sea.w * 0.3));
    }
  };
  return { show };
};
