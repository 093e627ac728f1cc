import Phaser from 'phaser';
import { type IslandSpot, type MapLayout, mapLayout } from '../stores/layout.ts';
import { type MapIsland, type Point, placeOf, type WorldEffect, world, worldSize } from '../stores/world.ts';
import { density, followCamera, isTap } from './camera.ts';
import { coinBurst, confetti, shake, starBurst } from './paint/bursts.ts';
import { addCloud, addFog, type FogBank } from './paint/clouds.ts';
import { addCritter, type Critter } from './paint/critter.ts';
import { addDaylight } from './paint/daylight.ts';
import { addAnimal } from './paint/fauna.ts';
import { drawLands, type Land, landOf, softLand, unveil } from './paint/land.ts';
import { addRoute } from './paint/route.ts';
import { addSea, type MaskPainter } from './paint/sea.ts';
import { addShip, type ShipSprite } from './paint/ship.ts';
import { seaQuality } from './quality.ts';
import { keepTime, purseIn, reportDrawn } from './report.ts';
import { watch, watchEffects } from './watch.ts';

const HAZE = 0x6f9fbd;
const LAYER = { islands: 2, critters: 8, fog: 20, ship: 30 } as const;
const landOn = ({ id, style }: MapIsland): Land => landOf('map', { id, style, stations: 0 });

/** Where peers stand on an island, in island widths from its centre. */
const STANDS: readonly (readonly [number, number])[] = [
  [0.26, 0.13],
  [0.1, 0.2],
  [-0.06, 0.19],
  [0.38, 0.02],
  [-0.38, 0.05],
  [0.18, 0.03],
];
const MINE: readonly [number, number] = [-0.24, 0.16];

const LANDSCAPE_LIFE: [string, number, number][] = [
  ['whale', 0.085, 0.47],
  ['dolphin', 0.355, 0.815],
  ['turtle', 0.26, 0.865],
  ['jellyfish', 0.577, 0.74],
  ['buoy', 0.437, 0.19],
];
const PORTRAIT_LIFE: [string, number, number][] = [
  ['jellyfish', 0.13, 900],
  ['whale', 0.86, 690],
  ['dolphin', 0.15, 640],
  ['turtle', 0.84, 1130],
];
const LANDSCAPE_CLOUDS: [number, number][] = [
  [0.38, 0.13],
  [0.055, 0.59],
  [0.64, 0.8],
];
const PORTRAIT_CLOUDS: [number, number][] = [
  [0.13, 545],
  [0.9, 880],
  [0.2, 60],
];

const away = (a: Point, b: Point | undefined): number => (b ? Math.hypot(a.x - b.x, a.y - b.y) : 0);

type Drawn = { image: Phaser.GameObjects.Image; land: string; fog?: FogBank; state: MapIsland['state'] };

/** The map: six islands in the sea, the route, my ship, and who is where. */
export class ArchipelagoScene extends Phaser.Scene {
  #islands = new Map<string, Drawn>();
  #critters: Critter[] = [];
  #route: Phaser.GameObjects.Image[] = [];
  #ship: ShipSprite | undefined;
  /** What was seen last time, so that news (a lifted fog, a sailed leg) can be shown as such. */
  #seen = new Map<string, MapIsland['state']>();
  #moored: string | undefined;

  constructor() {
    super('map');
  }

  preload(): void {
    for (const island of world.getState().islands) {
      const { picture, mask, drawn } = landOn(island);
      if (drawn || this.textures.exists(picture)) continue;
      this.load.image(picture, `/art/map/${island.id}.webp`);
      this.load.image(mask, `/art/map/${island.id}.mask.png`);
    }
  }

  create(): void {
    this.#islands.clear();
    this.#critters = [];
    this.#route = [];
    keepTime(this);
    this.#drawIslands();
    this.#drawRoute();
    this.#drawCritters();
    this.#drawShip();
    this.#drawLife();
    addDaylight(this, world.getState().size);
    followCamera(this);
    watch(
      this,
      (s) => s.islands,
      () => this.#refresh(),
    );
    watch(
      this,
      (s) => s.ship?.island,
      (island) => island !== undefined && this.#sail(island),
    );
    watchEffects(this, (effect) => this.#play(effect));
    void this.#fillSea();
  }

  #layout(): MapLayout {
    const { size, islands } = world.getState();
    return mapLayout(size, islands);
  }

  #spots(): [MapIsland, IslandSpot][] {
    const { islands } = world.getState();
    const { islands: spots } = this.#layout();
    return islands.flatMap((island, i) => {
      const spot = spots[i];
      return spot ? [[island, spot]] : [];
    });
  }

  async #fillSea(): Promise<void> {
    const missing = this.#drawMissing();
    const paint: MaskPainter = (ctx, k) => {
      for (const [island, { x, y, w }] of this.#spots()) {
        const mask = this.#keyOr(landOn(island).mask);
        if (!this.textures.exists(mask)) continue;
        const h = w * this.#heightOf(island) * k;
        const source = this.textures.get(mask).getSourceImage() as HTMLImageElement;
        ctx.drawImage(source, (x - w / 2) * k, y * k - h / 2, w * k, h);
      }
    };
    const sea = await addSea(this, worldSize(world.getState()), density(), seaQuality.now(), paint);
    if (sea) seaQuality.follow(this, sea.setQuality);
    reportDrawn(this);
    if (await missing) await sea?.reshape();
  }

  /** Height of an island's picture in its widths. */
  #heightOf(island: MapIsland): number {
    const { width, height } = this.textures.getFrame(this.#keyOr(landOn(island).picture)) ?? {
      width: 1,
      height: 0.7,
    };
    return height / width;
  }

  /** A texture's key, or that of the soft shape while an island is still to be drawn. */
  #keyOr(key: string): string {
    return this.textures.exists(key) ? key : softLand(this);
  }

  /** Draws the islands that have no picture yet, those nearest to my ship first; true when there were any. */
  async #drawMissing(): Promise<boolean> {
    const all = this.#spots();
    const here = all.find(([{ id }]) => id === world.getState().ship?.island)?.[1] ?? all[0]?.[1];
    const missing = all
      .filter(([island]) => !this.textures.exists(landOn(island).picture))
      .sort(([, a], [, b]) => away(a, here) - away(b, here));
    const show = ({ picture }: Land): void => {
      for (const [island, spot] of this.#spots()) {
        const image = this.#islands.get(island.id)?.image;
        if (image && landOn(island).picture === picture) unveil(this, image, picture, spot.w);
      }
    };
    await drawLands(
      this,
      missing.map(([island]) => landOn(island)),
      show,
    );
    return missing.length > 0;
  }

  #drawIslands(): void {
    for (const [n, [island, spot]] of this.#spots().entries()) {
      const { id, state } = island;
      const image = this.add
        .image(spot.x, spot.y, this.#keyOr(landOn(island).picture))
        .setDepth(LAYER.islands + spot.y / 10_000)
        .setName(id);
      image.setDisplaySize(spot.w, spot.w * this.#heightOf(island));
      image.setInteractive({ useHandCursor: true }).on('pointerup', (pointer: Phaser.Input.Pointer) => {
        if (isTap(pointer)) world.tap({ kind: 'island', id });
      });
      const wasLocked = this.#seen.get(id) === 'locked';
      const locked = state === 'locked';
      if (locked) image.setTint(HAZE).setTintMode(Phaser.TintModes.SCREEN);
      const fog = locked || wasLocked ? addFog(this, n, spot, spot.w, LAYER.fog) : undefined;
      this.#islands.set(id, { image, land: landOn(island).picture, state, ...(fog && { fog }) });
      this.#seen.set(id, state);
      if (wasLocked && !locked) fog?.lift();
    }
  }

  #drawRoute(): void {
    for (const dot of this.#route) dot.destroy();
    const spots = this.#spots();
    this.#route = spots.flatMap(([, from], leg) => {
      const to = spots[leg + 1];
      return to ? addRoute(this, from, to[1], leg, to[0].state !== 'locked') : [];
    });
  }

  #drawCritters(): void {
    for (const critter of this.#critters) critter.destroy();
    const { avatar, ship, portrait } = world.getState();
    const stand = (
      spot: IslandSpot,
      seed: string,
      [dx, dy]: readonly [number, number],
      scale: number,
    ): Critter => {
      const at = { x: spot.x + dx * spot.w, y: spot.y + dy * spot.w };
      return addCritter(this, seed, at, scale * spot.scale, LAYER.critters);
    };
    this.#critters = this.#spots().flatMap(([island, spot]) => {
      const peers = (island.peers ?? []).slice(0, STANDS.length).map((peer, i) => {
        const critter = stand(spot, peer.avatar, STANDS[i] ?? MINE, portrait ? 0.17 : 0.21);
        this.#tapPeer(critter, peer.id);
        return critter;
      });
      const mine = avatar !== undefined && ship?.island === island.id;
      return mine ? [...peers, stand(spot, avatar, MINE, portrait ? 0.24 : 0.3)] : peers;
    });
  }

  #tapPeer(critter: Critter, id: string): void {
    critter.sprite
      .setInteractive({ useHandCursor: true })
      .on('pointerup', (pointer: Phaser.Input.Pointer) => {
        if (!isTap(pointer)) return;
        critter.hop();
        world.tap({ kind: 'peer', id });
      });
  }

  #drawShip(): void {
    const { ship } = world.getState();
    this.#ship = undefined;
    if (!ship) return;
    const from = this.#moored ?? ship.island;
    this.#ship = addShip(this, this.#layout(), from, LAYER.ship);
    this.#moored = from;
    if (from !== ship.island) this.#sail(ship.island);
  }

  #sail(island: string): void {
    if (!this.#ship) {
      this.#drawShip();
      return;
    }
    this.#ship.sail(island);
    this.#moored = island;
  }

  #drawLife(): void {
    const { portrait } = world.getState();
    const { world: sea, islands } = this.#layout();
    const k = islands[0]?.scale ?? 1;
    const at = (x: number, y: number): Point => ({ x: x * sea.w, y: portrait ? y * k : y * sea.h });
    const tapped = (id: string): void => world.tap({ kind: 'fauna', id });
    for (const [name, x, y] of portrait ? PORTRAIT_LIFE : LANDSCAPE_LIFE)
      addAnimal(this, name, at(x, y), k * (portrait ? 0.76 : 1), tapped);
    for (const [i, [x, y]] of (portrait ? PORTRAIT_CLOUDS : LANDSCAPE_CLOUDS).entries())
      addCloud(this, i, at(x, y), k * (portrait ? 0.22 : 0.34));
  }

  /** Islands changed: fogs lift where a lock went, critters stand anew; a changed set of islands starts over. */
  #refresh(): void {
    const { islands } = world.getState();
    const isAsDrawn = (island: MapIsland): boolean =>
      this.#islands.get(island.id)?.land === landOn(island).picture;
    if (!islands.every(isAsDrawn) || islands.length !== this.#islands.size) {
      this.scene.restart();
      return;
    }
    for (const { id, state } of islands) {
      const drawn = this.#islands.get(id);
      if (!drawn || drawn.state === state) continue;
      if (drawn.state === 'locked') this.#unlock(id);
      drawn.state = state;
      this.#seen.set(id, state);
    }
    this.#drawRoute();
    this.#drawCritters();
  }

  #unlock(id: string): void {
    const drawn = this.#islands.get(id);
    drawn?.fog?.lift();
    drawn?.image.clearTint();
  }

  #play(effect: WorldEffect): void {
    if (effect.kind === 'confetti') confetti(this);
    if (effect.kind === 'shake') shake(this);
    if (effect.kind === 'fog-lift') this.#unlock(effect.island);
    if (effect.kind === 'stars') {
      const at = placeOf(world.getState(), effect.at);
      if (at) starBurst(this, at, effect.stars);
    }
    if (effect.kind === 'coins') {
      const from = typeof effect.from === 'string' ? placeOf(world.getState(), effect.from) : effect.from;
      if (from) coinBurst(this, from, purseIn(effect.to), effect.count);
    }
  }
}
