// @vitest-environment jsdom
import '../helpers/headless.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Phaser from 'phaser';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ArchipelagoScene } from '../../client/scenes/archipelago-scene.ts';
import { IslandScene } from '../../client/scenes/island-scene.ts';
import { distanceField } from '../../client/scenes/paint/distance.ts';
import { repaintShip } from '../../client/scenes/paint/repaint.ts';
import { makeStamps } from '../../client/scenes/paint/stamps.ts';
import { legPoints, stopsOnPath, wayAlong } from '../../client/scenes/path.ts';
import { type LevelArt, levelLayout } from '../../client/stores/layout.ts';
import {
  type MapIslandInput,
  placeOf,
  type StationInput,
  type Tap,
  world,
} from '../../client/stores/world.ts';

const read = <T>(path: string): T =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../..', path), 'utf8')) as T;
const level = read<LevelArt>('client/public/art/level/rules.json');
type Atlas = { frames: Record<string, { frame: { x: number; y: number; w: number; h: number } }> };

const KINDS = ['card', 'practice', 'card', 'practice', 'card', 'practice', 'card', 'exam', 'boss'] as const;
const stations = (current: number): StationInput[] =>
  KINDS.map((kind, i) => ({
    id: `s${i + 1}`,
    kind,
    state: i + 1 < current ? 'done' : i + 1 === current ? 'current' : 'locked',
    stars: 0,
  }));
const ISLANDS = ['sail', 'rules', 'security'];
const islands = (current: number): MapIslandInput[] =>
  ISLANDS.map((id, i) => ({
    id,
    place: {
      landscape: { x: 200 + i * 320, y: 420, w: 240 },
      portrait: { x: 100, y: 200 + i * 300, w: 180 },
    },
    state: i < current ? 'done' : i === current ? 'current' : 'locked',
  }));

let game: Phaser.Game;
const taps: Tap[] = [];
let stopTaps: () => void = () => undefined;

const addAtlas = (key: 'props' | 'sea'): void => {
  const { frames } = read<Atlas>(`client/public/art/${key}.json`);
  const texture = game.textures.createCanvas(key, 64, 64);
  for (const [name, { frame }] of Object.entries(frames))
    texture?.add(name, 0, frame.x, frame.y, frame.w, frame.h);
};

const startGame = (): Promise<void> =>
  new Promise((resolve) => {
    game = new Phaser.Game({
      type: Phaser.HEADLESS,
      width: 1280,
      height: 800,
      banner: false,
      audio: { noAudio: true },
      input: { keyboard: false },
      callbacks: {
        postBoot: () => {
          addAtlas('props');
          addAtlas('sea');
          for (const id of ISLANDS) {
            for (const key of [`map:${id}`, `map-mask:${id}`, `level:${id}`, `level-mask:${id}`])
              game.textures.createCanvas(key, 480, 320);
            game.cache.json.add(`level-points:${id}`, level);
          }
          resolve();
        },
      },
    });
    game.scene.add('map', new ArchipelagoScene());
    game.scene.add('island', new IslandScene());
  });

const run = async (key: 'map' | 'island'): Promise<Phaser.Scene> => {
  makeStamps(game.scene.getScene(key));
  game.scene.start(key);
  await vi.waitFor(() => expect(world.getState().drawn).toBe(true), { timeout: 4000 });
  return game.scene.getScene(key);
};

const showIsland = (
  over: { at?: number; picked?: string[]; dig?: boolean; ghosts?: string[] } = {},
): void => {
  const at = over.at ?? 2;
  const ghosts = (over.ghosts ?? []).map((id) => ({ id, station: 's1', awake: true, rightDays: 0 }));
  const open = { id: 'rules', ...(over.dig !== undefined && { dig: over.dig }) };
  world.showIsland(open, stations(at), ghosts, over.picked ?? [], [], { avatar: 'me', station: `s${at}` });
};

const named = (scene: Phaser.Scene, name: string): Phaser.GameObjects.Image | undefined =>
  (scene.children.getByName(name) as Phaser.GameObjects.Image | null) ?? undefined;
const toScreen = levelLayout({ w: 1280, h: 800 }, level).toScreen;

beforeEach(async () => {
  world.setState(world.getInitialState(), true);
  world.resize({ w: 1280, h: 800 });
  taps.length = 0;
  stopTaps = world.onTap((tap) => taps.push(tap));
  await startGame();
});
afterEach(() => {
  stopTaps();
  game.destroy(true);
});

describe('island scene', () => {
  test('nine pads stand where the labels stand, in the state of their station', async () => {
    showIsland({ at: 4 });
    const scene = await run('island');
    for (const [i, station] of stations(4).entries()) {
      const pad = named(scene, `pad:${station.id}`);
      const label = placeOf(world.getState(), station.id);
      expect({ x: pad?.x, y: pad?.y }).toEqual({ x: label?.x, y: label?.y });
      expect(pad?.frame.name).toBe(`pad-${i < 3 ? 'done' : i === 3 ? 'current' : 'locked'}`);
    }
  });

  test('a finished station turns from current to done without a new scene', async () => {
    showIsland({ at: 2 });
    const scene = await run('island');
    showIsland({ at: 3 });
    expect(named(scene, 'pad:s2')?.frame.name).toBe('pad-done');
    expect(named(scene, 'pad:s3')?.frame.name).toBe('pad-current');
    expect(scene.children.list.filter((o) => o.name.startsWith('pad:'))).toHaveLength(9);
  });

  test('my critter walks along the path, reports every stop and ends at the goal', async () => {
    showIsland({ at: 2 });
    const scene = await run('island');
    const me = named(scene, 'me');
    const start = { x: me?.x ?? 0, y: me?.y ?? 0 };
    const stops: (string | undefined)[] = [];
    const stop = world.subscribe((s, before) => s.me !== before.me && stops.push(s.me));
    world.walkTo('s4');
    await vi.waitFor(() => expect(world.getState().walking).toBe(false), { timeout: 6000 });
    stop();
    expect(stops).toEqual(['s3', 's4']);
    const goal = toScreen(level.stations[3] ?? [0, 0]);
    expect(Math.hypot((me?.x ?? 0) - goal.x, (me?.y ?? 0) - goal.y)).toBeLessThan(80);
    expect(Math.hypot((me?.x ?? 0) - start.x, (me?.y ?? 0) - start.y)).toBeGreaterThan(80);
  });

  test('a second tap on the goal makes the walk a jump, asking twice at once does not', async () => {
    showIsland({ at: 2 });
    await run('island');
    world.walkTo('s8');
    world.walkTo('s8');
    expect(world.getState()).toMatchObject({ me: 's2', walking: true });
    await new Promise((resolve) => setTimeout(resolve, 300));
    world.walkTo('s8');
    expect(world.getState()).toMatchObject({ me: 's8', walking: false });
  });

  test('my critter walks on when the screens name another station as mine', async () => {
    showIsland({ at: 2 });
    await run('island');
    showIsland({ at: 3 });
    expect(world.getState()).toMatchObject({ me: 's2', goal: 's3', walking: true });
    showIsland({ at: 3, ghosts: ['g1'] });
    await vi.waitFor(() => expect(world.getState()).toMatchObject({ me: 's3', walking: false }), {
      timeout: 4000,
    });
  });

  test('with reduced motion walking is a cut', async () => {
    world.setState({ reduced: true });
    showIsland({ at: 2 });
    await run('island');
    world.walkTo('s7');
    expect(world.getState()).toMatchObject({ me: 's7', walking: false });
  });

  test('walking over a coin asks for it once', async () => {
    showIsland({ at: 1 });
    await run('island');
    world.walkTo('s2');
    await vi.waitFor(() => expect(world.getState().walking).toBe(false), { timeout: 6000 });
    world.walkTo('s1');
    await vi.waitFor(() => expect(world.getState().walking).toBe(false), { timeout: 6000 });
    const between = taps.filter((tap) => tap.kind === 'coin').map((tap) => tap.id);
    expect(between).toEqual([...new Set(between)]);
    expect(between).toContain('coin-0');
  });

  test('picked coins are not drawn, and a coin picked now goes away', async () => {
    showIsland({ picked: ['coin-1'] });
    const scene = await run('island');
    expect(named(scene, 'coin-1')).toBeUndefined();
    expect(named(scene, 'coin-0')).toBeDefined();
    showIsland({ picked: ['coin-1', 'coin-0'] });
    expect(named(scene, 'coin-0')).toBeUndefined();
    expect(named(scene, 'coin-2')).toBeDefined();
  });

  test('the dig spot and ghosts are there only when the data says so', async () => {
    showIsland({ ghosts: ['g1'] });
    const scene = await run('island');
    expect(named(scene, 'dig')).toBeUndefined();
    expect(named(scene, 'g1')).toBeDefined();
    showIsland({ dig: true });
    expect(named(scene, 'dig')).toBeDefined();
    expect(named(scene, 'g1')).toBeUndefined();
  });

  test('a tap on a ghost is told to the screens, a drag over it is not', async () => {
    showIsland({ ghosts: ['g1'] });
    const ghost = named(await run('island'), 'g1');
    ghost?.emit('pointerup', { getDistance: () => 60 });
    expect(taps).toEqual([]);
    ghost?.emit('pointerup', { getDistance: () => 2 });
    expect(taps).toEqual([{ kind: 'ghost', id: 'g1' }]);
  });

  test('a scene that was shut down hears nothing any more', async () => {
    showIsland({ at: 2, ghosts: ['g1'] });
    const scene = await run('island');
    const draw = vi.spyOn(scene.add, 'image');
    game.scene.stop('island');
    await vi.waitFor(() => expect(scene.sys.isActive()).toBe(false));
    draw.mockClear();
    showIsland({ at: 5, ghosts: ['g1', 'g2'], picked: ['coin-0'] });
    world.effect({ kind: 'stars', at: 's2', stars: 3 });
    world.walkTo('s4');
    expect(draw).not.toHaveBeenCalled();
    expect(world.getState().me).toBe('s2');
  });
});

describe('archipelago scene', () => {
  test('islands stand where the layout puts them; the ship sails when the current island changes', async () => {
    world.showMap(islands(1), { island: 'rules', avatar: 'me' });
    const scene = await run('map');
    for (const id of ISLANDS) expect(named(scene, id)?.x).toBe(placeOf(world.getState(), id)?.x);
    const ship = scene.children.getByName('ship') as Phaser.GameObjects.Container;
    const before = ship.x;
    world.showMap(islands(2), { island: 'security', avatar: 'me' });
    await vi.waitFor(() => expect(ship.x).toBeGreaterThan(before + 310), { timeout: 4000 });
  });

  test('the ship wears my paint, another one as soon as it is put on, and none when it is taken off', async () => {
    world.showMap(islands(0), { island: 'sail', avatar: 'me', skin: 'skin.jade' });
    const scene = await run('map');
    const ship = scene.children.getByName('ship') as Phaser.GameObjects.Container;
    const worn = () => (ship.getByName('hull') as Phaser.GameObjects.Image).texture.key;
    expect(worn()).toBe('ship:skin.jade');
    world.showMap(islands(0), { island: 'sail', avatar: 'me', skin: 'skin.night' });
    expect(worn()).toBe('ship:skin.night');
    world.showMap(islands(0), { island: 'sail', avatar: 'me' });
    expect(worn()).toBe('sea');
    world.showIsland({ id: 'rules' }, stations(2), [], [], [], { avatar: 'friend', skin: 'skin.coral' });
    expect(named(await run('island'), 'ship')?.texture.key).toBe('ship:skin.coral');
  });

  test('a tap on an island and on an animal is told to the screens', async () => {
    world.showMap(islands(0), { island: 'sail', avatar: 'me' });
    const scene = await run('map');
    named(scene, 'rules')?.emit('pointerup', { getDistance: () => 0 });
    named(scene, 'whale')?.emit('pointerup', { getDistance: () => 0 });
    expect(taps).toEqual([
      { kind: 'island', id: 'rules' },
      { kind: 'fauna', id: 'whale' },
    ]);
  });

  test('an unlocked island loses its haze', async () => {
    world.showMap(islands(0), { island: 'sail', avatar: 'me' });
    const scene = await run('map');
    expect(named(scene, 'rules')?.tintMode).toBe(Phaser.TintModes.SCREEN);
    world.showMap(islands(1), { island: 'rules', avatar: 'me' });
    expect(named(scene, 'rules')?.isTinted).toBe(false);
    expect(named(scene, 'security')?.tintMode).toBe(Phaser.TintModes.SCREEN);
  });
});

test('a paint colours planks, band and stripes of the drawn ship, leaves mast and clear sea alone', () => {
  const paint = { hull: '#0000aa', rail: '#00aa00', sail: '#ffffff', stripe: '#aa00aa' };
  const clear = [255, 122, 89, 0];
  const high = [clear, [236, 96, 68, 255], [255, 253, 245, 255], [140, 84, 46, 255]];
  const low = [[170, 95, 50, 255], [255, 197, 61, 255], [255, 233, 184, 255], clear];
  const sea = [clear, clear, clear, clear];
  const data = new Uint8ClampedArray([high, high, high, high, high, high, high, low, low, sea].flat(2));
  repaintShip(data, 4, paint);
  const at = (row: number, x: number) => [...data.slice((row * 4 + x) * 4, (row * 4 + x) * 4 + 3)];
  const [r = 0, g = 0, b = 0] = at(0, 1);
  expect([r > 130, g < 40, b > 130]).toEqual([true, true, true]);
  expect([at(0, 0), at(0, 2), at(0, 3)]).toEqual([clear.slice(0, 3), [255, 253, 245], [140, 84, 46]]);
  expect([at(7, 0), at(7, 1), at(7, 2)]).toEqual([
    [0, 0, 170],
    [0, 170, 0],
    [255, 233, 184],
  ]);
});

describe('path', () => {
  test.each(['sail', 'rules', 'security', 'business', 'team', 'summit'])(
    'of %s passes dock and stations in order',
    (id) => {
      const art = read<LevelArt>(`client/public/art/level/${id}.json`);
      const stops = stopsOnPath(art);
      expect(stops).toHaveLength(10);
      for (const [i, stop] of stops.entries()) {
        const [x, y] = [art.dock, ...art.stations][i] ?? [0, 0];
        const [px, py] = art.path[stop] ?? [-1, -1];
        expect(Math.hypot(px - x, py - y)).toBeLessThan(12);
        if (i > 0) expect(stop).toBeGreaterThan(stops[i - 1] ?? -1);
      }
    },
  );

  test('walking back is the same way reversed', () => {
    expect(legPoints(level, 3, 2)).toEqual([...legPoints(level, 2, 3)].reverse());
  });

  test('half of a way is half of its length, not half of its points', () => {
    const way = wayAlong([
      { x: 0, y: 0 },
      { x: 10, y: 0 },
      { x: 10, y: 90 },
    ]);
    expect(way.length).toBe(100);
    expect(way.at(0.5)).toEqual({ x: 10, y: 40 });
    expect(way.at(0)).toEqual({ x: 0, y: 0 });
    expect(way.at(1)).toEqual({ x: 10, y: 90 });
  });
});

test('the distance field is the exact distance to the nearest land', async () => {
  const [w, h] = [23, 17];
  const land = [
    [3, 4],
    [20, 2],
    [11, 15],
  ] as const;
  const mask = new Uint8Array(w * h);
  for (const [x, y] of land) mask[y * w + x] = 1;
  const field = await distanceField(mask, w, h, () => Promise.resolve());
  for (let y = 0; y < h; y++)
    for (let x = 0; x < w; x++)
      expect(field[y * w + x]).toBeCloseTo(Math.min(...land.map(([a, b]) => Math.hypot(a - x, b - y))), 3);
});
