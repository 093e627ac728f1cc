import type Phaser from 'phaser';
import { fleet } from '../../stores/fleet.ts';
import type { Sea, SideSpot } from '../../stores/fleet-layout.ts';
import { afloat, type Craft } from './battle-craft.ts';
import { addSailor, FLEET } from './battle-sailor.ts';

/** Px of the sailing boat's picture; its water line; where the sailor stands and the rope is made fast. */
const PICTURE = { w: 320, h: 340, water: 300 } as const;
const SAILOR = { x: 92, y: 262, w: 118 } as const;
const CLEAT = { x: 26, y: 240 } as const;
const LEAST_SIGN = 20;
/** Over all boats, whose depth is their y. */
const TOP = 5000;

const px = (x: number): number => x - PICTURE.w / 2;
const py = (y: number): number => y - PICTURE.water;

export const sideKey = ({ side, left }: SideSpot): string => `${left} ${side.id}`;

/** The parts of a sailing boat, in the order in which they are painted. */
const buildSide = (scene: Phaser.Scene, spot: SideSpot) => {
  const { side, scale, left } = spot;
  const team = left ? 'red' : 'blue';
  const box = scene.add.container(spot.x, spot.y).setName(`side:${side.id}`).setDepth(spot.y);
  box.setScale(left ? -scale : scale, scale);
  const layer = (frame: string): Phaser.GameObjects.Image =>
    scene.add
      .image(0, 0, FLEET, `${frame}-${team}`)
      .setOrigin(0.5, PICTURE.water / PICTURE.h)
      .setDisplaySize(PICTURE.w, PICTURE.h);
  const crew = scene.add.container();
  const signs = scene.add.container();
  const sailor = addSailor(scene, crew, signs, {
    ...SAILOR,
    x: px(SAILOR.x),
    y: py(SAILOR.y),
    sign: Math.max(36, LEAST_SIGN / scale),
  });
  // The critter looks at the reader also when its boat is mirrored, and a sign must never be.
  crew.setScale(left ? -1 : 1, 1).setX(left ? 2 * px(SAILOR.x) : 0);
  signs.setScale(left ? -1 : 1, 1).setX(left ? 2 * px(SAILOR.x) : 0);
  const foam = [70, 160, 250].map((x, i) =>
    scene.add
      .image(px(x), py(306 + (i % 2) * 6), FLEET, 'puff')
      .setScale(1.5, 0.34)
      .setAlpha(0.8),
  );
  box.add(scene.add.image(0, py(310), FLEET, 'shade').setDisplaySize(330, 50));
  box.add([layer('sail'), crew, layer('hull'), ...foam, signs]);
  return { box, sailor, foam };
};

/** One sailing boat of a duel, its bow away from the other one. */
export const addSide = (scene: Phaser.Scene, spot: SideSpot): Craft<SideSpot> => {
  const { left } = spot;
  const { box, sailor, foam } = buildSide(scene, spot);
  const { moveTo, bob } = afloat(scene, box, left ? 0 : 1.6);
  const show = (next: SideSpot): void => {
    const { side: now } = next;
    const { phase, cheers } = fleet.getState();
    moveTo(next);
    sailor.show(now, phase, cheers[now.id]);
  };
  const tick = (now: number): void => {
    bob(now, 4);
    sailor.sway(0.6 * Math.sin((Math.PI * now) / 860 + (left ? 0 : 1)));
    for (const [i, puff] of foam.entries()) puff.setAlpha(0.65 + 0.25 * Math.sin(now / 260 + i * 2));
  };
  return { key: sideKey(spot), box, show, tick };
};

/** The rope between both boats, its ribbon in the middle, and the buoy over which the ribbon is to be drawn. */
export const addRope = (scene: Phaser.Scene) => {
  const rope = scene.add.image(0, 0, FLEET, 'rope').setName('rope').setVisible(false);
  const ribbon = scene.add
    .image(0, 0, FLEET, 'ribbon')
    .setName('ribbon')
    .setOrigin(0.5, 0.2)
    .setVisible(false);
  const buoy = scene.add
    .image(0, 0, FLEET, 'ring-buoy')
    .setVisible(false)
    .setDepth(TOP + 2);
  rope.setDepth(TOP);
  ribbon.setDepth(TOP + 1);
  /** Follows both boats; without a second one there is no rope. */
  const follow = (boats: readonly Craft<SideSpot>[], sea: Sea): void => {
    const [a, b] = boats.toSorted((m, n) => m.box.x - n.box.x);
    const seen = a !== undefined && b !== undefined;
    for (const thing of [rope, ribbon, buoy]) thing.setVisible(seen);
    if (!a || !b) return;
    const scale = a.box.scaleY;
    const from = { x: a.box.x - px(CLEAT.x) * scale, y: a.box.y + py(CLEAT.y) * scale };
    const to = { x: b.box.x + px(CLEAT.x) * scale, y: b.box.y + py(CLEAT.y) * scale };
    const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
    rope.setPosition(middle.x, middle.y).setDisplaySize(Math.max(1, Math.abs(to.x - from.x)), 12 * scale);
    rope.setRotation(Math.atan2(to.y - from.y, to.x - from.x));
    ribbon.setPosition(middle.x, middle.y).setScale(0.72 * scale);
    buoy
      .setPosition(sea.w / 2, sea.horizon + (sea.h - sea.horizon) * 0.8)
      .setScale(0.62 * scale, 0.5 * scale);
  };
  return { follow };
};
