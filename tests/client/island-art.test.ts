// @vitest-environment node
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { projectionOf } from '../../client/art/island/relief.ts';
import { terrainOf } from '../../client/art/island/terrain.ts';
import { readManifest } from '../../client/art/manifest.ts';
import { readBiomes } from '../../client/art/plans.ts';
import { BIOME_COLOURS } from '../../client/art/runtime/biomes.ts';
import { BUILT_ISLANDS, drawnAs } from '../../client/art/runtime/built.ts';
import { ART_VERSION, type ArtRequest, drawIsland } from '../../client/art/runtime/draw-island.ts';
import { FLORA } from '../../client/art/runtime/flora.ts';
import { isSurrounded, LEVEL_VIEW, planLevel } from '../../client/art/runtime/level-plan.ts';
import { TINTS } from '../../client/art/runtime/tints.ts';
import { BIOMES, ISLAND_SIZES, type IslandStyle } from '../../server/domain/quest.ts';

const PUBLIC = join(import.meta.dirname, '../../client/public');
/** A level picture is this much bigger than its ground is reckoned: finish.ts. */
const LEVEL = { width: 960, scale: 1.5 };
const UNIT = (LEVEL.width * LEVEL.scale) / 2;

const style = fc.record({
  seed: fc.integer({ min: 0, max: 999_999 }),
  biome: fc.constantFrom(...BIOMES),
  size: fc.constantFrom(...ISLAND_SIZES),
});
const hashOf = (request: ArtRequest): string => {
  const { pixels, props, level, foot } = drawIsland(request);
  const hash = createHash('sha256').update(pixels).update(foot);
  return hash
    .update(JSON.stringify([props, level]))
    .digest('hex')
    .slice(0, 16);
};

const STYLES: [ArtRequest, string][] = [
  [{ seed: 7, biome: 'forest', size: 'small', stations: 9, kind: 'level', width: 400 }, 'c117664af5576751'],
  [
    { seed: 123_456, biome: 'volcano', size: 'large', stations: 15, kind: 'level', width: 400 },
    '98ec8a6770eb1274',
  ],
  [{ seed: 0, biome: 'snow', size: 'medium', stations: 1, kind: 'map', width: 280 }, 'f3f02e441cd1ce34'],
];

describe('an island drawn from its style', () => {
  test.each(STYLES)('is the same land every time and on every machine: %o', (request, known) => {
    expect(
      { version: ART_VERSION, hash: hashOf(request) },
      'drawn otherwise than before: count up ART_VERSION, or browsers go on showing what they kept',
    ).toEqual({ version: 1, hash: known });
  });

  test('is another land for another seed and for another kind of land', () => {
    const one: ArtRequest = { seed: 5, biome: 'beach', size: 'medium', stations: 4, kind: 'map', width: 160 };
    const all = [
      one,
      { ...one, seed: 6 },
      { ...one, biome: 'fort' as const },
      { ...one, size: 'large' as const },
    ];
    expect(new Set(all.map(hashOf)).size).toBe(all.length);
  });

  test('is no land for other stations: the map picture stays when a station is added', () => {
    const one: ArtRequest = { seed: 5, biome: 'beach', size: 'medium', stations: 4, kind: 'map', width: 160 };
    expect(hashOf({ ...one, stations: 11 })).toBe(hashOf(one));
  });

  test('lies whole in its picture, and is quick', () => {
    const times: string[] = [];
    for (const [i, biome] of BIOMES.entries()) {
      const began = performance.now();
      const { width, height, pixels, props } = drawIsland({
        seed: 900 + i,
        biome,
        size: ISLAND_SIZES[i % 3] ?? 'medium',
        stations: 4 + i * 2,
        kind: 'level',
        width: LEVEL.width,
      });
      times.push(`${biome} ${Math.round(performance.now() - began)} ms`);
      const solid = (x: number, y: number): boolean => (pixels[(y * width + x) * 4 + 3] ?? 0) > 0;
      const rim = [
        ...Array.from({ length: width }, (_, x) => [x, 0, x, height - 1]).flatMap(([a, b, c, d]) => [
          [a, b],
          [c, d],
        ]),
        ...Array.from({ length: height }, (_, y) => [0, y, width - 1, y]).flatMap(([a, b, c, d]) => [
          [a, b],
          [c, d],
        ]),
      ];
      expect(rim.filter(([x = 0, y = 0]) => solid(x, y))).toEqual([]);
      expect(props.length).toBeGreaterThan(30);
      const outside = props.filter((p) => p.x < 0 || p.x > width || p.y < 0 || p.y > height);
      expect(outside).toEqual([]);
    }
    process.stdout.write(`levels of ${LEVEL.width} px: ${times.join(', ')}\n`);
  }, 60_000);
});

const apart = ([u, v]: readonly [number, number], [x, y]: readonly [number, number]): number =>
  Math.hypot(u - x, (v - y) * LEVEL_VIEW.pitch);

const checked = (given: IslandStyle, n: number): void => {
  const { shape, stops, road, finds } = planLevel(given, n);
  const terrain = terrainOf(shape, 300, road);
  const { cell } = projectionOf(terrain, LEVEL_VIEW);
  const shoreAt = ([u, v]: readonly [number, number]): number => terrain.shore[cell(u, v)] ?? -1;
  const [dock, ...stations] = stops;
  expect(stations).toHaveLength(n);
  for (const station of stations) {
    expect(shoreAt(station), 'a station stands on land').toBeGreaterThan(0.1);
    expect(terrain.stream[cell(...station)] ?? -9, 'not in a stream').toBeLessThan(-0.02);
  }
  for (const [i, one] of stops.entries())
    for (const other of stops.slice(i + 1))
      expect(apart(one, other) * UNIT, 'pads are apart').toBeGreaterThan(60);
  expect(dock && shoreAt(dock), 'the dock is on the shore').toBeLessThan(0.09);
  const met = stops.map((stop) =>
    road.line.findIndex((p) => Math.hypot(p[0] - stop[0], p[1] - stop[1]) < 1e-6),
  );
  expect(met, 'the path meets dock and stations in order').toEqual([...met].sort((a, b) => a - b));
  expect(met[0]).toBe(0);
  expect(met.every((at) => at >= 0)).toBe(true);
  for (const place of road.line) expect(shoreAt(place), 'the path keeps off the sea').toBeGreaterThan(0);
  const spots = [...finds.ghosts, ...finds.peers, finds.dig, finds.bottle];
  for (const spot of spots) {
    expect(Math.min(...stations.map((s) => Math.hypot(s[0] - spot[0], s[1] - spot[1])))).toBeGreaterThan(
      0.09,
    );
    expect(shoreAt(spot), 'nobody stands in the sea').toBeGreaterThan(0);
  }
  expect(new Set(spots.map((spot) => spot.join())).size).toBe(spots.length);
  for (const coin of finds.coins) {
    expect(Math.min(...stations.map((s) => Math.hypot(s[0] - coin[0], s[1] - coin[1])))).toBeGreaterThan(
      0.06,
    );
    expect(terrain.road[cell(...coin)], 'coins lie on the path').toBeLessThan(0.03);
  }
  expect(isSurrounded(terrain), 'no coast is cut off').toBe(true);
};

describe('a level planned from a style', () => {
  test('holds 1 to 15 stations on land, apart, on one path, with room for what is found', () => {
    let n = 0;
    fc.assert(
      fc.property(style, (given) => {
        n = (n % 15) + 1;
        checked(given, n);
      }),
      { numRuns: 50 },
    );
  }, 120_000);

  test('is the same whatever the size of its picture', () => {
    const given = { seed: 31, biome: 'fort', size: 'medium', stations: 6, kind: 'level' } as const;
    const [small, big] = [
      drawIsland({ ...given, width: 320 }).level,
      drawIsland({ ...given, width: 640 }).level,
    ];
    const shares = (level: typeof small) =>
      level?.stations.map(([x, y]) => [x - (level.dock[0] ?? 0), y - (level.dock[1] ?? 0)]);
    for (const [i, [x = 0, y = 0]] of (shares(small) ?? []).entries()) {
      expect(Math.abs((shares(big)?.[i]?.[0] ?? 0) - x * 2)).toBeLessThan(8);
      expect(Math.abs((shares(big)?.[i]?.[1] ?? 0) - y * 2)).toBeLessThan(12);
    }
  });
});

describe('what islands are drawn with', () => {
  test('colours are those of content/art/biomes.yaml', () => {
    expect(BIOME_COLOURS).toEqual(readBiomes());
  });

  test('every prop is in the atlas, mixed from it, or an icon', () => {
    const atlas = JSON.parse(readFileSync(join(PUBLIC, 'art/props.json'), 'utf8')) as { frames: object };
    const slugs = Object.values(FLORA).flatMap(({ landmarks, growths }) =>
      [...landmarks, ...growths].map((p) => p.slug),
    );
    const missing = slugs.filter((slug) =>
      slug.startsWith('icon:')
        ? !existsSync(join(PUBLIC, `icons/large/${slug.slice(5)}.webp`))
        : !((TINTS[slug]?.from ?? slug) in atlas.frames),
    );
    expect(missing).toEqual([]);
  });

  test('islands of the build are those of the manifest; only they need no drawing', () => {
    const built = Object.keys(readManifest()).flatMap((name) => /^levels\/(.+)$/.exec(name)?.[1] ?? []);
    expect([...BUILT_ISLANDS].sort()).toEqual(built.sort());
    expect(drawnAs({ id: 'sail', stations: 9 }, 'level')).toBeUndefined();
    expect(drawnAs({ id: 'sail', stations: 4 }, 'map')).toBeUndefined();
    expect(drawnAs({ id: 'sail', stations: 4 }, 'level')).toMatchObject({ biome: 'beach', stations: 4 });
    const mine = { seed: 1, biome: 'snow', size: 'large' } as const;
    expect(drawnAs({ id: 'sail', style: mine, stations: 9 }, 'level')).toMatchObject(mine);
    expect(drawnAs({ id: 'q-1', stations: 3 }, 'map')).toEqual(drawnAs({ id: 'q-1', stations: 3 }, 'map'));
  });
});
