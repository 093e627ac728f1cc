import type Phaser from 'phaser';
import type { Point } from '../../stores/world.ts';
import { world } from '../../stores/world.ts';

/** Anything that floats in a battle. */
export type Craft<T> = {
  /** Whether it is still the same craft, so that it only moves and changes its signs. */
  key: string;
  box: Phaser.GameObjects.Container;
  show: (spot: T) => void;
  /** Once a frame with the scene's time in ms; never with reduced motion. */
  tick: (now: number, ms: number) => void;
  /** How fast it is rowed: 0 rest, 1 rowing, 2 in a surge. */
  effort?: (wanted: number) => void;
};

const MOVE_MS = 900;
const FADE_MS = 150;
const BOB_MS = 1200;

type Place = Point & { scale: number };
const near = (a: Place, b: Place): boolean =>
  Math.abs(a.x - b.x) < 0.5 && Math.abs(a.y - b.y) < 0.5 && Math.abs(a.scale - b.scale) < 0.001;

/** Bobs a box around its place; the place itself glides to where it shall be, with reduced motion it jumps. */
export const afloat = (scene: Phaser.Scene, box: Phaser.GameObjects.Container, phase: number) => {
  const mirror = Math.sign(box.scaleX);
  const place = { x: box.x, y: box.y, scale: box.scaleY };
  let goal: Place = { ...place };
  const put = (): void => {
    box.setPosition(place.x, place.y).setScale(mirror * place.scale, place.scale);
  };
  const moveTo = ({ x, y, scale }: Place): void => {
    if (near(goal, { x, y, scale })) return;
    goal = { x, y, scale };
    box.setDepth(y);
    scene.tweens.killTweensOf(place);
    if (world.getState().reduced) {
      Object.assign(place, goal);
      put();
      box.setAlpha(0);
      scene.tweens.add({ targets: box, alpha: 1, duration: FADE_MS });
      return;
    }
    scene.tweens.add({ targets: place, ...goal, duration: MOVE_MS, ease: 'Sine.inOut', onUpdate: put });
  };
  /** `height` in px of the craft's picture. */
  const bob = (now: number, height: number): void => {
    const swing = Math.sin((Math.PI * now) / BOB_MS + phase);
    box.setPosition(place.x, place.y + height * place.scale * swing).setAngle(0.5 * swing);
  };
  return { moveTo, bob };
};

/** Fades a new craft in. */
export const appear = (scene: Phaser.Scene, box: Phaser.GameObjects.Container): void => {
  box.setAlpha(0);
  scene.tweens.add({ targets: box, alpha: 1, duration: FADE_MS });
};

/**
 * Keeps the crafts of a scene beside what the store says: new ones appear, those that are gone vanish, all others are
 * shown anew. `make` is asked for a craft whose key has changed.
 */
export const keepCrafts = <T>(
  scene: Phaser.Scene,
  keyOf: (spot: T) => string,
  make: (spot: T) => Craft<T>,
) => {
  const crafts = new Map<string, Craft<T>>();
  const drop = (craft: Craft<T>): void => {
    scene.tweens.killTweensOf(craft.box);
    craft.box.destroy();
    crafts.delete(craft.key);
  };
  const show = (spots: readonly T[]): void => {
    const keys = new Set(spots.map(keyOf));
    for (const craft of [...crafts.values()]) if (!keys.has(craft.key)) drop(craft);
    for (const spot of spots) {
      const key = keyOf(spot);
      const craft = crafts.get(key) ?? make(spot);
      if (!crafts.has(key)) appear(scene, craft.box);
      crafts.set(key, craft);
      craft.show(spot);
    }
  };
  const tick = (now: number, ms: number): void => {
    for (const craft of crafts.values()) craft.tick(now, ms);
  };
  return { show, tick, all: (): Craft<T>[] => [...crafts.values()] };
};
