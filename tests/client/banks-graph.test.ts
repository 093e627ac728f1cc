import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layersOf, layoutOf, NODE } from '../../client/studio/banks/points/graph-layout.ts';

/** Points that need only earlier ones: always a graph without rings. */
const graph = fc.array(fc.array(fc.nat(40), { maxLength: 4 }), { maxLength: 40 }).map((rows) =>
  rows.map((needs, i) => ({
    id: `p${i}`,
    requires: i === 0 ? [] : [...new Set(needs.map((n) => `p${n % i}`))],
  })),
);

describe('the drawn graph of knowledge points', () => {
  test('puts every point behind all that it needs, one layer behind the last of them', () => {
    fc.assert(
      fc.property(graph, (points) => {
        const layers = layersOf(points);
        for (const { id, requires } of points) {
          const before = requires.map((r) => layers.get(r) ?? Number.NaN);
          expect(layers.get(id)).toBe(before.length === 0 ? 0 : Math.max(...before) + 1);
        }
      }),
    );
  });

  test('shows each point once, inside the sheet, no two over each other, and every prerequisite as an edge', () => {
    fc.assert(
      fc.property(graph, (points) => {
        const { nodes, edges, width, height } = layoutOf(points);
        expect(nodes.map((n) => n.id).sort()).toEqual(points.map((p) => p.id).sort());
        for (const [i, a] of nodes.entries()) {
          expect(a.x >= 0 && a.y >= 0 && a.x + NODE.width <= width && a.y + NODE.height <= height).toBe(true);
          for (const b of nodes.slice(i + 1))
            expect(Math.abs(a.x - b.x) >= NODE.width || Math.abs(a.y - b.y) >= NODE.height).toBe(true);
        }
        const drawn = edges.map((e) => `${e.from} ${e.to}`).sort();
        expect(drawn).toEqual(points.flatMap((p) => p.requires.map((r) => `${r} ${p.id}`)).sort());
        expect(edges.every((e) => !e.path.includes('NaN'))).toBe(true);
      }),
    );
  });

  test('leads an edge that passes a layer around the points of that layer', () => {
    const points = [
      { id: 'a', requires: [] },
      { id: 'b', requires: ['a'] },
      { id: 'c', requires: ['a', 'b'] },
    ];
    const { nodes, edges } = layoutOf(points);
    const b = nodes.find((n) => n.id === 'b');
    const long = edges.find((e) => e.from === 'a' && e.to === 'c')?.path ?? '';
    const passes = /C\S+ \S+ \S+ \S+ (\S+) (\S+)L/u.exec(long);
    expect(Number(passes?.[1])).toBe(b?.x);
    const y = Number(passes?.[2]);
    expect(y < (b?.y ?? 0) || y > (b?.y ?? 0) + NODE.height).toBe(true);
  });

  test('does not hang on a ring or on a point that is gone', () => {
    const ring = [
      { id: 'a', requires: ['b', 'gone'] },
      { id: 'b', requires: ['a', 'b'] },
    ];
    expect(layoutOf(ring).nodes).toHaveLength(2);
  });
});
