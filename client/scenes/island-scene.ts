import Phaser from 'phaser';
import { type LevelLayout, levelLayout } from '../stores/layout.ts';
import {
  type LevelArt,
  type Point,
  placeOf,
  type StationInput,
  type TapKind,
  type WorldEffect,
  world,
  worldSize,
} from '../stores/world.ts';
import { density, followCamera, isTap, type OnPointer } from './camera.ts';
import { coinBurst, confetti, shake, starBurst } from './paint/bursts.ts';
import { addCloud } from './paint/clouds.ts';
import { addCritter, type Critter } from './paint/critter.ts';
import { addDaylight } from './paint/daylight.ts';
import { addAnimal } from './paint/fauna.ts';
import { addBottle, addCoin, addDigSpot, addGhost, type Find, popAway } from './paint/finds.ts';
import { drawLands, type Land, landOf, softLand } from './paint/land.ts';
import { addCrumbs, addLanding } from './paint/landing.ts';
import { addPad, GROUND, type Pad } from './paint/pads.ts';
import { addSea } from './paint/sea.ts';
import { seaQuality } from './quality.ts';
import { keepTime, purseIn, reportDrawn } from './report.ts';
import { followWalk } from './walker.ts';
import { watch, watchEffects } from './watch.ts';

/** World px of the picture at furniture scale 1. */
const PICTURE = 969;
const COIN_REACH = 30;
/** Critters drawn at one station; more would hide the path. */
const MOST_PEERS = 3;

/** An island: stations on a path, my critter that walks it, and what there is to find. */
export class IslandScene extends Phaser.Scene {
  #land: Land = landOf('level', { id: '', stations: 0 });
  #pads: (Pad | Phaser.GameObjects.Image)[] = [];
  #finds: Find[] = [];
  #coins = new Map<string, Find>();
  #peers: Critter[] = [];

  constructor() {
    super('island');
  }

  preload(): void {
    const { island: id = '', open, stations } = world.getState();
    this.#land = landOf('level', { id, style: open?.style, stations: stations.length });
    const { picture, mask, points, drawn } = this.#land;
    if (drawn) return;
    if (!this.textures.exists(picture)) {
      this.load.image(picture, `/art/level/${id}.webp`);
      this.load.image(mask, `/art/level/${id}.mask.png`);
    }
    if (!this.cache.json.has(points)) this.load.json(points, `/art/level/${id}.json`);
  }

  create(): void {
    this.#pads = [];
    this.#finds = [];
    this.#coins.clear();
    this.#peers = [];
    const level: LevelArt | undefined = this.cache.json.get(this.#land.points);
    if (!level) {
      this.#drawFirst();
      return;
    }
    world.setLevel(level);
    keepTime(this);
    const layout = levelLayout(world.getState().size, level);
    const scale = this.#scale(level, layout);
    this.#drawGround(level, layout);
    addLanding(this, level, layout, scale);
    this.#drawPath(level, layout, scale);
    this.#drawFinds(scale);
    this.#drawCoins(level, scale);
    this.#drawPeers(scale);
    this.#drawMe(scale);
    this.#drawLife(scale);
    addDaylight(this, world.getState().size);
    followCamera(this);
    this.#listen(level, layout, scale);
    void this.#fillSea(level, layout);
  }

  /** The island is not drawn yet: a soft shape stands in the sea until it is, then the scene starts anew. */
  #drawFirst(): void {
    const { w, h } = world.getState().size;
    const soft = this.add.image((w * density()) / 2, h * density() * 0.42, softLand(this)).setAlpha(0.55);
    soft.setScale((Math.min(w, 900) * 0.72 * density()) / soft.width);
    if (!world.getState().reduced)
      this.tweens.add({
        targets: soft,
        alpha: 0.85,
        duration: 900,
        yoyo: true,
        repeat: -1,
        ease: 'Sine.inOut',
      });
    void drawLands(this, [this.#land], () => this.scene.restart());
  }

  #scale(level: LevelArt, { scale }: LevelLayout): number {
    return Phaser.Math.Clamp((level.w * scale) / PICTURE, 0.85, 1.5);
  }

  #listen(level: LevelArt, layout: LevelLayout, scale: number): void {
    watch(
      this,
      (s) => s.stations,
      (now, before) => {
        this.#drawPath(level, layout, scale);
        this.#cheer(now, before);
      },
    );
    watch(
      this,
      (s) => s.ghosts,
      () => this.#drawFinds(scale),
    );
    watch(
      this,
      (s) => s.open,
      () => this.#drawFinds(scale),
    );
    watch(
      this,
      (s) => s.peers,
      () => this.#drawPeers(scale),
    );
    watch(
      this,
      (s) => s.picked,
      (picked) => this.#takeCoins(picked),
    );
    watchEffects(this, (effect) => this.#play(effect));
  }

  #drawGround(level: LevelArt, { toScreen, scale }: LevelLayout): void {
    const at = toScreen([level.w / 2, level.h / 2]);
    const ground = this.add.image(at.x, at.y, this.#land.picture).setDepth(GROUND.picture);
    ground
      .setDisplaySize(level.w * scale, level.h * scale)
      .setVisible(this.textures.exists(this.#land.picture));
  }

  async #fillSea(level: LevelArt, { offset, scale }: LevelLayout): Promise<void> {
    const sea = await addSea(this, worldSize(world.getState()), density(), seaQuality.now(), (ctx, k) => {
      if (!this.textures.exists(this.#land.mask)) return;
      const source = this.textures.get(this.#land.mask).getSourceImage() as HTMLImageElement;
      ctx.drawImage(source, offset.x * k, offset.y * k, level.w * scale * k, level.h * scale * k);
    });
    if (sea) seaQuality.follow(this, sea.setQuality);
    reportDrawn(this);
  }

  /** What a tap on a thing tells the screens; drags do not count. */
  #tap(kind: TapKind, id: string): OnPointer {
    return (pointer) => {
      if (isTap(pointer)) world.tap({ kind, id });
    };
  }

  #drawPath(level: LevelArt, layout: LevelLayout, scale: number): void {
    for (const pad of this.#pads) pad.destroy();
    const { stations } = world.getState();
    const reached = stations.findLastIndex((s) => s.state !== 'locked') + 1;
    this.#pads = [...addCrumbs(this, level, layout, reached, scale)];
    for (const [i, station] of stations.entries()) {
      const art = level.stations[i];
      if (!art) continue;
      const onTap = this.#tap('station', station.id);
      this.#pads.push(addPad(this, station, layout.toScreen(art), scale, onTap));
    }
  }

  /** Stars pop up over a station that was finished just now. */
  #cheer(now: StationInput[], before: StationInput[]): void {
    for (const { id, state, stars } of now) {
      const former = before.find((s) => s.id === id)?.state;
      const at = placeOf(world.getState(), id);
      if (at && state === 'done' && former !== undefined && former !== 'done')
        starBurst(this, at, Math.max(1, stars));
    }
  }

  #drawFinds(scale: number): void {
    for (const find of this.#finds) find.destroy();
    const state = world.getState();
    const at = (id: string): Point | undefined => placeOf(state, id);
    this.#finds = state.ghosts.flatMap((ghost) => {
      const place = at(ghost.id);
      return place ? [addGhost(this, ghost, place, scale, this.#tap('ghost', ghost.id))] : [];
    });
    const dig = state.open?.dig ? at('dig') : undefined;
    if (dig) this.#finds.push(addDigSpot(this, dig, scale, this.#tap('dig', 'dig')));
    const bottle = state.open?.bottle ? at('bottle') : undefined;
    if (bottle) this.#finds.push(addBottle(this, bottle, scale, this.#tap('bottle', 'bottle')));
  }

  #drawCoins(level: LevelArt, scale: number): void {
    const state = world.getState();
    for (const i of level.spots.coins.keys()) {
      const id = `coin-${i}`;
      const at = placeOf(state, id);
      if (!at || state.picked.includes(id)) continue;
      this.#coins.set(id, addCoin(this, id, at, scale, this.#tap('coin', id)));
    }
  }

  /** Coins the server says are picked fly to the HUD. */
  #takeCoins(picked: string[]): void {
    for (const id of picked) {
      const coin = this.#coins.get(id);
      if (!coin) continue;
      this.#coins.delete(id);
      popAway(this, coin);
      coinBurst(this, coin.at, purseIn(), 3);
    }
  }

  #drawPeers(scale: number): void {
    for (const peer of this.#peers) peer.destroy();
    const state = world.getState();
    const crowd = new Map<string, number>();
    this.#peers = state.peers.flatMap(({ id, avatar, station }) => {
      const nth = crowd.get(station) ?? 0;
      crowd.set(station, nth + 1);
      const at = placeOf(state, id);
      if (!at || nth >= MOST_PEERS) return [];
      const critter = addCritter(this, avatar, at, 0.25 * scale, GROUND.standing);
      critter.sprite
        .setInteractive({ useHandCursor: true })
        .on('pointerup', (pointer: Phaser.Input.Pointer) => {
          if (!isTap(pointer)) return;
          critter.hop();
          world.tap({ kind: 'peer', id });
        });
      return [critter];
    });
  }

  #drawMe(scale: number): void {
    const { avatar } = world.getState();
    const mine = addCritter(this, avatar ?? 'me', { x: 0, y: 0 }, 0.36 * scale, GROUND.standing);
    mine.sprite.setName('me');
    const asked = new Set<string>();
    const passed = ({ x, y }: Point): void => {
      for (const [id, { at }] of this.#coins) {
        if (asked.has(id) || Math.hypot(at.x - x, at.y - y) > COIN_REACH * scale) continue;
        asked.add(id);
        world.tap({ kind: 'coin', id });
      }
    };
    followWalk(this, mine, { x: -52 * scale, y: 24 * scale }, passed);
  }

  #drawLife(scale: number): void {
    const { portrait } = world.getState();
    const { w, h } = worldSize(world.getState());
    const tapped = (id: string): void => world.tap({ kind: 'fauna', id });
    const size = portrait ? 0.8 : 1;
    addAnimal(this, 'dolphin', { x: w - 84, y: h * 0.62 }, size, tapped);
    addAnimal(this, 'turtle', { x: 92, y: h * 0.34 }, size, tapped);
    addAnimal(this, 'buoy', { x: w - 124, y: h * 0.3 }, size, tapped);
    addCloud(this, 1, { x: 50, y: 120 }, 0.36 * scale);
    addCloud(this, 2, { x: w - 60, y: 250 }, 0.36 * scale);
  }

  #play(effect: WorldEffect): void {
    if (effect.kind === 'confetti') confetti(this);
    if (effect.kind === 'shake') shake(this);
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
