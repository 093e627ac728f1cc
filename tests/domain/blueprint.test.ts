import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Candidate } from '../../server/domain/attempt.ts';
import { fitsRow, pickBlueprint, shortRows } from '../../server/domain/blueprint.ts';
import type { BlueprintRow } from '../../server/domain/quest.ts';
import { dice } from '../../server/domain/random.ts';

const candidate = (n: number, point: string, difficulty: number): Candidate => ({
  question: `q${n}`,
  version: 1,
  point,
  difficulty,
  seen: 0,
});
const bank = (...kinds: [point: string, difficulty: number, n: number][]): Candidate[] =>
  kinds
    .flatMap(([point, difficulty, n]) => Array.from({ length: n }, () => ({ point, difficulty })))
    .map(({ point, difficulty }, i) => candidate(i, point, difficulty));
const row = (n: number, point?: string, difficulty?: [number, number]): BlueprintRow => ({
  n,
  ...(point === undefined ? {} : { point }),
  ...(difficulty === undefined ? {} : { difficulty }),
});
const draw = (rows: BlueprintRow[], from: Candidate[], before = new Set<string>(), seed = 1) =>
  pickBlueprint(rows, from, before, dice(seed));

describe('an exam by its blueprint', () => {
  const from = bank(['a', 1, 5], ['a', 4, 5], ['b', 2, 5], ['b', 5, 2]);

  it('asks exactly the questions of each row: point by difficulty by number, none twice', () => {
    const rows = [row(3, 'a', [1, 2]), row(2, 'a', [4, 5]), row(4, 'b'), row(2, undefined, [4, 5])];
    const { questions, rowOf, short } = draw(rows, from);
    expect(short).toEqual([]);
    expect(new Set(questions.map((q) => q.question)).size).toBe(11);
    rows.forEach((r, i) => {
      const drawn = questions.filter((_, at) => rowOf[at] === i);
      expect(drawn).toHaveLength(r.n);
      for (const q of drawn) {
        const c = from.find((x) => x.question === q.question);
        expect(c && fitsRow(r, c)).toBe(true);
      }
    });
  });

  it('leaves the questions a narrow row needs to it, whatever order the rows have', () => {
    const narrow = bank(['a', 1, 2], ['b', 1, 2]);
    expect(draw([row(2), row(2, 'a')], narrow).short).toEqual([]);
    expect(draw([row(2, 'a'), row(2)], narrow).short).toEqual([]);
  });

  it('says which row falls short, and by how many', () => {
    const rows = [row(2, 'a'), row(4, 'b', [5, 5]), row(1, 'c')];
    expect(shortRows(rows, from)).toEqual([
      { row: 1, n: 4, missing: 2 },
      { row: 2, n: 1, missing: 1 },
    ]);
    expect(draw(rows, from).questions).toHaveLength(4);
  });

  it('asks other questions the next time as far as there are others', () => {
    const rows = [row(3, 'a', [1, 1]), row(2, 'b', [2, 2])];
    const first = new Set(draw(rows, from).questions.map((q) => q.question));
    const second = draw(rows, from, first, 2).questions.map((q) => q.question);
    expect(second.filter((q) => first.has(q)).length).toBe(1);
  });

  it('fills the most places that can be filled, and what it draws fits its row', () => {
    const point = fc.constantFrom('a', 'b', 'c');
    const level = fc.integer({ min: 1, max: 5 });
    const rows = fc.array(
      fc.record({
        point: fc.option(point, { nil: undefined }),
        range: fc.option(fc.tuple(level, level), { nil: undefined }),
        n: fc.integer({ min: 1, max: 3 }),
      }),
      { minLength: 1, maxLength: 3 },
    );
    const pool = fc.array(fc.tuple(point, level), { maxLength: 7 });
    /** The most places that can be filled, by trying everything. */
    const best = (places: BlueprintRow[], left: Candidate[]): number => {
      const [first, ...rest] = places;
      if (!first) return 0;
      const without = best(rest, left);
      const fitting = left.filter((c) => fitsRow(first, c));
      return Math.max(
        without,
        ...fitting.map(
          (c) =>
            1 +
            best(
              rest,
              left.filter((x) => x !== c),
            ),
        ),
      );
    };
    fc.assert(
      fc.property(rows, pool, fc.integer(), (raw, kinds, seed) => {
        const wanted = raw.map((r) =>
          row(r.n, r.point, r.range && [Math.min(...r.range), Math.max(...r.range)]),
        );
        const all = kinds.map(([p, d], i) => candidate(i, p, d));
        const { questions, rowOf } = draw(wanted, all, new Set(), seed);
        const places = wanted.flatMap((r) => Array.from({ length: r.n }, () => r)).slice(0, 5);
        if (wanted.reduce((n, r) => n + r.n, 0) <= 5) expect(questions).toHaveLength(best(places, all));
        questions.forEach((q, i) => {
          const c = all.find((x) => x.question === q.question);
          const r = wanted[rowOf[i] ?? -1];
          expect(c && r && fitsRow(r, c)).toBe(true);
        });
        expect(new Set(questions.map((q) => q.question)).size).toBe(questions.length);
      }),
      { numRuns: 200 },
    );
  });
});
