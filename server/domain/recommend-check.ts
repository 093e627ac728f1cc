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

/** What was known before the last step; chances as shares right, drawn towards one half by two answers. */
const factsBefore = (
  course: Course,
  all: readonly Course[],
  { requires, required }: Syllabus,
): PointFacts[] => {
  const before = new Map(course.steps.slice(0, -1).map((s) => [s.point, s]));
  const mates = all.filter((c) => c !== course && c.post === course.post);
  const known = [...before.values()];
  const [right, n] = [known.reduce((x, s) => x + s.right, 0), known.reduce((x, s) => x + s.n, 0)];
  const overall = (right + 1) / (n + 2);
  return [...requires.keys()].map((id) => {
    const s = before.get(id);
    const p = s ? (s.right + 2 * overall) / (s.n + 2) : overall;
    const asked = required.get(`${course.post}|${id}`);
    return {
      id,
      p,
      answers: s?.n ?? 0,
      mastered: s !== undefined && p >= MASTERED,
      requires: requires.get(id) ?? [],
      ...(asked === undefined ? {} : { required: asked }),
      due: 0,
      done: mates.filter((c) => c.steps.some((step) => step.point === id)).length,
      of: mates.length,
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
  const places = courses.map((c) => placeOf(c, factsBefore(c, all, syllabus), strategy));
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
