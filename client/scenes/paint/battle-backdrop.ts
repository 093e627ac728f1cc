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

/** What moves with the horizon: its children stand above or below it. */
export type Backdrop = { reframe: (sea: Sea) => void };

const addIslands = (scene: Phaser.Scene, { w, wide }: Sea): Phaser.GameObjects.Image[] =>
  (wide ? WIDE_ISLANDS : NARROW_ISLANDS).flatMap(([x, width], i) => {
    const key = `far:${FAR_ISLANDS[i]}`;
    if (!scene.textures.exists(key)) return [];
    const island = scene.add.image(x * w, width * 0.06, key).setOrigin(0.5, 0.93);
    const k = width / island.width;
    island
      .setScale(k, k * 0.55)
      .setTint(HAZE)
      .setTintMode(Phaser.TintModes.SCREEN);
    drift(scene, island, { x: island.x - 30 }, 30_000);
    return [island];
  });

const addClouds = (scene: Phaser.Scene, { w, horizon, wide }: Sea): Phaser.GameObjects.Image[] =>
  Array.from({ length: wide ? 4 : 2 }, (_, i) => {
    const at = wide
      ? { x: w * (0.1 + i * 0.258), y: horizon * ((i % 2) * 0.2 - 0.64) }
      : { x: w * (0.16 + i * 0.54), y: i * 12 - 34 };
    const cloud = scene.add.image(at.x, at.y, FLEET, `cloud${i + 1}`).setAlpha(0.92);
    drift(scene, cloud, { x: at.x - 50 }, 26_000);
    return cloud.setScale(wide ? 0.5 + 0.1 * (i % 2) : 0.36);
  });

/** Clouds and pale islands that drift slowly; an island whose picture has not come is left out. */
export const addBackdrop = (scene: Phaser.Scene, sea: Sea): Backdrop => {
  const all = [...addClouds(scene, sea), ...addIslands(scene, sea)];
  const box = scene.add.container(0, sea.horizon, all).setDepth(-50);
  return {
    reframe: ({ horizon }) => {
      box.setY(horizon);
    },
  };
};

export type Lane = Backdrop & { tick: (now: number, px: number) => void; show: (seen: boolean) => void };

/** Buoys of a lane between the boats; they pass by as the boats row. `tick` takes px to go. */
export const addLane = (scene: Phaser.Scene, sea: Sea): Lane => {
  const n = sea.wide ? 8 : 4;
  const step = sea.w / n;
  const rowOf = (at: Sea): number => at.horizon + (at.h - at.horizon) * 0.47;
  let y = rowOf(sea);
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
  const reframe = (next: Sea): void => {
    y = rowOf(next);
    for (const buoy of buoys) buoy.setY(y).setDepth(y);
  };
  return { tick, show, reframe };
};

/** From so many metres before the goal its flags are to be seen. */
const IN_SIGHT = 80;

/** Where the gates stand: share of the water, size. */
const GATES = [
  [0.26, 0.85],
  [0.6, 1.25],
] as const;

const addGate = (scene: Phaser.Scene, sea: Sea, size: number): Phaser.GameObjects.Container => {
  const flag = scene.add.image(0, 0, FLEET, 'chequered-flag').setOrigin(0.5, 0.96);
  const buoy = scene.add.image(0, 0, FLEET, 'ring-buoy').setScale(0.9, 0.6);
  const box = scene.add.container(0, 0, [flag, buoy]);
  return box.setScale(size * (sea.wide ? 0.56 : 0.34)).setVisible(false);
};

/** The finish: flags that come nearer as my boat does. */
export const addFinish = (scene: Phaser.Scene, first: Sea): { show: (state: Fleet, sea: Sea) => void } => {
  const gates = GATES.map(([share, size]) => ({ share, box: addGate(scene, first, size) }));
  const show = ({ boats, goal, mode }: Fleet, sea: Sea): void => {
    const mine = mode === 'race' ? boatSpots(boats, sea).at(-1) : undefined;
    const left = goal === undefined || !mine ? Infinity : Math.max(0, goal - mine.boat.metres);
    for (const { share, box } of gates) {
      box.setVisible(left < IN_SIGHT);
      if (!mine || left >= IN_SIGHT) continue;
      const y = sea.horizon + (sea.h - sea.horizon) * share;
      const bow = mine.x + (BOAT.w / 2) * mine.scale;
      const x = Math.min(sea.w - 60 * box.scale, bow + (left / IN_SIGHT) * sea.w * 0.3);
      box.setPosition(x, y).setDepth(y - 1);
    }
  };
  return { show };
};
