import Phaser from 'phaser';
import type { IslandSpot } from '../../stores/layout.ts';
import type { Point } from '../../stores/world.ts';
import { stamp } from './stamps.ts';

const STEP = 19;

const bend = (a: Point, b: Point, side: number): Point => {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  return { x: (a.x + b.x) / 2 - dy * 0.16 * side, y: (a.y + b.y) / 2 + dx * 0.16 * side };
};
const vector = ({ x, y }: Point): Phaser.Math.Vector2 => new Phaser.Math.Vector2(x, y);

/** The sea way between two islands; ways bend to alternating sides. */
export const seaWay = (a: Point, b: Point, leg: number): Phaser.Curves.QuadraticBezier =>
  new Phaser.Curves.QuadraticBezier(vector(a), vector(bend(a, b, leg % 2 ? 1 : -1)), vector(b));

const covers = (island: IslandSpot, { x, y }: Point): boolean =>
  Math.hypot((x - island.x) / (island.w * 0.56), (y - island.y) / (island.w * 0.4)) < 1 ||
  (Math.abs(x - island.label.x) < 84 && y > island.label.y - 8 && y < island.label.y + 50);

/** Dots of one leg: gold when it was sailed, white when it comes. None lies under an island or its label. */
export const addRoute = (
  scene: Phaser.Scene,
  a: IslandSpot,
  b: IslandSpot,
  leg: number,
  sailed: boolean,
): Phaser.GameObjects.Image[] => {
  const way = seaWay(a, b, leg);
  return way
    .getSpacedPoints(Math.round(way.getLength() / STEP))
    .filter((point) => !covers(a, point) && !covers(b, point))
    .map(({ x, y }) => stamp(scene, sailed ? 'dot-gold' : 'dot-white', x, y).setDepth(-500));
};
