import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  advanced,
  isSettled,
  knockOut,
  type Match,
  nextOf,
  roundRobin,
  standingsIn,
} from '../../server/domain/bracket.ts';

const idsOf = (n: number): string[] => Array.from({ length: n }, (_, i) => `d${i}`);
const pairOf = (m: Match): string => [m.a, m.b].sort().join('-');
const win = (matches: readonly Match[], nth: number, side: 'a' | 'b'): Match[] =>
  advanced(
    matches.map((m) => {
      const winner = m[side];
      return m.nth === nth && winner !== undefined
        ? { ...m, winner, scoreA: side === 'a' ? 2 : 1, scoreB: side === 'a' ? 1 : 2 }
        : m;
    }),
  );

describe('a round robin', () => {
  test('lets everybody meet everybody once, nobody twice in a round', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 12 }), (n) => {
        const matches = roundRobin(idsOf(n));
        expect(new Set(matches.map(pairOf)).size).toBe((n * (n - 1)) / 2);
        expect(matches).toHaveLength((n * (n - 1)) / 2);
        for (let round = 0; round < n; round++) {
          const busy = matches.filter((m) => m.round === round).flatMap((m) => [m.a, m.b]);
          expect(new Set(busy).size).toBe(busy.length);
        }
        expect(Math.max(...matches.map((m) => m.round))).toBe(n % 2 === 0 ? n - 2 : n - 1);
      }),
    );
  });

  test('ranks by points, then by the sum of the leads; level ones share a place', () => {
    const matches: Match[] = [
      { nth: 0, round: 0, a: 'x', b: 'y', scoreA: 90, scoreB: 80.5, winner: 'x' },
      { nth: 1, round: 1, a: 'y', b: 'z', scoreA: 70, scoreB: 70 },
      { nth: 2, round: 2, a: 'z', b: 'x', scoreA: 60, scoreB: 60 },
      { nth: 3, round: 3, a: 'x', b: 'w', off: true },
    ];
    expect(standingsIn('round-robin', ['w', 'x', 'y', 'z'], matches)).toEqual([
      { id: 'x', played: 2, won: 1, tied: 1, points: 4, place: 1 },
      { id: 'z', played: 2, won: 0, tied: 2, points: 2, place: 2 },
      { id: 'y', played: 2, won: 0, tied: 1, points: 1, place: 3 },
      { id: 'w', played: 0, won: 0, tied: 0, points: 0, place: 4 },
    ]);
    expect(standingsIn('round-robin', ['x', 'y'], []).map((s) => s.place)).toEqual([1, 1]);
    const circle: Match[] = [
      { nth: 0, round: 0, a: 'x', b: 'y', scoreA: 500, scoreB: 480, winner: 'x' },
      { nth: 1, round: 1, a: 'y', b: 'z', scoreA: 500, scoreB: 300, winner: 'y' },
      { nth: 2, round: 2, a: 'z', b: 'x', scoreA: 500, scoreB: 460, winner: 'z' },
    ];
    const rows = standingsIn('round-robin', ['x', 'y', 'z'], circle);
    expect(rows.map((s) => [s.id, s.points, s.place])).toEqual([
      ['y', 3, 1],
      ['x', 3, 2],
      ['z', 3, 3],
    ]);
    expect(matches.every(isSettled)).toBe(true);
  });
});

describe('a knock-out', () => {
  test('of six gives the two best seeds a bye and keeps them apart until the final', () => {
    const matches = knockOut(idsOf(6));
    expect(matches).toHaveLength(7);
    expect(matches.filter((m) => m.round === 0).map((m) => [m.a, m.b, m.winner])).toEqual([
      ['d0', undefined, 'd0'],
      ['d3', 'd4', undefined],
      ['d1', undefined, 'd1'],
      ['d2', 'd5', undefined],
    ]);
    expect(matches.filter((m) => m.round === 1).map((m) => m.a)).toEqual(['d0', 'd1']);
    expect(nextOf(matches, 6)).toBeUndefined();
  });

  test('has n - 1 matches that are played, whoever wins, and one champion', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 17 }), fc.infiniteStream(fc.boolean()), (n, coins) => {
        let matches = knockOut(idsOf(n));
        let played = 0;
        for (;;) {
          const ready = matches.find((m) => m.a !== undefined && m.b !== undefined && m.winner === undefined);
          if (!ready) break;
          matches = win(matches, ready.nth, coins.next().value ? 'a' : 'b');
          played += 1;
        }
        expect(played).toBe(n - 1);
        expect(matches.every(isSettled)).toBe(true);
        const places = standingsIn('knock-out', idsOf(n), matches);
        expect(places.filter((p) => p.place === 1).map((p) => p.id)).toEqual([matches.at(-1)?.winner]);
        expect(places.filter((p) => p.place === 2)).toHaveLength(1);
      }),
    );
  });

  test('places those who lost in one round alike', () => {
    let matches = knockOut(idsOf(4));
    for (const nth of [0, 1, 2]) matches = win(matches, nth, 'a');
    expect(standingsIn('knock-out', idsOf(4), matches).map((s) => [s.id, s.place])).toEqual([
      ['d0', 1],
      ['d1', 2],
      ['d2', 3],
      ['d3', 3],
    ]);
  });
});
