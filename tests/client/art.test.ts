import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { iconsOfContent } from '../../client/art/content.ts';
import { fleetParts } from '../../client/art/fleet.ts';
import { iconSlugs } from '../../client/art/icons.ts';
import { islandParts } from '../../client/art/islands.ts';
import { levelParts } from '../../client/art/levels.ts';
import { hashOf, readManifest } from '../../client/art/manifest.ts';
import { PLACES } from '../../client/art/places.ts';
import { ISLAND_IDS } from '../../client/art/plans.ts';
import { propParts } from '../../client/art/props.ts';
import { cloudParts } from '../../client/art/sea.ts';
import { FAR_ISLANDS } from '../../client/stores/fleet-layout.ts';
import { TEAM_IDS } from '../../server/domain/battle-shape.ts';

const SCENE_BUDGET = 1.2 * 1024 * 1024;
const MAX_TEXTURE = 2048;
/** Room for a station's label in pixels of a level picture: two stations may be closer in one direction only. */
const LABEL = { width: 200, height: 90 };

const at = (path: string) => join(PLACES.public, path);
const bytesOf = (...paths: string[]) => paths.reduce((sum, path) => sum + statSync(at(path)).size, 0);
const readJson = <T>(path: string): T => JSON.parse(readFileSync(at(path), 'utf8')) as T;

type Pixel = [number, number];
type Level = {
  w: number;
  h: number;
  dock: Pixel;
  stations: Pixel[];
  path: Pixel[];
  spots: { coins: Pixel[]; ghosts: Pixel[]; peers: Pixel[]; dig: Pixel; bottle: Pixel };
};
const readLevel = (id: string) => readJson<Level>(`art/level/${id}.json`);
const atlases = ['art/props', 'art/sea'];
const atlasFiles = atlases.flatMap((path) => [`${path}.webp`, `${path}.json`]);

describe('built art', () => {
  test('every file of the manifest is there with its size', () => {
    const files = Object.values(readManifest()).flatMap((record) => Object.entries(record.files));
    const wrong = files.filter(([path, bytes]) => !existsSync(at(path)) || statSync(at(path)).size !== bytes);
    expect(files.length).toBeGreaterThan(100);
    expect(wrong).toEqual([]);
  });

  test('the atlas and the islands are built from the parameters and the code of today', () => {
    const manifest = readManifest();
    const stale = [...propParts(), ...cloudParts(), ...fleetParts(), ...islandParts(), ...levelParts()]
      .filter((part) => manifest[part.name]?.hash !== hashOf(part))
      .map((part) => part.name);
    expect(stale, 'run `npm run -s art`').toEqual([]);
  });

  test('the world map loads at most 1.2 MB of pictures', () => {
    const islands = ISLAND_IDS.flatMap((id) => [`art/map/${id}.webp`, `art/map/${id}.mask.png`]);
    expect(bytesOf(...islands, ...atlasFiles)).toBeLessThan(SCENE_BUDGET);
  });

  test.each(ISLAND_IDS)('island %s loads at most 1.2 MB of pictures', (id) => {
    expect(bytesOf(`art/level/${id}.webp`, `art/level/${id}.mask.png`, ...atlasFiles)).toBeLessThan(
      SCENE_BUDGET,
    );
  });

  test('a battle loads at most 0.5 MB of pictures, a boat for each team among them', () => {
    const islands = FAR_ISLANDS.map((id) => `art/map/${id}.webp`);
    expect(bytesOf('art/fleet.webp', 'art/fleet.json', ...islands)).toBeLessThan(0.5 * 1024 * 1024);
    const { frames } = readJson<{ frames: Record<string, unknown> }>('art/fleet.json');
    expect(TEAM_IDS.filter((id) => !(`boat-${id}` in frames))).toEqual([]);
  });

  test.each([...atlases, 'art/fleet'])(
    '%s fits a texture of 2048 and all its frames lie inside',
    async (path) => {
      const { width, height } = await sharp(at(`${path}.webp`)).metadata();
      expect(Math.max(width, height)).toBeLessThanOrEqual(MAX_TEXTURE);
      type Frame = { frame: { x: number; y: number; w: number; h: number } };
      const { frames } = readJson<{ frames: Record<string, Frame> }>(`${path}.json`);
      const outside = Object.values(frames).filter(({ frame: f }) => f.x + f.w > width || f.y + f.h > height);
      expect(outside).toEqual([]);
    },
  );
});

describe('icons', () => {
  test('every icon that content or the interface names has its file', () => {
    const slugs = [...iconSlugs(), ...iconsOfContent().map((use) => use.slug)];
    expect(slugs.filter((slug) => !existsSync(at(`icons/${slug}.webp`)))).toEqual([]);
  });

  test('every icon that a screen draws by a fixed name has its file', () => {
    const screens = globSync('client/{ui,studio}/**/*.tsx', { cwd: PLACES.root });
    const names = screens.flatMap((path) =>
      [...readFileSync(join(PLACES.root, path), 'utf8').matchAll(/<Icon\s+name="([^"]+)"/g)].map(
        ([, name]) => name,
      ),
    );
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !existsSync(at(`icons/${name}.webp`)))).toEqual([]);
  });

  test('every picture of a card is there large', () => {
    const large = iconsOfContent().filter((use) => use.large);
    expect(large.length).toBeGreaterThan(0);
    expect(large.filter(({ slug }) => !existsSync(at(`icons/large/${slug}.webp`)))).toEqual([]);
  });
});

describe.each(ISLAND_IDS)('level island %s', (id) => {
  const level = readLevel(id);
  const isInside = ([x, y]: Pixel) => x >= 0 && y >= 0 && x <= level.w && y <= level.h;

  test('its data has the size of its picture', async () => {
    const { width, height } = await sharp(at(`art/level/${id}.webp`)).metadata();
    expect([level.w, level.h]).toEqual([width, height]);
  });

  test('nine stations lie in the picture, in the order of the path that starts at the dock', () => {
    expect(level.stations.filter(isInside)).toHaveLength(9);
    const stops = level.path.filter((_, i) => i % 14 === 0);
    expect(stops).toEqual([level.dock, ...level.stations]);
  });

  test('stations leave room for their labels', () => {
    const crowded = level.stations.flatMap(([x, y], i) =>
      level.stations
        .slice(i + 1)
        .filter(([x2, y2]) => Math.abs(x2 - x) < LABEL.width && Math.abs(y2 - y) < LABEL.height),
    );
    expect(crowded).toEqual([]);
  });

  test('coins, ghosts, peers, the dig and the bottle have places on land', async () => {
    const { coins, ghosts, peers, dig, bottle } = level.spots;
    expect(coins.length).toBeGreaterThanOrEqual(3);
    expect(ghosts).toHaveLength(9);
    const { data, info } = await sharp(at(`art/level/${id}.webp`))
      .raw()
      .toBuffer({ resolveWithObject: true });
    const isLand = ([x, y]: Pixel) => (data[(y * info.width + x) * info.channels + 3] ?? 0) > 200;
    expect([...coins, ...ghosts, ...peers, dig, bottle].filter((spot) => !isLand(spot))).toEqual([]);
  });
});

describe('world map islands', () => {
  test('each picture has the size that islands.json says', async () => {
    const sizes = readJson<Record<string, { w: number; h: number; full: number }>>('art/map/islands.json');
    expect(Object.keys(sizes)).toEqual([...ISLAND_IDS]);
    for (const [id, size] of Object.entries(sizes)) {
      const { width, height } = await sharp(at(`art/map/${id}.webp`)).metadata();
      expect([id, size.w, size.h]).toEqual([id, width, height]);
    }
  });
});
