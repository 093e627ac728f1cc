import type { AwardComponent, CompositeAward, Take } from './award-shape.ts';
import { LEAST_PEERS } from './award-shape.ts';

/** What is known of one person when an award is computed; `groups` = peer groups from the smallest to the company. */
export type AwardFacts = {
  person: string;
  groups: readonly string[];
  answers: number;
  right: number;
  /** Day of the last right answer of the period: from then on nothing was added. */
  reachedDay?: number;
  /** Answers far faster than others read: shown to who confirms, never punished. */
  hasty?: true;
  /** The quest that has to be completed is. */
  questDone?: boolean;
  /** By id of the component; null = there is nothing to count. */
  values: Readonly<Record<string, number | null>>;
};

/** How a component came to count for somebody: `below` and `equal` (oneself included) of `n` in the peer group. */
export type ComponentLine = {
  id: string;
  value: number | null;
  n: number;
  below: number;
  equal: number;
  /** Mid-rank percentile, 0 to 1; null = left out. */
  percentile: number | null;
  /** Share of the whole, 0 to 1, after the weights of what is left out are shared. */
  weight: number;
  product: number;
};
/** What decided between equal scores. */
export type Tie = 'accuracy' | 'reach' | 'shared';
export type CompositeLine = {
  kind: 'composite';
  person: string;
  /** The group that was compared with and its size; `small` = the group that would have come first but is too small. */
  group: { id: string; n: number; small?: { id: string; n: number } };
  components: ComponentLine[];
  score: number;
  /** 0 = holds none: excluded. */
  place: number;
  won: boolean;
  tie?: Tie;
  right: number;
  answers: number;
  /** Lower bound of the accuracy, Wilson 95 %. */
  accuracy: number;
  reachedDay?: number;
  hasty?: true;
};
export type LeftOut = { person: string; why: 'answers' | 'quest' | 'nothing' };
export type Ranked = { lines: CompositeLine[]; out: LeftOut[]; eligible: number; tooFew: boolean };

const Z = 1.959963984540054;
/** Lower bound of a share by Wilson, 95 % (analytics.md 2); 0 without answers. */
export const wilsonLower = (right: number, n: number): number => {
  if (n === 0) return 0;
  const p = right / n;
  const z2 = Z * Z;
  return (p + z2 / (2 * n) - Z * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n))) / (1 + z2 / n);
};

const whyOut = (def: CompositeAward, facts: AwardFacts): LeftOut['why'] | undefined => {
  if (facts.answers < def.eligible.answers) return 'answers';
  if (def.eligible.quest !== undefined && facts.questDone !== true) return 'quest';
  const has = def.components.some((c) => c.missing === 'zero' || (facts.values[c.id] ?? null) !== null);
  return has ? undefined : 'nothing';
};

/** Values in order, the worst first. */
type Column = { sorted: number[]; missing: number };
const columnOf = (c: AwardComponent, people: readonly AwardFacts[]): Column => {
  const sign = c.direction === 'more' ? 1 : -1;
  const values = people.map((p) => p.values[c.id] ?? null);
  const sorted = values.flatMap((v) => (v === null ? [] : [sign * v])).sort((a, b) => a - b);
  return { sorted, missing: c.missing === 'zero' ? values.length - sorted.length : 0 };
};

/** Place of the first value that is not less (`orEqual` false), or greater. */
const bound = (sorted: readonly number[], value: number, orEqual: boolean): number => {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    const at = sorted[mid] ?? 0;
    if (at < value || (orEqual && at === value)) low = mid + 1;
    else high = mid;
  }
  return low;
};

type Standing = Omit<ComponentLine, 'weight' | 'product'>;
/**
 * PR = (below + equal / 2) / n (analytics.md 2). Whoever has no value is behind all who have one with a percentile of 0
 * (`zero`), or is not compared at all (`left_out`).
 */
const standing = (c: AwardComponent, { sorted, missing }: Column, value: number | null): Standing => {
  const n = sorted.length + missing;
  if (value === null)
    return { id: c.id, value, n, below: 0, equal: missing, percentile: c.missing === 'zero' ? 0 : null };
  const key = c.direction === 'more' ? value : -value;
  const less = bound(sorted, key, false);
  const equal = bound(sorted, key, true) - less;
  const below = less + missing;
  return { id: c.id, value, n, below, equal, percentile: (below + equal / 2) / n };
};

const componentsOf = (
  def: CompositeAward,
  columns: ReadonlyMap<string, Column>,
  facts: AwardFacts,
): ComponentLine[] => {
  const all = def.components.map((c) => {
    const column = columns.get(c.id) ?? { sorted: [], missing: 0 };
    return { weight: c.weight, ...standing(c, column, facts.values[c.id] ?? null) };
  });
  const whole = all.reduce((sum, c) => sum + (c.percentile === null ? 0 : c.weight), 0);
  return all.map((c) => {
    const weight = c.percentile === null ? 0 : c.weight / whole;
    return { ...c, weight, product: weight * (c.percentile ?? 0) };
  });
};

/** People of each group; of those who are eligible. */
const membersOf = (people: readonly AwardFacts[]): Map<string, AwardFacts[]> => {
  const groups = new Map<string, AwardFacts[]>();
  for (const p of people)
    for (const g of p.groups) {
      const members = groups.get(g) ?? [];
      if (members.length === 0) groups.set(g, members);
      members.push(p);
    }
  return groups;
};

const groupFor = (
  groups: ReadonlyMap<string, readonly AwardFacts[]>,
  facts: AwardFacts,
): CompositeLine['group'] => {
  const size = (id: string): number => groups.get(id)?.length ?? 0;
  const id = facts.groups.find((g) => size(g) >= LEAST_PEERS) ?? facts.groups.at(-1) ?? '';
  const first = facts.groups[0] ?? id;
  return { id, n: size(id), ...(first === id ? {} : { small: { id: first, n: size(first) } }) };
};

/** Floating sums of the same parts may differ in the last bit: scores and bounds are compared to nine digits. */
const nine = (x: number): number => Math.round(x * 1e9);
const byAccuracy = (a: CompositeLine, b: CompositeLine): number => nine(b.accuracy) - nine(a.accuracy);
const byReach = (a: CompositeLine, b: CompositeLine): number =>
  (a.reachedDay ?? Number.MAX_SAFE_INTEGER) - (b.reachedDay ?? Number.MAX_SAFE_INTEGER);
const byScore = (a: CompositeLine, b: CompositeLine): number => nine(b.score) - nine(a.score);
const byId = (a: { person: string }, b: { person: string }): number => (a.person < b.person ? -1 : 1);

const orderOf = (tie: CompositeAward['tie']) => (a: CompositeLine, b: CompositeLine) =>
  byScore(a, b) || (tie === 'single' ? byAccuracy(a, b) || byReach(a, b) : 0);

/** How many places are given among `n` people; at least one. */
export const placesOf = (take: Take, n: number): number =>
  take.kind === 'count' ? take.n : Math.max(1, Math.floor((n * take.n) / 100));

const tieOf = (line: CompositeLine, equals: readonly CompositeLine[], rule: CompositeAward['tie']): Tie => {
  if (rule === 'shared') return 'shared';
  const level = equals.filter((e) => e !== line && byAccuracy(e, line) === 0);
  if (level.length === 0) return 'accuracy';
  return level.some((e) => byReach(e, line) === 0) ? 'shared' : 'reach';
};

/** Places 1, 2, 2, 4 in the order of the rule; who is excluded holds none and takes none away. */
const placed = (
  lines: readonly CompositeLine[],
  def: CompositeAward,
  excluded: ReadonlySet<string>,
): CompositeLine[] => {
  const order = orderOf(def.tie);
  const running = lines.filter((l) => !excluded.has(l.person)).toSorted((a, b) => order(a, b) || byId(a, b));
  const last = placesOf(def.take, running.length);
  const equals = new Map<number, CompositeLine[]>();
  for (const l of running) {
    const same = equals.get(nine(l.score));
    if (same) same.push(l);
    else equals.set(nine(l.score), [l]);
  }
  let place = 0;
  const out = running.map((line, i): CompositeLine => {
    const before = running[i - 1];
    if (before === undefined || order(before, line) !== 0) place = i + 1;
    const same = equals.get(nine(line.score)) ?? [];
    const tie = same.length > 1 ? { tie: tieOf(line, same, def.tie) } : {};
    return { ...line, place, won: place <= last, ...tie };
  });
  return [...out, ...lines.filter((l) => excluded.has(l.person)).toSorted(byScore)];
};

/**
 * Ranks people by the weighted sum of their percentiles inside their peer group, the smallest with ten eligible people.
 * Who is excluded stays in the comparison, so that nobody else's score moves. `tooFew` = the company has fewer than ten.
 */
export const rankComposite = (
  def: CompositeAward,
  people: readonly AwardFacts[],
  excluded: ReadonlySet<string> = new Set(),
): Ranked => {
  const why = people.map((p) => [p, whyOut(def, p)] as const);
  const eligible = why.flatMap(([p, out]) => (out === undefined ? [p] : []));
  const groups = membersOf(eligible);
  const columns = new Map<string, Map<string, Column>>();
  const columnsIn = (group: string): Map<string, Column> => {
    const members = groups.get(group) ?? [];
    const known = columns.get(group) ?? new Map(def.components.map((c) => [c.id, columnOf(c, members)]));
    columns.set(group, known);
    return known;
  };
  const lines = eligible.map((facts): CompositeLine => {
    const group = groupFor(groups, facts);
    const components = componentsOf(def, columnsIn(group.id), facts);
    const { person, right, answers, reachedDay, hasty } = facts;
    return {
      ...{ kind: 'composite', person, group, components, place: 0, won: false, right, answers },
      score: components.reduce((sum, c) => sum + c.product, 0),
      accuracy: wilsonLower(right, answers),
      ...(reachedDay === undefined ? {} : { reachedDay }),
      ...(hasty ? { hasty } : {}),
    };
  });
  const out = why.flatMap(([{ person }, w]) => (w === undefined ? [] : [{ person, why: w }]));
  const tooFew = eligible.length < LEAST_PEERS;
  return { lines: placed(lines, def, excluded), out, eligible: eligible.length, tooFew };
};
