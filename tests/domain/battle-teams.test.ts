import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TEAM_IDS, type TeamId } from '../../server/domain/battle-shape.ts';
import { EVEN_GAP, snakeDraft } from '../../server/domain/battle-teams.ts';

const people = (...thetas: number[]) => thetas.map((theta, i) => ({ person: `p${i}`, theta }));
const crewsOf = (drafted: Map<string, TeamId>, all: readonly { person: string; theta: number }[]) => {
  const crews = new Map<TeamId, number[]>();
  for (const { person, theta } of all) {
    const team = drafted.get(person);
    if (team) crews.set(team, [...(crews.get(team) ?? []), theta]);
  }
  return crews;
};
const mean = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0) / list.length;
const gapOf = (crews: Map<TeamId, number[]>): number => {
  const means = [...crews.values()].map(mean);
  return Math.max(...means) - Math.min(...means);
};

describe('the snake draft', () => {
  it('goes there and back: the best and the worst of four together', () => {
    const drafted = snakeDraft(people(2, 1, 0, -1), ['red', 'blue']);
    expect(crewsOf(drafted, people(2, 1, 0, -1))).toEqual(
      new Map([
        ['red', [2, -1]],
        ['blue', [1, 0]],
      ]),
    );
  });

  it('seats everybody once, in teams whose sizes differ by one at most', () => {
    const anybody = fc.array(fc.double({ min: -4, max: 4, noNaN: true }), { maxLength: 40 });
    fc.assert(
      fc.property(anybody, fc.integer({ min: 1, max: 8 }), (thetas, n) => {
        const all = people(...thetas);
        const drafted = snakeDraft(all, TEAM_IDS.slice(0, n));
        expect(drafted.size).toBe(all.length);
        const sizes = TEAM_IDS.slice(0, n).map((id) => [...drafted.values()].filter((t) => t === id).length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('brings the means of crews of five within .15 logits nearly always, and is the same for the same people', () => {
    let even = 0;
    const draws = 200;
    for (let i = 0; i < draws; i++) {
      const all = people(...Array.from({ length: 10 }, (_, k) => 2 * Math.sin(i * 12.9 + k * 78.2)));
      const drafted = snakeDraft(all, ['red', 'blue']);
      expect(snakeDraft(all.toReversed(), ['red', 'blue'])).toEqual(drafted);
      if (gapOf(crewsOf(drafted, all)) < EVEN_GAP) even += 1;
    }
    expect(even / draws).toBeGreaterThan(0.9);
  });

  it('stays quick for a company of a thousand', () => {
    const all = people(...Array.from({ length: 1_000 }, (_, k) => 2 * Math.sin(k * 78.2)));
    const from = performance.now();
    expect(gapOf(crewsOf(snakeDraft(all, TEAM_IDS), all))).toBeLessThan(EVEN_GAP);
    expect(performance.now() - from).toBeLessThan(500);
  });
});
