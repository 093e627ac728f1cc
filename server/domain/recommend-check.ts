import { fringeOf, type PointFacts, personalList, popularList, type Strategy } from './recommend.ts';

/** A learner's points in the order of their first practice; `right` = first answers right at it, of `n`. */
export type Course = { post: string; steps: { point: string; right: number; n: number }[] };
export type Syllabus = {
  requires: ReadonlyMap<string, readonly string[]>;
  required: ReadonlyMap<string, number>;
};
/** Over learners, with the last point left out: how often it was among five, and how far up. */
export type Score = { n: number; recall: number; ndcg: number };

const AT = 5;
const MASTERED = 0.8;
const FEWEST_STEPS = 3;
/** Fewer learners prove nothing. */
export const ENOUGH_LEARNERS = 50;

/** How many learners of a post there are (`post`), and how many of them have practised a point (`post|point`). */
const countsOf = (all: readonly Course[]): Map<string, number> => {
  const counts = new Map<string, number>();
  const count = (key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const { post, steps } of all) {
    count(post);
    for (const { point } of steps) count(`${post}|${point}`);
  }
  return counts;
};

/** What was known before the last step; chances as shares right, drawn towards the overall share by two answers. */
const factsBefore = (
  course: Course,
  counts: ReadonlyMap<string, number>,
  { requires, required }: Syllabus,
): PointFacts[] => {
  const { post, steps } = course;
  const before = new Map(steps.slice(0, -1).map((s) => [s.point, s]));
  const mine = new Set(steps.map((s) => s.point));
  const known = [...before.values()];
  const [right, n] = [known.reduce((x, s) => x + s.right, 0), known.reduce((x, s) => x + s.n, 0)];
  const overall = (right + 1) / (n + 2);
  return [...requires.keys()].map((id) => {
    const s = before.get(id);
    const p = s ? (s.right + 2 * overall) / (s.n + 2) : overall;
    const asked = required.get(`${post}|${id}`);
    return {
      id,
      p,
      answers: s?.n ?? 0,
      mastered: s !== undefined && p >= MASTERED,
      requires: requires.get(id) ?? [],
      ...(asked === undefined ? {} : { required: asked }),
      due: 0,
      done: (counts.get(`${post}|${id}`) ?? 0) - (mine.has(id) ? 1 : 0),
      of: (counts.get(post) ?? 1) - 1,
    };
  });
};

const placeOf = (course: Course, facts: readonly PointFacts[], strategy: Strategy): number => {
  const seen = new Set(course.steps.slice(0, -1).map((s) => s.point));
  const open = new Set(fringeOf(facts).map((f) => f.id));
  const ranked = strategy === 'personal' ? personalList(facts) : popularList(facts);
  const list = ranked.filter((p) => !seen.has(p.id) && (strategy === 'popular' || open.has(p.id)));
  return list.findIndex((p) => p.id === course.steps.at(-1)?.point);
};

/** Recall@5 and NDCG@5 of a strategy, leave-last-out (analytics.md 3.6). */
export const scoreOf = (all: readonly Course[], syllabus: Syllabus, strategy: Strategy): Score => {
  const courses = all.filter((c) => c.steps.length >= FEWEST_STEPS);
  const counts = countsOf(all);
  const places = courses.map((c) => placeOf(c, factsBefore(c, counts, syllabus), strategy));
  const hits = places.filter((i) => i >= 0 && i < AT);
  const n = courses.length;
  if (n === 0) return { n, recall: 0, ndcg: 0 };
  const gain = hits.reduce((sum, i) => sum + 1 / Math.log2(i + 2), 0);
  return { n, recall: hits.length / n, ndcg: gain / n };
};

export type Contest = { strategy: Strategy; personal: Score; popular: Score };
/** Popularity stays on unless the personal list is better by both measures on enough learners. */
export const contest = (all: readonly Course[], syllabus: Syllabus): Contest => {
  const personal = scoreOf(all, syllabus, 'personal');
  const popular = scoreOf(all, syllabus, 'popular');
  const wins =
    personal.n >= ENOUGH_LEARNERS && personal.recall > popular.recall && personal.ndcg > popular.ndcg;
  return { strategy: wins ? 'personal' : 'popular', personal, popular };
};
