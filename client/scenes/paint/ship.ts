import type Phaser from 'phaser';
import { type Box, hudBoxes, type IslandSpot, type MapLayout, overlaps } from '../../stores/layout.ts';
import { type Point, world, worldSize } from '../../stores/world.ts';
import { drift } from './clouds.ts';
import { seaWay } from './route.ts';
import { wearPaint } from './ship-paint.ts';
import { stamp } from './stamps.ts';

export type ShipSprite = { sail: (island: string) => void };

const SHIP = { w: 104, h: 108 } as const;

/** Down to where no panel of the screen covers the ship. */
const clearOfPanels = ({ x, y }: Point, scale: number): Point => {
  const w = SHIP.w * scale;
  const h = SHIP.h * scale;
  const at = (low: number): Box => ({ x: x - w / 2, y: low - h, w, h });
  const walls = hudBoxes(worldSize(world.getState())).toSorted((a, b) => a.y - b.y);
  return { x, y: walls.reduce((low, wall) => (overlaps(at(low), wall) ? wall.y + wall.h + h : low), y) };
};

/** Where the ship lies beside an island: on the left, unless the world ends there; on a phone towards the middle. */
const mooring = ({ x, y, w, scale }: IslandSpot): Point => {
  const { portrait, size } = world.getState();
  const right = portrait ? x < size.w / 2 : x - w * 0.6 < 60;
  const at = { x: x + w * (right ? 0.62 : -0.6), y: y + w * (portrait ? 0.16 : 0.3) };
  return portrait ? at : clearOfPanels(at, scale);
};

const SAIL_MS = 1700;

/** My ship, moored at an island of the map. `sail` brings it to another one along the route's bend. */
export const addShip = (scene: Phaser.Scene, layout: MapLayout, at: string, depth: number): ShipSprite => {
  const spotOf = (id: string): IslandSpot | undefined => layout.islands.find((i) => i.id === id);
  const start = spotOf(at);
  let here = start ? mooring(start) : { x: -200, y: -200 };
  const scale = (world.getState().portrait ? 0.36 : 0.44) * (start?.scale ?? 1);
  const wake = stamp(scene, 'wake', 0, 5, scale * 2.8).setName('wake');
  const hull = wearPaint(scene, scene.add.image(0, 8, '__DEFAULT'));
  hull.setOrigin(0.5, 0.95).setScale(scale).setName('hull');
  const ship = scene.add.container(here.x, here.y, [wake, hull]).setDepth(depth).setName('ship');
  drift(scene, hull, { angle: { from: -2.5, to: 2.5 }, y: 5 }, 1700);
  drift(scene, wake, { scaleX: wake.scaleX * 1.15, alpha: 0.4 }, 1700);
  const put = (point: Point): void => {
    if (Math.abs(point.x - ship.x) > 0.2) hull.setFlipX(point.x < ship.x);
    ship.setPosition(point.x, point.y);
  };
  const sail = (id: string): void => {
    const spot = spotOf(id);
    if (!spot) return;
    const to = mooring(spot);
    const way = seaWay(here, to, layout.islands.indexOf(spot));
    here = to;
    if (world.getState().reduced) {
      scene.tweens.add({ targets: ship, alpha: { from: 0, to: 1 }, duration: 150 });
      ship.setPosition(to.x, to.y);
      return;
    }
    scene.tweens.addCounter({
      from: 0,
      to: 1,
      duration: SAIL_MS,
      ease: 'Sine.inOut',
      onUpdate: (tween) => put(way.getPoint(tween.getValue() ?? 0)),
      onComplete: () => hull.setFlipX(false),
    });
  };
  return { sail };
};
