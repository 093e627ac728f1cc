import { beforeEach, describe, expect, test } from 'vitest';
import {
  type Box,
  cameraOn,
  hudBoxes,
  islandBox,
  type LevelArt,
  levelLayout,
  mapLayout,
  overlaps,
  type Point,
  type Size,
} from '../../client/stores/layout.ts';
import { type MapIslandInput, placeOf, world, worldSize } from '../../client/stores/world.ts';

const LANDSCAPES: Size[] = [
  { w: 1280, h: 800 },
  { w: 1366, h: 768 },
  { w: 1440, h: 900 },
  { w: 1920, h: 1080 },
  { w: 1100, h: 768 },
];
const PHONES: Size[] = [
  { w: 390, h: 844 },
  { w: 320, h: 568 },
  { w: 320, h: 640 },
  { w: 430, h: 932 },
  { w: 640, h: 900 },
];

const place = (x: number, y: number, w: number, px: number, py: number, pw: number) => ({
  landscape: { x, y, w },
  portrait: { x: px, y: py, w: pw },
});
const ISLANDS: MapIslandInput[] = [
  { id: 'sail', state: 'done', place: place(190, 560, 258, 120, 1180, 208) },
  { id: 'team', state: 'done', place: place(432, 268, 250, 268, 985, 204) },
  { id: 'rules', state: 'current', place: place(588, 512, 300, 138, 770, 232) },
  { id: 'craft', state: 'locked', place: place(742, 240, 236, 276, 560, 190) },
  { id: 'blossom', state: 'locked', place: place(946, 418, 232, 118, 372, 182) },
  { id: 'peak', state: 'locked', place: place(1096, 206, 240, 268, 190, 194) },
];

const level: LevelArt = {
  w: 1468,
  h: 940,
  dock: [110, 690],
  stations: [
    [310, 660],
    [450, 480],
    [270, 330],
    [500, 240],
    [720, 380],
    [790, 600],
    [1020, 620],
    [1130, 420],
    [980, 220],
  ],
  path: [],
  spots: { coins: [], ghosts: [], peers: [], dig: [1200, 640], bottle: [200, 800] },
};

const onScreen = (point: Point, camera: Point): Point => ({ x: point.x - camera.x, y: point.y - camera.y });
const inside = (p: Point, box: Box): boolean =>
  p.x >= box.x && p.x <= box.x + box.w && p.y >= box.y && p.y <= box.y + box.h;

describe('map layout', () => {
  test.each(LANDSCAPES)('no island lies under a panel or outside of $w x $h', (viewport) => {
    const { world: sea, islands } = mapLayout(viewport, ISLANDS);
    for (const island of islands) {
      const box = islandBox(island);
      expect(
        hudBoxes(viewport).filter((hud) => overlaps(hud, box)),
        island.id,
      ).toEqual([]);
      expect(box.x).toBeGreaterThanOrEqual(-8);
      expect(box.x + box.w).toBeLessThanOrEqual(sea.w + 8);
      expect(inside(island.label, { x: 0, y: 0, ...viewport }), island.id).toBe(true);
    }
  });

  test.each(LANDSCAPES)('islands keep apart on $w x $h', (viewport) => {
    const boxes = mapLayout(viewport, ISLANDS).islands.map(({ x, y, w }) => ({
      x: x - w * 0.36,
      y: y - w * 0.22,
      w: w * 0.72,
      h: w * 0.44,
    }));
    for (const [i, a] of boxes.entries())
      for (const b of boxes.slice(i + 1)) expect(overlaps(a, b)).toBe(false);
  });

  test('an island that content puts under the card bottom right is pushed out', () => {
    const viewport = { w: 1280, h: 800 };
    const [moved] = mapLayout(viewport, [{ id: 'x', place: place(1090, 660, 240, 0, 0, 1) }]).islands;
    expect(moved).toBeDefined();
    if (moved) expect(hudBoxes(viewport).some((hud) => overlaps(hud, islandBox(moved)))).toBe(false);
  });

  test.each(PHONES)('every island can be panned between the bars of a phone of $w x $h', (viewport) => {
    const layout = mapLayout(viewport, ISLANDS);
    for (const island of layout.islands) {
      const camera = cameraOn(island, viewport, layout.world);
      const label = onScreen(island.label, camera);
      const foot = { x: label.x, y: label.y + 40 };
      expect(
        hudBoxes(viewport).some((hud) => inside(label, hud) || inside(foot, hud)),
        island.id,
      ).toBe(false);
      expect(inside(label, { x: 0, y: 0, ...viewport }), island.id).toBe(true);
    }
  });

  test('a landscape phone gets a world to pan instead of islands on top of each other', () => {
    const viewport = { w: 844, h: 390 };
    const layout = mapLayout(viewport, ISLANDS);
    expect(layout.world.h).toBeGreaterThan(viewport.h);
    for (const island of layout.islands) {
      const camera = cameraOn(island, viewport, layout.world);
      expect(inside(onScreen(island, camera), { x: 0, y: 0, ...viewport }), island.id).toBe(true);
    }
  });
});

describe('level layout', () => {
  test.each(LANDSCAPES)(
    'every station of $w x $h is visible above the strip and below the bar',
    (viewport) => {
      const { toScreen, world: sea } = levelLayout(viewport, level);
      expect(sea).toEqual(viewport);
      for (const station of level.stations) {
        const at = toScreen(station);
        expect(at.y).toBeGreaterThan(82);
        expect(at.y).toBeLessThan(viewport.h - 154);
        expect(at.x).toBeGreaterThan(40);
        expect(at.x).toBeLessThan(viewport.w - 40);
      }
    },
  );

  test.each(PHONES)('a phone of $w x $h brings every station to the middle above the sheet', (viewport) => {
    const layout = levelLayout(viewport, level);
    for (const station of [level.dock, ...level.stations]) {
      const at = layout.toScreen(station);
      const seen = onScreen(at, cameraOn(at, viewport, layout.world));
      expect(Math.abs(seen.x - viewport.w / 2)).toBeLessThan(viewport.w * 0.28);
      expect(seen.y).toBeGreaterThan(viewport.h * 0.15);
      expect(seen.y).toBeLessThan(viewport.h * 0.5);
    }
  });

  test('on an upright tablet the island lies in the middle above the strip', () => {
    const viewport = { w: 768, h: 1024 };
    const { toScreen } = levelLayout(viewport, level);
    const top = toScreen([0, 0]).y;
    const bottom = toScreen([0, level.h]).y;
    expect(top - 44).toBeCloseTo(viewport.h - 170 - bottom, 5);
  });

  test('neighbouring stations stay a finger apart on the smallest phone', () => {
    const { toScreen } = levelLayout({ w: 320, h: 568 }, level);
    const at = level.stations.map(toScreen);
    for (const [i, a] of at.entries())
      for (const b of at.slice(i + 1)) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(44);
  });
});

describe('world store', () => {
  const stations = level.stations.map((_, i) => ({
    id: `s-${i + 1}`,
    kind: 'card' as const,
    state: 'current' as const,
    stars: 0,
  }));
  const showIsland = (station?: string) =>
    world.showIsland({ id: 'rules' }, stations, [], [], [], { avatar: 'a', ...(station && { station }) });

  beforeEach(() => {
    world.setState(world.getInitialState(), true);
    world.resize({ w: 390, h: 844 });
  });

  test('labels and drawing read one place for a station', () => {
    showIsland('s-4');
    world.setLevel(level);
    const layout = levelLayout(world.getState().size, level);
    expect(placeOf(world.getState(), 's-4')).toEqual(layout.toScreen([500, 240]));
    expect(placeOf(world.getState(), 'dock')).toEqual(layout.toScreen([110, 690]));
    expect(placeOf(world.getState(), 'nowhere')).toBeUndefined();
  });

  test('the camera opens on the ship and never leaves the world', () => {
    world.showMap(ISLANDS, { island: 'rules', avatar: 'a' });
    const { camera, size } = world.getState();
    const rules = placeOf(world.getState(), 'rules');
    expect(rules && rules.y - camera.y).toBeCloseTo(size.h * 0.36, 0);
    world.moveCamera({ x: 500, y: 99_999 });
    const end = world.getState();
    expect(end.camera).toEqual({ x: 0, y: worldSize(end).h - size.h });
  });

  test('back from a play screen my critter walks on from where it stood', () => {
    showIsland('s-2');
    world.setLevel(level);
    const drawAtOnce = world.subscribe(
      (now) => now.scene === 'island' && !now.drawn && world.setState({ drawn: true }),
    );
    world.hide();
    showIsland('s-3');
    expect(world.getState()).toMatchObject({ me: 's-2', goal: 's-3', walking: true, hurry: false });
    drawAtOnce();
  });

  test('without a scene my critter is at once where it should be', () => {
    showIsland('s-2');
    world.hide();
    showIsland('s-5');
    expect(world.getState()).toMatchObject({ me: 's-5', walking: false });
    world.showMap(ISLANDS);
    showIsland('s-7');
    expect(world.getState().me).toBe('s-7');
  });

  test('with a scene a walk lasts until the scene reports the goal, and a second tap hurries it', () => {
    showIsland('s-1');
    world.setLevel(level);
    world.setState({ drawn: true });
    world.walkTo('s-3');
    expect(world.getState()).toMatchObject({ me: 's-1', goal: 's-3', walking: true, hurry: false });
    world.arrive('s-2');
    expect(world.getState()).toMatchObject({ me: 's-2', walking: true });
    world.walkTo('s-3');
    expect(world.getState().hurry).toBe(true);
    world.arrive('s-3');
    expect(world.getState()).toMatchObject({ me: 's-3', walking: false, hurry: false });
  });

  test('a tap reaches listeners until they unsubscribe', () => {
    const heard: string[] = [];
    const stop = world.onTap((tap) => heard.push(`${tap.kind}:${tap.id}`));
    world.tap({ kind: 'coin', id: 'coin-2' });
    stop();
    world.tap({ kind: 'ghost', id: 'g' });
    expect(heard).toEqual(['coin:coin-2']);
  });
});
