import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Candidate,
  type Item,
  itemSeed,
  openItem,
  pickForm,
  queueAgain,
  takeNext,
} from '../../server/domain/attempt.ts';
import { RuleError } from '../../server/domain/errors.ts';
import { dice, disorder, permutation, seedOf, shuffled } from '../../server/domain/random.ts';

const ref = (question: string) => ({ question, version: 1 });
const item = (question: string, over: Partial<Item> = {}): Item => ({
  ...ref(question),
  again: false,
  presentedAt: 0,
  ...over,
});
const bank = (points: number, each: number, seen = 0): Candidate[] =>
  Array.from({ length: points * each }, (_, i) => ({
    ...ref(`q${i}`),
    point: `p${i % points}`,
    difficulty: 1 + (i % 5),
    seen,
  }));

describe('dice', () => {
  it('the same text gives the same dice, and they stay inside 0 and 1', () => {
    expect(seedOf('archipelago')).toBe(seedOf('archipelago'));
    // FNV-1a test vectors.
    expect(seedOf('')).toBe(0x811c9dc5);
    expect(seedOf('a')).toBe(0xe40c292c);
    expect(seedOf('foobar')).toBe(0xbf9cf968);
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = dice(seed);
        for (let i = 0; i < 20; i++) {
          const x = random();
          expect(x >= 0 && x < 1).toBe(true);
        }
      }),
    );
  });

  it('a shuffle keeps every card and leaves the list it was given alone', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer(), (list, seed) => {
        const before = [...list];
        const out = shuffled(list, dice(seed));
        expect(list).toEqual(before);
        expect(out.toSorted((a, b) => a - b)).toEqual(before.toSorted((a, b) => a - b));
      }),
    );
  });

  it('a permutation reaches all 24 orders of four alike, a disorder the 23 that are not solved', () => {
    const count = (make: (n: number, seed: number) => number[]) => {
      const seen = new Map<string, number>();
      for (let i = 0; i < 12_000; i++) {
        const key = make(4, seedOf(`attempt-${i}:0`)).join('');
        seen.set(key, (seen.get(key) ?? 0) + 1);
      }
      return seen;
    };
    const free = count(permutation);
    expect(free.size).toBe(24);
    expect(Math.min(...free.values())).toBeGreaterThan(400);
    expect(Math.max(...free.values())).toBeLessThan(600);
    const mixed = count(disorder);
    expect(mixed.size).toBe(23);
    expect(mixed.has('0123')).toBe(false);
  });

  it('every item of every attempt is shown under its own seed', () => {
    const seeds = new Set<number>();
    for (let a = 0; a < 100; a++) for (let i = 0; i < 20; i++) seeds.add(itemSeed(`attempt-${a}`, i));
    expect(seeds.size).toBeGreaterThan(1990);
  });
});

describe('the open item', () => {
  it('is refused when it is unknown or was answered, also when it was answered wrongly', () => {
    const items = [item('a', { ok: false }), item('b')];
    expect(openItem(items, 1)).toBe(items[1]);
    expect(() => openItem(items, 2)).toThrow(new RuleError('attempt.wrong_item'));
    expect(() => openItem(items, -1)).toThrow(new RuleError('attempt.wrong_item'));
    expect(() => openItem(items, 0)).toThrow(new RuleError('attempt.already_answered'));
  });
});

describe('questions that come back', () => {
  it('a missed one waits for two others', () => {
    const queue = queueAgain({ fresh: ['b', 'c', 'd'].map(ref), again: [] }, [item('a')], item('a'));
    const first = takeNext(queue, 1);
    expect(first).toMatchObject({ ref: ref('b'), again: false });
    const second = takeNext(first?.queue ?? queue, 2);
    expect(second).toMatchObject({ ref: ref('c'), again: false });
    expect(takeNext(second?.queue ?? queue, 3)).toMatchObject({ ref: ref('a'), again: true });
  });

  it('when nothing else is left it comes back at once, and nothing comes after that', () => {
    const queue = queueAgain({ fresh: [], again: [] }, [item('a')], item('a'));
    const back = takeNext(queue, 1);
    expect(back).toMatchObject({ ref: ref('a'), again: true });
    expect(takeNext(back?.queue ?? queue, 2)).toBeUndefined();
  });

  it('a question is asked three times at most', () => {
    const empty = { fresh: [], again: [] };
    expect(queueAgain(empty, [item('a'), item('a')], item('a')).again).toHaveLength(1);
    expect(queueAgain(empty, [item('a'), item('a'), item('a')], item('a')).again).toHaveLength(0);
  });
});

describe('forms of an exam', () => {
  const pointsOf = (form: { question: string }[], all: Candidate[]) =>
    form.map((r) => all.find((c) => c.question === r.question)?.point ?? '');

  it('cover every knowledge point, and each as often as the others or once more', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 10, max: 14 }),
        fc.integer(),
        (p, each, seed) => {
          const all = bank(p, each);
          const form = pickForm(all, 10, new Set(), dice(seed));
          expect(form).toHaveLength(10);
          expect(new Set(form.map((r) => r.question)).size).toBe(10);
          const counts = Map.groupBy(pointsOf(form, all), (x) => x);
          expect(counts.size).toBe(Math.min(p, 10));
          const sizes = [...counts.values()].map((l) => l.length);
          expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('are parallel and not the same: a second form shares no question when the bank is deep enough', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.integer(), fc.integer(), (p, one, two) => {
        const all = bank(p, 20);
        const first = pickForm(all, 10, new Set(), dice(one));
        const before = new Set(first.map((r) => r.question));
        const second = pickForm(all, 10, before, dice(two));
        expect(second.filter((r) => before.has(r.question))).toEqual([]);
        expect(new Set(pointsOf(second, all)).size).toBe(Math.min(p, 10));
      }),
    );
  });

  it('use old questions again when a point has no others', () => {
    const all = bank(2, 5);
    const before = new Set(all.map((c) => c.question));
    expect(pickForm(all, 10, before, dice(3))).toHaveLength(10);
  });
});
