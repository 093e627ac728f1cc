import type Phaser from 'phaser';
import type { GhostInput } from '../../stores/world.ts';
import { type Point, world } from '../../stores/world.ts';
import type { OnPointer } from '../camera.ts';
import { drift } from './clouds.ts';
import { GROUND, standingDepth } from './pads.ts';
import { stamp } from './stamps.ts';

/** A thing to find on an island: tappable, with a place, until it is destroyed. */
export type Find = { at: Point; destroy: () => void };
type Part = Phaser.GameObjects.Image;

const find = (scene: Phaser.Scene, at: Point, touch: Part, onTap: OnPointer, rest: Part[] = []): Find => {
  touch.setInteractive({ useHandCursor: true }).on('pointerup', onTap);
  const destroy = (): void => {
    for (const part of [touch, ...rest]) {
      scene.tweens.killTweensOf(part);
      part.destroy();
    }
  };
  return { at, destroy };
};

/** A coin that turns above the path. */
export const addCoin = (
  scene: Phaser.Scene,
  id: string,
  at: Point,
  scale: number,
  onTap: OnPointer,
): Find => {
  const coin = scene.add
    .image(at.x, at.y - 8, 'props', 'coin')
    .setScale(0.25 * scale)
    .setName(id);
  const shadow = stamp(scene, 'shadow', at.x + 1, at.y + 5, scale * 0.4).setDepth(4);
  drift(scene, coin, { scaleX: 0.05 * scale }, 620);
  return find(scene, at, coin.setDepth(standingDepth(at.y)), onTap, [shadow]);
};

/** A mistake ghost beside its station. One that was answered right today sleeps: pale and still. */
export const addGhost = (
  scene: Phaser.Scene,
  ghost: GhostInput,
  at: Point,
  scale: number,
  onTap: OnPointer,
): Find => {
  const body = scene.add
    .image(at.x, at.y - 18 * scale, 'props', 'ghost')
    .setScale(0.36 * scale)
    .setName(ghost.id);
  const shadow = stamp(scene, 'shadow', at.x, at.y + 8 * scale, scale * 0.55).setDepth(4);
  if (ghost.awake) drift(scene, body, { y: body.y - 10, angle: 5 }, 1100);
  else
    body
      .setAlpha(0.6)
      .setScale(0.32 * scale)
      .setAngle(-8);
  return find(scene, at, body.setDepth(standingDepth(at.y)), onTap, [shadow]);
};

/** The cross where something is buried. */
export const addDigSpot = (scene: Phaser.Scene, at: Point, scale: number, onTap: OnPointer): Find =>
  find(
    scene,
    at,
    stamp(scene, 'cross', at.x, at.y, scale * 0.9)
      .setDepth(GROUND.crumbs)
      .setName('dig'),
    onTap,
  );

/** A message that the sea brought. */
export const addBottle = (scene: Phaser.Scene, at: Point, scale: number, onTap: OnPointer): Find => {
  const bottle = scene.add
    .image(at.x, at.y, 'props', 'message-bottle')
    .setScale(0.36 * scale)
    .setAngle(-12)
    .setName('bottle');
  drift(scene, bottle, { angle: 8 }, 1600);
  return find(scene, at, bottle.setDepth(standingDepth(at.y)), onTap);
};

/** Whether motion may be shown at all, for things that pop. */
export const popAway = (scene: Phaser.Scene, find: Find): void => {
  find.destroy();
  if (world.getState().reduced) return;
  const puff = scene.add
    .image(find.at.x, find.at.y - 10, 'sea', 'puff')
    .setScale(0.2)
    .setDepth(GROUND.air);
  scene.tweens.add({ targets: puff, scale: 0.6, alpha: 0, duration: 320, onComplete: () => puff.destroy() });
};
