import type { TeamId } from './battle-shape.ts';

type Skilled = { person: string; theta: number };
type Crew = { id: TeamId; people: Skilled[] };

/** Teams whose mean skills are nearer than this are left as they are (analytics.md 3.7). */
export const EVEN_GAP = 0.15;
const MOST_SWAPS = 60;

const meanOf = ({ people }: Crew): number =>
  people.length === 0 ? 0 : people.reduce((sum, p) => sum + p.theta, 0) / people.length;

/** Largest less smallest mean skill of the teams, in logits. */
const extremes = (crews: readonly Crew[]): { strong: Crew; weak: Crew; gap: number } | undefined => {
  const sorted = crews.filter((c) => c.people.length > 0).sort((a, b) => meanOf(b) - meanOf(a));
  const [strong, weak] = [sorted[0], sorted.at(-1)];
  return strong && weak ? { strong, weak, gap: meanOf(strong) - meanOf(weak) } : undefined;
};

/** The exchange of two people that brings both means nearest; undefined when none does. */
const bestSwap = (strong: Crew, weak: Crew): [number, number] | undefined => {
  const gap = meanOf(strong) - meanOf(weak);
  const share = 1 / strong.people.length + 1 / weak.people.length;
  let best: { by: [number, number]; left: number } | undefined;
  for (const [i, a] of strong.people.entries())
    for (const [j, b] of weak.people.entries()) {
      const left = Math.abs(gap - (a.theta - b.theta) * share);
      if (left < (best?.left ?? gap) - 1e-9) best = { by: [i, j], left };
    }
  return best?.by;
};

/** Even teams: the best first, there and back again, then exchanges between the strongest and the weakest team until
 * their means are within .15 logits or no exchange helps. Sizes differ by one at most. */
export const snakeDraft = (people: readonly Skilled[], teams: readonly TeamId[]): Map<string, TeamId> => {
  const crews: Crew[] = teams.map((id) => ({ id, people: [] }));
  const sorted = [...people].sort((a, b) => b.theta - a.theta || (a.person < b.person ? -1 : 1));
  for (const [i, one] of sorted.entries()) {
    const at = i % crews.length;
    const back = Math.floor(i / crews.length) % 2 === 1;
    crews[back ? crews.length - 1 - at : at]?.people.push(one);
  }
  for (let n = 0; n < MOST_SWAPS; n++) {
    const found = extremes(crews);
    if (!found || found.gap < EVEN_GAP) break;
    const { strong, weak } = found;
    const [i, j] = bestSwap(strong, weak) ?? [];
    const [a, b] = [strong.people[i ?? -1], weak.people[j ?? -1]];
    if (i === undefined || j === undefined || !a || !b) break;
    strong.people[i] = b;
    weak.people[j] = a;
  }
  return new Map(crews.flatMap((crew) => crew.people.map((p) => [p.person, crew.id] as const)));
};
