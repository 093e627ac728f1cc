import type Phaser from 'phaser';
import { type Fleet, fleet } from '../../stores/fleet.ts';
import { BOAT, type BoatSpot } from '../../stores/fleet-layout.ts';
import { afloat, type Craft } from './battle-craft.ts';
import { addSailor, FLEET, type SailorSprite } from './battle-sailor.ts';
import { addTailWind, playSurge, SURGE_MS } from './battle-surge.ts';

/** Half a stroke of the paddles. */
const STROKE_MS = 430;
const SEATS = { first: 250, step: 128, room: 560, feet: 228, w: 128 } as const;
/** A sign is never smaller than this many px of the screen. */
const LEAST_SIGN = 17;

type Box = Phaser.GameObjects.Container;
type Image = Phaser.GameObjects.Image;
/** Px of the picture -> px of the boat's box, whose middle lies on the water line. */
const px = (x: number): number => x - BOAT.w / 2;
const py = (y: number): number => y - BOAT.water;

/** Where a crew of this size sits. */
const seatsOf = (crew: number): { xs: number[]; w: number } => {
  const step = Math.min(SEATS.step, SEATS.room / Math.max(1, crew - 1));
  const first = SEATS.first + (crew < 5 ? ((5 - crew) * SEATS.step) / 2 : 0);
  const w = SEATS.w * Math.max(0.6, step / SEATS.step);
  return { xs: Array.from({ length: crew }, (_, i) => first + i * step), w };
};

const addWake = (scene: Phaser.Scene, box: Box): Image[] => {
  box.add(scene.add.image(0, py(262), FLEET, 'shade').setDisplaySize(980, 64));
  const puffs = Array.from({ length: 9 }, (_, i) => {
    const puff = scene.add.image(px(80 - i * 42), py(262) + ((i % 3) - 1) * 7, FLEET, 'puff');
    return puff.setScale(1.6 - i * 0.08, 0.55 - i * 0.026).setAlpha(0.75 - i * 0.07);
  });
  box.add(puffs);
  return puffs;
};

const addHull = (scene: Phaser.Scene, box: Box, team: string): void => {
  const hull = scene.add.image(0, 0, FLEET, `boat-${team}`).setOrigin(0.5, BOAT.water / BOAT.h);
  box.add(hull.setDisplaySize(BOAT.w, BOAT.h).setName('hull'));
};

const addBow = (scene: Phaser.Scene, box: Box): void => {
  const puff = (x: number, y: number, w: number, h: number, alpha: number): Image =>
    scene.add.image(px(x), py(y), FLEET, 'puff').setScale(w, h).setAlpha(alpha);
  box.add([puff(930, 264, 1.9, 0.5, 0.9), puff(870, 272, 2.8, 0.38, 0.7)]);
};

type Oar = { paddle: Image; splash: Image };
const addOars = (scene: Phaser.Scene, box: Box, xs: number[], w: number): Oar[] =>
  xs.map((x) => {
    const paddle = scene.add.image(px(x + 26), py(150), FLEET, 'paddle').setOrigin(0.5, 0.12);
    const splash = scene.add.image(px(x), py(274), FLEET, 'puff');
    const k = w / SEATS.w;
    box.add([paddle.setScale(1.02).setAngle(24), splash.setScale(0.8 * k, 0.34).setAlpha(0.8)]);
    return { paddle, splash };
  });

/** Moves crew and paddles through one moment of the stroke: `turn` in radians, `reach` 0 (at rest) to 1. */
const row = (crew: readonly SailorSprite[], oars: readonly Oar[], turn: number, reach: number): void => {
  const swing = Math.cos(turn) * reach;
  for (const { sway } of crew) sway(-swing);
  for (const { paddle, splash } of oars) {
    paddle.setAngle(9 + 25 * swing);
    splash.setAlpha(0.5 - 0.35 * swing * reach).setScale(0.95 - 0.2 * swing, 0.34);
  }
};

const crewOf = (scene: Phaser.Scene, crew: Box, signs: Box, { boat, scale }: BoatSpot): SailorSprite[] => {
  const { xs, w } = seatsOf(boat.rowers.length);
  const sign = Math.max(48, LEAST_SIGN / scale) * (boat.rowers.length > 6 ? 0.86 : 1);
  return boat.rowers.map((_rower, i) =>
    addSailor(scene, crew, signs, { x: px(xs[i] ?? 0), y: py(SEATS.feet), w, sign }),
  );
};

/** What a boat is made for: another crew, or going far away, makes it anew. */
export const boatKey = ({ boat, large }: BoatSpot): string =>
  `${boat.id} ${large} ${large ? boat.rowers.map((r) => r.id).join() : ''}`;

const addDrum = (scene: Phaser.Scene, box: Box): Image => {
  const drum = scene.add.image(px(846), py(212), FLEET, 'drum').setOrigin(0.5, 1);
  box.add(drum.setScale(84 / drum.width));
  return drum;
};

/** A boat far away: hull and wake only. */
const addFarBoat = (scene: Phaser.Scene, spot: BoatSpot): Craft<BoatSpot> => {
  const box = scene.add.container(spot.x, spot.y).setScale(spot.scale).setDepth(spot.y);
  box.setName(`boat:${spot.boat.id}`);
  addWake(scene, box);
  addHull(scene, box, spot.boat.id);
  const { moveTo, bob } = afloat(scene, box, spot.x);
  return { key: boatKey(spot), box, show: moveTo, tick: (now) => bob(now, 4) };
};

/** Everything of a large boat, in the order in which it is painted. */
const buildBoat = (scene: Phaser.Scene, spot: BoatSpot) => {
  const box = scene.add.container(spot.x, spot.y).setScale(spot.scale).setDepth(spot.y);
  box.setName(`boat:${spot.boat.id}`);
  const wake = addWake(scene, box);
  const crewLayer = scene.add.container();
  const signs = scene.add.container();
  const crew = crewOf(scene, crewLayer, signs, spot);
  box.add(crewLayer);
  const drum = addDrum(scene, box);
  addHull(scene, box, spot.boat.id);
  const { xs, w } = seatsOf(crew.length);
  const oars = addOars(scene, box, xs, w);
  addBow(scene, box);
  const wind = addTailWind(scene, box);
  box.add(signs);
  return { box, wake, crew, drum, oars, wind };
};

/** A dragon boat with its crew, drum, wake and signs; small and without a crew when it is far away. */
export const addBoat = (scene: Phaser.Scene, spot: BoatSpot): Craft<BoatSpot> => {
  if (!spot.large) return addFarBoat(scene, spot);
  const { box, wake, crew, drum, oars, wind } = buildBoat(scene, spot);
  const { moveTo, bob } = afloat(scene, box, spot.boat.mine ? 0 : 1.3);
  const stroke = { turn: 0, reach: 0, wanted: 0, surgeUntil: 0 };
  let surge = spot.boat.surge?.n;
  const show = (next: BoatSpot): void => {
    const { boat } = next;
    const { phase, cheers }: Fleet = fleet.getState();
    moveTo(next);
    for (const [i, sailor] of boat.rowers.entries()) crew[i]?.show(sailor, phase, cheers[sailor.id]);
    wind.show(boat.tailWind === true);
    if (boat.surge && boat.surge.n !== surge) {
      stroke.surgeUntil = scene.time.now + SURGE_MS;
      playSurge(scene, box, drum);
    }
    surge = boat.surge?.n;
  };
  const tick = (now: number, ms: number): void => {
    const surging = now < stroke.surgeUntil;
    stroke.turn += (Math.PI * ms * (surging ? 1.7 : 1)) / STROKE_MS;
    stroke.reach += (stroke.wanted - stroke.reach) * Math.min(1, ms / 400);
    row(crew, oars, stroke.turn, stroke.reach);
    for (const [i, puff] of wake.entries())
      puff.scaleX = (1.6 - i * 0.08) * (1 + 0.12 * Math.sin(now / 300 + i));
    wind.tick(now);
    bob(now, 4);
  };
  const effort = (wanted: number): void => {
    stroke.wanted = wanted;
  };
  return { key: boatKey(spot), box, show, tick, effort };
};
