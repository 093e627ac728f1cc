import { describe, expect, it, test } from 'vitest';
import { hudBoxes, islandBox, mapLayout, overlaps, type Size } from '../../client/stores/layout.ts';
import { placedIslands, placesOf } from '../../server/domain/quest-places.ts';

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
  { w: 640, h: 900 },
];
const counts = Array.from({ length: 12 }, (_, i) => i + 1);
const laid = (n: number) => placesOf(n).map((place, i) => ({ id: `i${i + 1}`, place }));
/** The land of an island without the sea around it. */
const land = ({ x, y, w }: { x: number; y: number; w: number }) => ({
  x: x - w * 0.36,
  y: y - w * 0.22,
  w: w * 0.72,
  h: w * 0.44,
});

describe('islands that nobody has placed', () => {
  test.each(LANDSCAPES)(
    'lie apart, in sight and under no panel on $w x $h, one to twelve of them',
    (viewport) => {
      for (const n of counts) {
        const { islands, world } = mapLayout(viewport, laid(n));
        expect(islands).toHaveLength(n);
        for (const [i, island] of islands.entries()) {
          const box = islandBox(island);
          const where = `${n} islands, number ${i + 1}`;
          expect(
            hudBoxes(viewport).filter((hud) => overlaps(hud, box)),
            where,
          ).toEqual([]);
          expect(box.x, where).toBeGreaterThanOrEqual(-8);
          expect(box.x + box.w, where).toBeLessThanOrEqual(world.w + 8);
          for (const other of islands.slice(i + 1))
            expect(overlaps(land(island), land(other)), where).toBe(false);
        }
      }
    },
  );

  test.each(PHONES)(
    'stand one above the other in a strip of $w x $h, the first at the bottom',
    (viewport) => {
      for (const n of counts) {
        const { islands } = mapLayout(viewport, laid(n));
        for (const [i, island] of islands.entries()) {
          expect(island.y - island.w * 0.36).toBeGreaterThan(82);
          for (const other of islands.slice(i + 1)) {
            expect(other.y).toBeLessThan(island.y);
            expect(overlaps(land(island), land(other)), `${n}: ${i + 1}`).toBe(false);
          }
        }
      }
    },
  );

  it('keep the places a trainer has set only when all are set', () => {
    const place = { landscape: { x: 1, y: 2, w: 3 }, portrait: { x: 4, y: 5, w: 6 } };
    const base = { name: { zh: '岛' }, about: { zh: '岛' }, icon: 'hut', bank: 'b', stations: [] };
    const quest = (...places: (typeof place | undefined)[]) => ({
      islands: places.map((p, i) => ({ ...base, id: `i${i}`, ...(p ? { place: p } : {}) })),
    });
    expect(placedIslands(quest(place, place))).toEqual([place, place]);
    expect(placedIslands(quest(place, undefined))).toEqual(placesOf(2));
  });
});
