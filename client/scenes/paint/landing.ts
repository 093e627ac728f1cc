import type Phaser from 'phaser';
import type { LevelLayout } from '../../stores/layout.ts';
import type { LevelArt, Point } from '../../stores/world.ts';
import { stopsOnPath } from '../path.ts';
import { drift, SEA_ATLAS } from './clouds.ts';
import { GROUND } from './pads.ts';
import { wearPaint } from './ship-paint.ts';
import { stamp } from './stamps.ts';

/** The pier at the dock and the ship in its paint at its end, on the side of the dock that looks to the sea. */
export const addLanding = (
  scene: Phaser.Scene,
  level: LevelArt,
  { toScreen }: LevelLayout,
  scale: number,
): void => {
  const dock = toScreen(level.dock);
  const side = level.dock[0] < level.w / 2 ? -1 : 1;
  const pier = scene.add.image(dock.x - side * 10 * scale, dock.y - 14 * scale, SEA_ATLAS, 'pier');
  pier
    .setOrigin(side < 0 ? 1 : 0, 0.14)
    .setFlipX(side > 0)
    .setScale(0.52 * scale)
    .setDepth(GROUND.picture + 0.5);
  const at: Point = { x: dock.x + side * 88 * scale, y: dock.y + 82 * scale };
  stamp(scene, 'wake', at.x, at.y, scale * 1.25).setDepth(GROUND.picture + 0.4);
  const ship = wearPaint(scene, scene.add.image(at.x, at.y + 3, '__DEFAULT'));
  ship.setOrigin(0.5, 0.95).setScale(0.52 * scale);
  ship.setDepth(GROUND.picture + 0.6).setName('ship');
  drift(scene, ship, { angle: { from: -2, to: 2 } }, 1800);
};

/** Crumbs along the path: gold up to stop `reached` (0 = dock), white beyond. */
export const addCrumbs = (
  scene: Phaser.Scene,
  level: LevelArt,
  { toScreen }: LevelLayout,
  reached: number,
  scale: number,
): Phaser.GameObjects.Image[] => {
  const stops = stopsOnPath(level);
  const goldUntil = stops[reached] ?? 0;
  const isStop = ({ x, y }: Point): boolean =>
    level.stations.map(toScreen).some((s) => Math.hypot(s.x - x, (s.y - y) * 1.3) < 36 * scale);
  return level.path.flatMap((point, i) => {
    const at = toScreen(point);
    if (i % 3 !== 1 || isStop(at)) return [];
    const gold = i < goldUntil;
    return [
      stamp(scene, gold ? 'crumb-gold' : 'crumb-white', at.x, at.y, scale)
        .setAlpha(gold ? 0.95 : 0.6)
        .setDepth(GROUND.crumbs),
    ];
  });
};
