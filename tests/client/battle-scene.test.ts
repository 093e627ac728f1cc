// @vitest-environment jsdom
import '../helpers/headless.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Phaser from 'phaser';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { BattleScene } from '../../client/scenes/battle-scene.ts';
import { makeStamps } from '../../client/scenes/paint/stamps.ts';
import {
  cheerIn,
  endFleet,
  type FleetBoat,
  fleet,
  type Raft,
  setBand,
  setFleet,
} from '../../client/stores/fleet.ts';
import { world } from '../../client/stores/world.ts';
import { TEAM_IDS } from '../../server/domain/battle-shape.ts';

type Atlas = { frames: Record<string, { frame: { x: number; y: number; w: number; h: number } }> };
type Box = Phaser.GameObjects.Container;
type Image = Phaser.GameObjects.Image;

let game: Phaser.Game;
let scene: Phaser.Scene;

const addAtlas = (): void => {
  const path = join(import.meta.dirname, '../../client/public/art/fleet.json');
  const { frames } = JSON.parse(readFileSync(path, 'utf8')) as Atlas;
  const texture = game.textures.createCanvas('fleet', 64, 64);
  for (const [name, { frame }] of Object.entries(frames))
    texture?.add(name, 0, frame.x, frame.y, frame.w, frame.h);
};

const startGame = (): Promise<void> =>
  new Promise((resolve) => {
    game = new Phaser.Game({
      type: Phaser.HEADLESS,
      width: 1280,
      height: 488,
      banner: false,
      audio: { noAudio: true },
      input: { keyboard: false },
      callbacks: {
        postBoot: () => {
          addAtlas();
          for (const id of ['business', 'rules', 'team']) game.textures.createCanvas(`far:${id}`, 480, 320);
          resolve();
        },
      },
    });
    game.scene.add('battle', new BattleScene());
  });

const run = async (): Promise<void> => {
  makeStamps(game.scene.getScene('battle'));
  game.scene.start('battle');
  await vi.waitFor(() => expect(world.getState().drawn).toBe(true), { timeout: 4000 });
  scene = game.scene.getScene('battle');
};

const boat = (id: FleetBoat['id'], metres: number, over: Partial<FleetBoat> = {}): FleetBoat => ({
  id,
  name: id,
  metres,
  place: 1,
  mine: id === 'red',
  rowers: [0, 1, 2].map((i) => ({ id: `${id}${i}`, avatar: `${id}${i}`, answered: i === 0 })),
  ...over,
});
const race = (mine: number, over: Partial<FleetBoat> = {}): void =>
  setFleet({ mode: 'race', phase: 'open', boats: [boat('red', mine, over), boat('blue', 100)] });
const raft = (id: string, over: Partial<Raft> = {}): Raft => ({
  id,
  avatar: id,
  name: id,
  logs: 3,
  out: false,
  mine: id === 'me',
  ...over,
});

const boxOf = (name: string): Box => {
  const box = scene.children.getByName(name);
  if (!(box instanceof Phaser.GameObjects.Container)) throw new Error(`no ${name}`);
  return box;
};
/** Everything that is to be seen, in the order in which it is painted. */
const imagesIn = (things: Phaser.GameObjects.GameObject[]): Image[] =>
  things.flatMap((thing) => {
    if (thing instanceof Phaser.GameObjects.Container) return thing.visible ? imagesIn(thing.list) : [];
    return thing instanceof Phaser.GameObjects.Image && thing.visible ? [thing] : [];
  });
const framesIn = (name: string): string[] => imagesIn([boxOf(name)]).map((i) => i.frame.name);
const count = (frames: string[], frame: string): number => frames.filter((f) => f === frame).length;
const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

beforeEach(async () => {
  world.setState(world.getInitialState(), true);
  world.resize({ w: 1280, h: 800 });
  endFleet();
  setBand({ x: 0, y: 0, w: 1280, h: 488 });
  world.showBattle();
  await startGame();
});
afterEach(() => {
  endFleet();
  game.destroy(true);
});

describe('a race', () => {
  test('both crews sit in their boats, each critter with its paddle', async () => {
    race(120);
    await run();
    await vi.waitFor(() => expect(framesIn('boat:red')).toContain('red2'));
    for (const team of ['red', 'blue']) {
      const frames = framesIn(`boat:${team}`);
      expect(frames).toEqual(expect.arrayContaining([`boat-${team}`, `${team}0`, `${team}1`, `${team}2`]));
      expect(count(frames, 'paddle')).toBe(3);
    }
  });

  test('two who chose the same critter can both be painted', async () => {
    const twins = [0, 1].map((i) => ({ id: `twin${i}`, avatar: 'same' }));
    race(120, { rowers: twins });
    await run();
    await vi.waitFor(() => expect(count(framesIn('boat:red'), 'same')).toBe(2));
    await pause(100);
    const shown = imagesIn([boxOf('boat:red')]).filter((i) => i.frame.name === 'same');
    expect(shown.map((i) => i.frame.source !== null)).toEqual([true, true]);
  });

  test('somebody whose face is told only later gets a critter then', async () => {
    race(120, { rowers: [{ id: 'red0', avatar: '' }] });
    await run();
    race(120, { rowers: [{ id: 'red0', avatar: 'late' }] });
    await vi.waitFor(() => expect(framesIn('boat:red')).toContain('late'));
  });

  test('who has answered is told by a check, who still thinks by dots, and nothing where nobody may know', async () => {
    race(120);
    await run();
    expect(count(framesIn('boat:red'), 'bubble-ok')).toBe(1);
    expect(count(framesIn('boat:red'), 'bubble-dots')).toBe(2);
    race(120, { rowers: [{ id: 'red0', avatar: 'red0' }] });
    expect(framesIn('boat:red').filter((f) => f.startsWith('bubble'))).toEqual([]);
  });

  test('after the reveal the signs say who was right, without a red cross', async () => {
    race(120);
    await run();
    const rowers = [true, false].map((ok, i) => ({ id: `red${i}`, avatar: `red${i}`, ok }));
    setFleet({ phase: 'reveal', boats: [boat('red', 150, { rowers }), boat('blue', 100)] });
    const signs = framesIn('boat:red').filter((f) => f.startsWith('bubble'));
    expect(signs).toEqual(['bubble-ok', 'bubble-miss']);
  });

  test('my boat glides ahead as its metres grow', async () => {
    race(100);
    await run();
    const before = { red: boxOf('boat:red').x, blue: boxOf('boat:blue').x };
    race(152);
    await vi.waitFor(() => expect(boxOf('boat:red').x).toBeGreaterThan(before.red + 60), { timeout: 4000 });
    expect(boxOf('boat:blue').x).toBeLessThan(before.blue - 60);
  });

  test('a cheer stands over its head and goes by itself', async () => {
    race(100);
    await run();
    cheerIn('blue1', 'heart');
    expect(framesIn('boat:blue')).toEqual(expect.arrayContaining(['bubble-cheer', 'red-heart']));
    await vi.waitFor(() => expect(framesIn('boat:blue')).not.toContain('bubble-cheer'), { timeout: 4000 });
    expect(count(framesIn('boat:blue'), 'bubble-dots')).toBe(2);
  });

  test('a surge shows its lines once: not when the scene begins, not twice for one round', async () => {
    race(100, { surge: { metres: 52, n: 3 } });
    await run();
    expect(framesIn('boat:red')).not.toContain('line');
    race(152, { surge: { metres: 52, n: 4 } });
    const lines = count(framesIn('boat:red'), 'line');
    expect(lines).toBeGreaterThan(5);
    race(152, { surge: { metres: 52, n: 4 } });
    expect(count(framesIn('boat:red'), 'line')).toBe(lines);
    await vi.waitFor(() => expect(framesIn('boat:red')).not.toContain('line'), { timeout: 6000 });
  });

  test('a band that gets lower keeps boats on the water and the surge going, without a new scene', async () => {
    race(100);
    await run();
    race(152, { surge: { metres: 52, n: 4 } });
    const boat = boxOf('boat:red');
    const lines = count(framesIn('boat:red'), 'line');
    expect(boat.y).toBeGreaterThan(320);
    setBand({ x: 0, y: 0, w: 1280, h: 330 });
    expect(boxOf('boat:red')).toBe(boat);
    expect(count(framesIn('boat:red'), 'line')).toBe(lines);
    await vi.waitFor(() => expect(boat.y).toBeLessThan(290), { timeout: 4000 });
    expect(boat.scale).toBeLessThan(0.4);
  });

  test('the wind is seen behind a boat that it helps', async () => {
    race(20, { tailWind: true });
    await run();
    expect(count(framesIn('boat:red'), 'gust')).toBe(2);
    race(20);
    expect(framesIn('boat:red')).not.toContain('gust');
  });

  test('a boat that comes near takes its crew along, and no boat is drawn twice', async () => {
    const far = (metres: number): FleetBoat[] => [boat('red', 100), boat('blue', 100), boat('gold', metres)];
    setFleet({ mode: 'race', phase: 'open', boats: far(300) });
    await run();
    expect(framesIn('boat:gold')).not.toContain('paddle');
    setFleet({ boats: [boat('red', 300), boat('blue', 100), boat('gold', 300)] });
    expect(count(framesIn('boat:gold'), 'paddle')).toBe(3);
    expect(framesIn('boat:blue')).not.toContain('paddle');
    expect(scene.children.list.filter((o) => o.name.startsWith('boat:'))).toHaveLength(3);
  });

  test('the flags of the finish come into sight shortly before it', async () => {
    setFleet({ goal: 500 });
    race(300);
    await run();
    const seen = (): number =>
      count(
        imagesIn(scene.children.list).map((i) => i.frame.name),
        'chequered-flag',
      );
    expect(seen()).toBe(0);
    race(470);
    expect(seen()).toBe(2);
  });
});

describe('a calm battle', () => {
  test('with reduced motion nothing rows or bobs, and a boat is where it belongs at once', async () => {
    world.setState({ reduced: true });
    race(100);
    await run();
    const still = (): number[] =>
      imagesIn([boxOf('boat:red')]).flatMap((i) => [i.angle, Math.round(i.x * 100)]);
    const before = still();
    const { x, y } = boxOf('boat:red');
    await pause(300);
    expect(still()).toEqual(before);
    expect(boxOf('boat:red').y).toBe(y);
    race(200);
    expect(boxOf('boat:red').x).toBeGreaterThan(x + 60);
  });

  test('with motion the paddles row', async () => {
    race(100);
    await run();
    const angle = (): number =>
      imagesIn([boxOf('boat:red')]).find((i) => i.frame.name === 'paddle')?.angle ?? 0;
    const before = angle();
    await vi.waitFor(() => expect(Math.abs(angle() - before)).toBeGreaterThan(5), { timeout: 4000 });
  });
});

describe('duel and survival', () => {
  test('a rope ties both boats, and its ribbon leans to the side that leads', async () => {
    const side = (id: string, points: number) => ({ id, avatar: id, name: id, points, mine: id === 'me' });
    setFleet({ mode: 'duel', phase: 'open', sides: [side('me', 0), side('you', 0)] });
    await run();
    const ribbon = scene.children.getByName('ribbon') as Image;
    await vi.waitFor(() => expect(ribbon.visible).toBe(true));
    expect(ribbon.x).toBeCloseTo(640, 0);
    setFleet({ sides: [side('me', 180), side('you', 80)] });
    await vi.waitFor(() => expect(ribbon.x).toBeLessThan(600), { timeout: 4000 });
  });

  test('a lost log breaks away; without a raft its sailor flies on as a seagull', async () => {
    setFleet({ mode: 'survival', phase: 'open', rafts: [raft('me'), raft('you')] });
    await run();
    expect(count(framesIn('raft:me'), 'log')).toBe(3);
    setFleet({ rafts: [raft('me', { logs: 2 }), raft('you', { logs: 0, out: true })] });
    await vi.waitFor(() => expect(count(framesIn('raft:me'), 'log')).toBe(2), { timeout: 4000 });
    await vi.waitFor(() => expect(count(framesIn('raft:you'), 'log')).toBe(0), { timeout: 4000 });
    expect(framesIn('raft:you').some((f) => f.startsWith('gull'))).toBe(true);
    expect(framesIn('raft:me').some((f) => f.startsWith('gull'))).toBe(false);
  });
});

describe('budget', () => {
  /** One texture per batch: each change of texture in painting order costs a draw call. */
  const changes = (): number => {
    const all = imagesIn(scene.children.list.toSorted((a, b) => depth(a) - depth(b)));
    return all.filter((image, i) => image.texture.key !== all[i - 1]?.texture.key).length;
  };
  const depth = (thing: Phaser.GameObjects.GameObject): number =>
    'depth' in thing && typeof thing.depth === 'number' ? thing.depth : 0;

  test('eight boats with ten rowers each stay far below 40 draw calls, from one atlas and the critters', async () => {
    const crew = (id: string) =>
      Array.from({ length: 10 }, (_, i) => ({ id: `${id}${i}`, avatar: `${id}${i}`, answered: true }));
    setFleet({
      mode: 'race',
      phase: 'open',
      boats: TEAM_IDS.map((id, i) => boat(id, 200 - i * 20, { rowers: crew(id) })),
    });
    await run();
    await vi.waitFor(() => expect(framesIn('boat:blue')).toContain('blue9'));
    expect(changes()).toBeLessThan(20);
    const textures = new Set(
      imagesIn(scene.children.list).map((i) => i.texture.key.replace(/^far:.*/, 'far')),
    );
    expect([...textures].sort()).toEqual(['critters', 'far', 'fleet']);
  });

  test('a hundred rafts stay below 40 draw calls', async () => {
    const rafts = Array.from({ length: 100 }, (_, i) =>
      raft(i === 40 ? 'me' : `r${i}`, { out: i % 3 === 0 }),
    );
    setFleet({ mode: 'survival', phase: 'open', rafts });
    await run();
    await vi.waitFor(() => expect(framesIn('raft:me')).toContain('me'));
    expect(changes()).toBeLessThan(30);
  });

  test('when the battle is left and another begins, only the new one is drawn', async () => {
    race(100);
    await run();
    endFleet();
    setFleet({ mode: 'survival', phase: 'open', rafts: [raft('me')] });
    expect(scene.children.list.filter((o) => o.name.startsWith('boat:'))).toEqual([]);
    expect(fleet.getState().cheers).toEqual({});
    expect(count(framesIn('raft:me'), 'log')).toBe(3);
  });
});
