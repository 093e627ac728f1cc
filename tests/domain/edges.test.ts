import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutEdges } from '../../server/domain/edges.ts';

test('white space and the given characters go at both ends, and nowhere else', () => {
  expect(withoutEdges(' ,。a, b。, ', ',。')).toBe('a, b');
  expect(withoutEdges('((a))', '(', ')')).toBe('a');
  expect(withoutEdges(' ,. ', ',.')).toBe('');
});

test('it says the same as the pattern it stands for', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', ',', '。', ' ', '\t', '\u3000', '.') }), (text) => {
      expect(withoutEdges(text, ',。.')).toBe(text.replace(/^[\s,。.]+|[\s,。.]+$/gu, ''));
    }),
  );
});

test('a long run of such characters inside costs nothing', () => {
  const text = `a${' ,'.repeat(200_000)}b`;
  const started = performance.now();
  expect(withoutEdges(text, ',')).toBe(text);
  expect(performance.now() - started).toBeLessThan(2000);
});
