import { expect } from 'vitest';
import type { Filter, Row } from '../../server/domain/figure.ts';
import type { GOLDEN_BANKS, Golden, GoldenEvent, GoldenPerson } from './golden-cohort.ts';
import { nthDay } from './golden-cohort.ts';

/** A filter by names: days count from the first of the log. */
export type Narrow = {
  name: string;
  days?: [number, number];
  department?: keyof Golden['departments'];
  post?: string;
  cohort?: keyof Golden['cohorts'];
  quest?: keyof Golden['quests'];
  bank?: (typeof GOLDEN_BANKS)[number];
};
export const FILTERS: Narrow[] = [
  { name: 'everything' },
  { name: 'ten days in the middle', days: [9, 18] },
  { name: 'a day on which nobody may have come', days: [27, 27] },
  { name: 'a department with those below it', department: 'ops' },
  { name: 'a department of three people', department: 'tiny' },
  { name: 'a post', post: '客服' },
  { name: 'a cohort', cohort: 'second' },
  { name: 'a quest that most sail', quest: 'sail' },
  { name: 'a quest that few sail', quest: 'dive' },
  { name: 'a bank', bank: 'fire' },
  { name: 'a bank and some days', bank: 'weather', days: [5, 24] },
  { name: 'a post, a bank and some days', post: '水手', bank: 'fire', days: [3, 20] },
  { name: 'all of it', department: 'ops', cohort: 'first', quest: 'sail', bank: 'ropes', days: [2, 25] },
];

export const filterOf = (g: Golden, n: Narrow): Filter => ({
  from: nthDay(n.days?.[0] ?? 0),
  to: nthDay(n.days?.[1] ?? 27),
  ...(n.department ? { department: g.departments[n.department] } : {}),
  ...(n.post ? { post: n.post } : {}),
  ...(n.cohort ? { cohort: g.cohorts[n.cohort] } : {}),
  ...(n.quest ? { quest: g.quests[n.quest] } : {}),
  ...(n.bank ? { bank: g.banks[n.bank] } : {}),
});

const isIn = (g: Golden, { department: d, post, cohort, quest }: Filter) => {
  const under = d === g.departments.ops ? [d, g.departments.north, g.departments.pier] : [d];
  return (p: GoldenPerson): boolean =>
    p.role === 'learner' &&
    (d === undefined || (p.department !== null && under.includes(p.department))) &&
    (post === undefined || p.post === post) &&
    (cohort === undefined || p.cohorts.includes(cohort)) &&
    (quest === undefined || p.quests.includes(quest));
};

/** The learners a filter leaves, and every counted answer of theirs in its bank, whatever the day. */
export const scopeOf = (g: Golden, filter: Filter): { people: GoldenPerson[]; answers: GoldenEvent[] } => {
  const people = g.people.filter(isIn(g, filter));
  const ids = new Set(people.map((p) => p.actor.person));
  const inBank = new Set(g.questions.filter((q) => (filter.bank ?? q.bank) === q.bank).map((q) => q.id));
  const answers = g.events.filter(
    (e) => e.verb === 'question.answered' && e.counted && ids.has(e.person) && inBank.has(e.obj ?? ''),
  );
  return { people, answers };
};

/** The last of them in time; of one instant the one that was stated last. */
export const latest = (events: GoldenEvent[]): GoldenEvent | undefined =>
  events.reduce<GoldenEvent | undefined>((best, e) => (best && best.at > e.at ? best : e), undefined);
/** The first of them in time; of one instant the one that was stated first. */
export const earliest = (events: GoldenEvent[]): GoldenEvent | undefined =>
  events.reduce<GoldenEvent | undefined>((best, e) => (best && best.at <= e.at ? best : e), undefined);

export const near = (value: number): number => expect.closeTo(value, 9) as number;

/** Wilson's interval as the roots of (p - x)^2 = z^2 x (1 - x) / n. */
export const accuracy = (hits: number, n: number) => {
  if (n === 0) return { n, rate: null, low: null, high: null };
  const [p, zz] = [hits / n, 1.959963984540054 ** 2 / n];
  const [a, b, c] = [1 + zz, -(2 * p + zz), p * p];
  const root = Math.sqrt(Math.max(0, b * b - 4 * a * c));
  return { n, rate: near(p), low: near((-b - root) / (2 * a)), high: near((-b + root) / (2 * a)) };
};

/** What a figure of groups shows: no row of one to four people. */
export const shown = (all: (Row & { people: number })[]): { rows: Row[]; hidden: number } => {
  const rows = all.filter((r) => r.people === 0 || r.people >= 5);
  return { rows, hidden: all.length - rows.length };
};
