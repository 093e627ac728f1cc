import type Phaser from 'phaser';
import { fleet, type Raft } from '../../stores/fleet.ts';
import type { RaftSpot } from '../../stores/fleet-layout.ts';
import { world } from '../../stores/world.ts';
import { afloat, type Craft } from './battle-craft.ts';
import { addSailor, FLEET, type SailorSprite } from './battle-sailor.ts';

type Box = Phaser.GameObjects.Container;
type Image = Phaser.GameObjects.Image;

const LOG = { w: 250, h: 41 } as const;
/** Height of each log over the water line, the farthest first; the first one that breaks away is the front one. */
const ROWS = [-24, -6, 12] as const;
const FEET = -14;
const LEAST_SIGN = 20;
const ADRIFT_MS = 1400;
const FLY_MS = 900;
/** How high a seagull flies over the place of its raft, in px of the raft. */
const AIR = 118;

export const raftKey = ({ raft, large }: RaftSpot): string => `${raft.id} ${large}`;

const addLogs = (scene: Phaser.Scene, box: Box): Image[] =>
  ROWS.map((y, i) => {
    const log = scene.add
      .image((i - 1) * -9, y, FLEET, 'log')
      .setDisplaySize(LOG.w, LOG.h)
      .setName(`log:${i}`);
    box.add(log);
    return log;
  });

/** A log breaks away: it turns, drifts off and sinks. */
const breakAway = (scene: Phaser.Scene, log: Image, way: number): void => {
  if (world.getState().reduced) {
    log.setVisible(false);
    return;
  }
  scene.tweens.add({
    targets: log,
    x: log.x + way * 190,
    y: log.y + 46,
    angle: way * 28,
    alpha: 0,
    duration: ADRIFT_MS,
    ease: 'Sine.out',
    onComplete: () => log.setVisible(false),
  });
};

const splash = (scene: Phaser.Scene, box: Box): void => {
  if (world.getState().reduced) return;
  for (let i = 0; i < 6; i++) {
    const puff = scene.add
      .image(-90 + i * 36, 20, FLEET, 'puff')
      .setScale(0.3)
      .setAlpha(0.95);
    box.add(puff);
    scene.tweens.add({
      targets: puff,
      y: -30 - (i % 3) * 22,
      scale: 0.8,
      alpha: 0,
      duration: 620,
      delay: i * 30,
      ease: 'Quad.out',
      onComplete: () => puff.destroy(),
    });
  }
};

/** The seagull on which somebody goes on without a raft. */
const addGull = (scene: Phaser.Scene, box: Box): Image => {
  const gull = scene.add
    .image(0, -AIR + 18, FLEET, 'gull-up')
    .setScale(1.05)
    .setName('gull')
    .setVisible(false);
  box.add(gull);
  return gull;
};

/** How much of the raft is to be seen, and whether its sailor flies. */
const raftBody = (scene: Phaser.Scene, box: Box, first: Raft) => {
  const back = scene.add.container();
  const front = scene.add.container();
  const shade = scene.add.image(0, 26, FLEET, 'shade').setDisplaySize(300, 56);
  box.add([shade, back]);
  const logs = addLogs(scene, back);
  const [, , near] = logs;
  if (near) front.add(near);
  let left = first.out ? 0 : first.logs;
  for (const [i, log] of logs.entries()) log.setVisible(i < left);
  shade.setVisible(!first.out);
  const show = ({ logs: wanted, out }: Raft): void => {
    const now = out ? 0 : Math.max(0, Math.min(ROWS.length, wanted));
    for (const [i, log] of logs.entries()) {
      if (i >= now && i < left) breakAway(scene, log, i % 2 === 0 ? 1 : -1);
      if (i >= left && i < now)
        log
          .setVisible(true)
          .setAlpha(1)
          .setAngle(0)
          .setPosition((i - 1) * -9, ROWS[i]);
    }
    if (now < left) splash(scene, box);
    left = now;
    shade.setVisible(!out);
  };
  return { front, show };
};

/** The sailor sits on the raft, or on the back of a gull; the change is flown, with reduced motion it is a cut. */
const lift = (scene: Phaser.Scene, seat: Box, gull: Image, first: boolean) => {
  let flying = first;
  const put = (up: boolean): void => {
    seat.setY(up ? -AIR + 22 : 0);
    gull.setVisible(up);
  };
  put(first);
  const show = (out: boolean): void => {
    if (out === flying) return;
    flying = out;
    if (world.getState().reduced) {
      put(out);
      return;
    }
    gull.setVisible(out);
    scene.tweens.add({ targets: seat, y: out ? -AIR + 22 : 0, duration: FLY_MS, ease: 'Back.out' });
    if (out)
      scene.tweens.add({
        targets: gull,
        x: { from: -260, to: 0 },
        y: { from: -AIR - 120, to: -AIR + 18 },
        duration: FLY_MS,
        ease: 'Sine.out',
      });
  };
  return { show, flies: () => flying };
};

const addSmall = (scene: Phaser.Scene, spot: RaftSpot): Craft<RaftSpot> => {
  const box = scene.add.container(spot.x, spot.y).setScale(spot.scale).setDepth(spot.y);
  box.setName(`raft:${spot.raft.id}`);
  const body = raftBody(scene, box, spot.raft);
  box.add(body.front);
  const gull = addGull(scene, box).setScale(1.5);
  const { moveTo, bob } = afloat(scene, box, spot.x);
  const show = (next: RaftSpot): void => {
    moveTo(next);
    body.show(next.raft);
    gull.setVisible(next.raft.out);
  };
  const tick = (now: number): void => {
    bob(now, 6);
    gull.setFrame(Math.floor(now / 260 + spot.x) % 2 ? 'gull-up' : 'gull-down');
  };
  return { key: raftKey(spot), box, show, tick };
};

/** The sailor's own layers: the gull's body lies before the critter, so that it rides. */
const addRider = (scene: Phaser.Scene, box: Box, front: Box, spot: RaftSpot) => {
  const seat = scene.add.container();
  const crew = scene.add.container();
  const signs = scene.add.container();
  const sailor: SailorSprite = addSailor(scene, crew, signs, {
    x: 0,
    y: FEET,
    w: 112,
    sign: Math.max(36, LEAST_SIGN / spot.scale),
  });
  seat.add([crew, signs]);
  box.add(seat);
  const gull = addGull(scene, box);
  box.add(front);
  return { sailor, gull, flight: lift(scene, seat, gull, spot.raft.out) };
};

/** A raft with its sailor; small and without one when it is far away. Logs break away, the last one frees a gull. */
export const addRaft = (scene: Phaser.Scene, spot: RaftSpot): Craft<RaftSpot> => {
  if (!spot.large) return addSmall(scene, spot);
  const { raft, scale } = spot;
  const box = scene.add.container(spot.x, spot.y).setScale(scale).setDepth(spot.y).setName(`raft:${raft.id}`);
  const body = raftBody(scene, box, raft);
  const flag = scene.add.image(-96, 0, FLEET, 'pennant').setOrigin(0.13, 1).setScale(0.8).setVisible(false);
  box.add(flag);
  const { sailor, gull, flight } = addRider(scene, box, body.front, spot);
  const { moveTo, bob } = afloat(scene, box, spot.x);
  const show = (next: RaftSpot): void => {
    const { raft: now } = next;
    const { phase, cheers } = fleet.getState();
    moveTo(next);
    body.show(now);
    flight.show(now.out);
    flag.setVisible(now.mine && !now.out);
    sailor.show(now, phase, cheers[now.id]);
  };
  const tick = (now: number): void => {
    bob(now, flight.flies() ? 9 : 5);
    sailor.sway(0.45 * Math.sin((Math.PI * now) / 1100 + spot.x));
    gull.setFrame(Math.floor(now / 240) % 2 ? 'gull-up' : 'gull-down');
  };
  return { key: raftKey(spot), box, show, tick };
};
