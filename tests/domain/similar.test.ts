import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ringOf, topologicalOrder } from '../../server/domain/point-graph.ts';
import { foldForSearch, wordsOf } from '../../server/domain/question-search.ts';
import { findPairs, findSimilar, similarity } from '../../server/domain/similar.ts';

const letters = fc.string({ unit: fc.constantFrom(...'甲乙丙丁戊己ab1 +'), maxLength: 14 });
const graphs = fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 14 }).map((edges) => {
  const graph = new Map<string, string[]>();
  for (let i = 0; i < 8; i++) graph.set(String(i), []);
  for (const [a, b] of edges) graph.get(String(a))?.push(String(b));
  return graph;
});

describe('texts that look alike', () => {
  test('similarity is 1 for a text with itself, the same both ways, and never outside 0 to 1', () => {
    fc.assert(
      fc.property(letters, letters, (a, b) => {
        const s = similarity(a, b);
        expect(s).toBe(similarity(b, a));
        expect(s >= 0 && s <= 1).toBe(true);
        expect(similarity(a, a)).toBe(1);
      }),
    );
  });

  test('the fast search finds exactly the pairs that comparing everything finds', () => {
    const texts = fc.array(letters, { maxLength: 12 });
    fc.assert(
      fc.property(texts, texts, fc.constantFrom(0.3, 0.5, 0.7, 1), (news, olds, threshold) => {
        const slow = news.flatMap((x, a) =>
          olds.flatMap((y, b) => {
            const s = similarity(x, y);
            return /[\p{L}\p{N}\p{S}]/u.test(x) && s >= threshold ? [`${a} ${b} ${s}`] : [];
          }),
        );
        const fast = findSimilar(news, olds, threshold, 99).map((m) => `${m.a} ${m.b} ${m.similarity}`);
        expect(fast.sort()).toEqual(slow.sort());
      }),
      { numRuns: 500 },
    );
  });

  test('pairs of one list are named once', () => {
    const text = '发现电脑没有锁屏应当首先怎么做';
    expect(findPairs([text, '别的', `${text}？`, text]).map((m) => [m.a, m.b])).toEqual([
      [0, 2],
      [0, 3],
      [2, 3],
    ]);
  });

  test('width, case, radicals and punctuation make no difference', () => {
    expect(similarity('⼈⼯智能 ＡＢＣ', '人工智能，abc。')).toBe(1);
    expect(similarity('3+4=', '3-4=')).toBeLessThan(1);
  });
});

describe('words of a search', () => {
  test('folding twice is folding once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (s) => {
        expect(foldForSearch(foldForSearch(s))).toBe(foldForSearch(s));
      }),
    );
    expect(wordsOf(' ＴＣＰ　 tcp  握手 ')).toEqual(['tcp', '握手']);
  });
});

describe('a graph of prerequisites', () => {
  test('either has an order in which everything comes after what it requires, or a ring that is named', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const ring = ringOf(graph);
        if (ring) {
          expect(ring.length).toBeGreaterThan(1);
          expect(ring[0]).toBe(ring.at(-1));
          for (const [i, point] of ring.slice(0, -1).entries())
            expect(graph.get(point)).toContain(ring[i + 1]);
          expect(() => topologicalOrder(graph)).toThrow('point.cycle');
        } else {
          const order = topologicalOrder(graph);
          expect([...order].sort()).toEqual([...graph.keys()].sort());
          for (const [point, before] of graph)
            for (const b of before) expect(order.indexOf(b)).toBeLessThan(order.indexOf(point));
        }
      }),
    );
  });
});
