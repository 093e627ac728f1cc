import type Phaser from 'phaser';
import type { Cheer } from '../../../server/domain/battle-shape.ts';
import type { FleetPhase, Sailor } from '../../stores/fleet.ts';
import { world } from '../../stores/world.ts';
import { CRITTERS, critterFrame } from './critter.ts';

/** The texture of everything in a battle but critters and sea. */
export const FLEET = 'fleet';

const CHEER_ICONS: Record<Cheer, string> = {
  strong: 'flexed-biceps',
  clap: 'clapping-hands',
  heart: 'red-heart',
  laugh: 'face-with-tears-of-joy',
  pray: 'folded-hands',
};

export type Sign = 'bubble-ok' | 'bubble-dots' | 'bubble-miss';
/** What stands over a head: while a question is open who has answered, afterwards who was right. */
export const signOf = ({ answered, ok }: Sailor, phase: FleetPhase): Sign | undefined => {
  if (phase === 'wait' || phase === 'over') return undefined;
  if (phase === 'reveal') return ok === undefined ? undefined : ok ? 'bubble-ok' : 'bubble-miss';
  return answered === undefined ? undefined : answered ? 'bubble-ok' : 'bubble-dots';
};

/** Where a sailor sits, in px of the craft: feet, width of the critter, width of its signs. */
export type Seat = { x: number; y: number; w: number; sign: number };
export type SailorSprite = {
  body: Phaser.GameObjects.Image;
  show: (sailor: Sailor, phase: FleetPhase, cheer: Cheer | undefined) => void;
  /** Sways around the seat: `swing` from -1 to 1. */
  sway: (swing: number) => void;
};

const POP_MS = 260;
const pop = (scene: Phaser.Scene, thing: Phaser.GameObjects.Image, scale: number): void => {
  scene.tweens.killTweensOf(thing);
  thing.setScale(scale);
  if (world.getState().reduced) return;
  thing.setScale(scale * 0.3);
  scene.tweens.add({ targets: thing, scale, duration: POP_MS, ease: 'Back.out' });
};

/** The sign over a head and the cheer that takes its place for a while. */
const addSigns = (scene: Phaser.Scene, layer: Phaser.GameObjects.Container, { x, sign: w }: Seat) => {
  const sign = scene.add.image(x, 0, FLEET, 'bubble-ok').setVisible(false);
  const balloon = scene.add.image(x, 0, FLEET, 'bubble-cheer').setVisible(false);
  const icon = scene.add.image(x, 0, FLEET, 'red-heart').setVisible(false);
  layer.add([sign, balloon, icon]);
  let shown: string | undefined;
  const show = (as: Sign | undefined, cheer: Cheer | undefined): void => {
    const next = cheer ?? as;
    if (next === shown) return;
    shown = next;
    sign.setVisible(!cheer && as !== undefined);
    balloon.setVisible(cheer !== undefined);
    icon.setVisible(cheer !== undefined);
    if (cheer) {
      pop(scene, balloon, (w * 1.6) / balloon.width);
      icon.setFrame(CHEER_ICONS[cheer]);
      pop(scene, icon, (w * 1.05) / Math.max(icon.width, icon.height));
    } else if (as) {
      sign.setFrame(as);
      pop(scene, sign, w / sign.width);
    }
  };
  const rise = (top: number): void => {
    sign.y = top - w * 0.32;
    balloon.y = top - w * 0.72;
    icon.y = top - w * 0.82;
  };
  return { show, rise };
};

/** Somebody on a craft: the critter comes when it is known and its picture there; `signs` lie above hull and paddles. */
export const addSailor = (
  scene: Phaser.Scene,
  crew: Phaser.GameObjects.Container,
  signs: Phaser.GameObjects.Container,
  seat: Seat,
): SailorSprite => {
  const body = scene.add.image(seat.x, seat.y, '__DEFAULT').setOrigin(0.5, 1).setVisible(false);
  crew.add(body);
  const { show: showSigns, rise } = addSigns(scene, signs, seat);
  rise(seat.y - seat.w);
  let worn = '';
  const dress = async (wanted: string): Promise<void> => {
    if (wanted === worn || wanted === '') return;
    worn = wanted;
    if (!(await critterFrame(scene, wanted)) || !body.scene || worn !== wanted) return;
    body.setTexture(CRITTERS, wanted).setOrigin(0.5, 1).setVisible(true);
    body.setScale(seat.w / Math.max(body.width, body.height * 0.72));
    rise(seat.y - body.displayHeight);
  };
  const show: SailorSprite['show'] = (sailor, phase, cheer) => {
    void dress(sailor.avatar);
    body.setAlpha(sailor.away ? 0.45 : 1);
    showSigns(signOf(sailor, phase), cheer);
  };
  const sway = (swing: number): void => {
    body.setAngle(1 + 8 * swing).setX(seat.x + 1 + 9 * swing);
  };
  return { body, show, sway };
};
