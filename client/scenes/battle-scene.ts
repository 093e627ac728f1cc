import Phaser from 'phaser';
import { type Fleet, fleet } from '../stores/fleet.ts';
import {
  type BoatSpot,
  boatSpots,
  FAR_ISLANDS,
  type RaftSpot,
  raftSpots,
  type Sea,
  type SideSpot,
  seaOf,
  sideSpots,
} from '../stores/fleet-layout.ts';
import { world } from '../stores/world.ts';
import { density } from './camera.ts';
import { addBackdrop, addFinish, addLane, type Backdrop, type Lane } from './paint/battle-backdrop.ts';
import { addBoat, boatKey } from './paint/battle-boat.ts';
import { keepCrafts } from './paint/battle-craft.ts';
import { addRope, addSide, sideKey } from './paint/battle-duel.ts';
import { addRaft, raftKey } from './paint/battle-raft.ts';
import { FLEET } from './paint/battle-sailor.ts';
import { addRaceSea, type RaceSea } from './paint/battle-sea.ts';
import { confetti } from './paint/bursts.ts';
import { seaQuality } from './quality.ts';
import { keepTime, reportDrawn } from './report.ts';
import { untilShutdown, watchEffects } from './watch.ts';

/** Px per second that the buoys pass by while everybody rows. */
const PASSING = 70;

type Crafts = {
  boats: ReturnType<typeof keepCrafts<BoatSpot>>;
  sides: ReturnType<typeof keepCrafts<SideSpot>>;
  rafts: ReturnType<typeof keepCrafts<RaftSpot>>;
};

/** A battle in its band: dragon boats, two sailing boats with a rope, or rafts, as the fleet store has them. */
export class BattleScene extends Phaser.Scene {
  #sea: Sea = seaOf({ w: 1, h: 1 });
  #water: RaceSea | undefined;
  #crafts: Crafts | undefined;
  #rope: ReturnType<typeof addRope> | undefined;
  #lane: Lane | undefined;
  #backdrop: Backdrop | undefined;
  #finish: ReturnType<typeof addFinish> | undefined;
  #speed = 0;

  constructor() {
    super('battle');
  }

  preload(): void {
    if (!this.textures.exists(FLEET)) this.load.atlas(FLEET, '/art/fleet.webp', '/art/fleet.json');
    for (const id of FAR_ISLANDS)
      if (!this.textures.exists(`far:${id}`)) this.load.image(`far:${id}`, `/art/map/${id}.webp`);
  }

  create(): void {
    const { band } = fleet.getState();
    if (!band) return;
    this.#sea = seaOf(band, band.y);
    this.#speed = 0;
    keepTime(this);
    this.cameras.main.setZoom(density()).setOrigin(0, 0).setScroll(0, 0);
    this.#water = addRaceSea(this, this.#sea, density(), seaQuality.now());
    if (this.#water) seaQuality.follow(this, this.#water.setQuality);
    this.#backdrop = addBackdrop(this, this.#sea);
    this.#lane = addLane(this, this.#sea);
    this.#finish = addFinish(this, this.#sea);
    this.#rope = addRope(this);
    this.#crafts = {
      boats: keepCrafts(this, boatKey, (spot) => addBoat(this, spot)),
      sides: keepCrafts(this, sideKey, (spot) => addSide(this, spot)),
      rafts: keepCrafts(this, raftKey, (spot) => addRaft(this, spot)),
    };
    this.#show(fleet.getState());
    untilShutdown(
      this,
      fleet.subscribe((now, before) => {
        if (now.band === undefined) return;
        if (now.band !== before.band) this.#reframe(seaOf(now.band, now.band.y));
        this.#show(now);
        if (now.phase === 'over' && before.phase !== 'over') confetti(this);
      }),
    );
    watchEffects(this, (effect) => effect.kind === 'confetti' && confetti(this));
    this.events.once(Phaser.Scenes.Events.CREATE, () => reportDrawn(this));
  }

  override update(now: number, ms: number): void {
    const { reduced } = world.getState();
    if (this.#crafts && !reduced) {
      for (const crafts of Object.values(this.#crafts)) crafts.tick(now, ms);
      this.#lane?.tick(now, (this.#speed * PASSING * Math.min(ms, 100)) / 1000);
    }
    this.#rope?.follow(this.#crafts?.sides.all() ?? [], this.#sea);
  }

  /** The band is higher or lower, or lies elsewhere; everything stays on the water. */
  #reframe(sea: Sea): void {
    this.#sea = sea;
    this.#water?.reframe(sea);
    this.#backdrop?.reframe(sea);
    this.#lane?.reframe(sea);
  }

  #show(state: Fleet): void {
    const { mode, phase, boats, sides, rafts } = state;
    const racing = mode === 'race' && (phase === 'open' || phase === 'reveal');
    this.#speed = racing ? 1 : 0;
    this.#water?.run(racing ? 0.55 : 0.04);
    this.#crafts?.boats.show(mode === 'race' ? boatSpots(boats, this.#sea) : []);
    this.#crafts?.sides.show(mode === 'duel' ? sideSpots(sides, this.#sea) : []);
    this.#crafts?.rafts.show(mode === 'survival' ? raftSpots(rafts, this.#sea) : []);
    for (const boat of this.#crafts?.boats.all() ?? []) boat.effort?.(racing ? 1 : 0.12);
    this.#lane?.show(mode === 'race');
    this.#finish?.show(state, this.#sea);
  }
}
