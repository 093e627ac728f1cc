import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fallback, pairUp } from '../../server/domain/matching.ts';

const waiting = (person: string, theta: number, since = 0) => ({ person, theta, since });
const names = (pairs: ReturnType<typeof pairUp>) => pairs.map((p) => p.map((w) => w.person));

describe('finding a partner', () => {
  test('who has waited longest is paired first, with the nearest in skill', () => {
    const all = [
      waiting('late', 0, 500),
      waiting('far', 0.5, 100),
      waiting('near', 0.1, 300),
      waiting('first', 0, 0),
    ];
    expect(names(pairUp(all, 600))).toEqual([
      ['first', 'late'],
      ['far', 'near'],
    ]);
  });

  test('too strong an opponent is waited out, and met when the wait has become long', () => {
    const two = [waiting('a', -1), waiting('b', 1)];
    expect(pairUp(two, 1_000)).toEqual([]);
    expect(names(pairUp(two, 7_000))).toEqual([['a', 'b']]);
  });

  test('nobody is in two pairs and nobody meets themselves', () => {
    const people = fc.uniqueArray(
      fc.record({
        person: fc.uuid(),
        theta: fc.double({ min: -4, max: 4, noNaN: true }),
        since: fc.nat(20_000),
      }),
      { selector: (p) => p.person, maxLength: 40 },
    );
    fc.assert(
      fc.property(people, (all) => {
        const seen = pairUp(all, 20_000)
          .flat()
          .map((w) => w.person);
        expect(new Set(seen).size).toBe(seen.length);
      }),
    );
  });

  test('a newcomer soon meets a bot, others a recorded run, or a bot where none is', () => {
    expect(fallback({ waitedMs: 2_900, duels: 0, hasGhost: true })).toBe('wait');
    expect(fallback({ waitedMs: 3_000, duels: 2, hasGhost: true })).toBe('bot');
    expect(fallback({ waitedMs: 4_900, duels: 3, hasGhost: true })).toBe('wait');
    expect(fallback({ waitedMs: 5_000, duels: 3, hasGhost: true })).toBe('ghost');
    expect(fallback({ waitedMs: 5_000, duels: 3, hasGhost: false })).toBe('bot');
  });
});
