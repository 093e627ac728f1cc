import {
  afterAnswer,
  FRESH_SKILL,
  type ItemLevel,
  type Skill,
  successOf,
} from '../../server/domain/mastery.ts';
import { dice } from '../../server/domain/random.ts';

/** Seeded learners and questions whose truth is known, and what the engine makes of their answers. */
export type Cohort = {
  theta: number[];
  b: number[];
  learners: Skill[];
  items: ItemLevel[];
  /** Share of right answers, and what was predicted and came of each answer. */
  right: number;
  said: { p: number; ok: boolean }[];
};

export const normalFrom = (random: () => number) => (): number =>
  Math.sqrt(-2 * Math.log(random() || 1e-12)) * Math.cos(2 * Math.PI * random());

type Plan = { people: number; questions: number; answers: number; seed: number; guess?: number };
/** Which question a learner gets next: its index. */
export type Choose = (chances: number[], met: ReadonlySet<number>, random: () => number) => number;
const anyOne: Choose = (chances, _, random) => Math.floor(random() * chances.length);

/** Everybody answers `answers` questions, in rounds; abilities and difficulties are normal with spread 1. */
export const simulate = ({ people, questions, answers, seed, guess = 0 }: Plan, choose = anyOne): Cohort => {
  const random = dice(seed);
  const normal = normalFrom(random);
  const theta = Array.from({ length: people }, normal);
  const b = Array.from({ length: questions }, normal);
  const learners: Skill[] = theta.map(() => FRESH_SKILL);
  const items: ItemLevel[] = b.map(() => ({ b: 0, n: 0, wins: 0, fails: 0 }));
  const met = theta.map(() => new Set<number>());
  const said: Cohort['said'] = [];
  for (let round = 0; round < answers; round++)
    for (let u = 0; u < people; u++) {
      const overall = learners[u] ?? FRESH_SKILL;
      const seen = met[u] ?? new Set<number>();
      const chances = choose === anyOne ? b : items.map((item) => successOf({ overall, item, guess }));
      const i = choose(chances, seen, random);
      seen.add(i);
      const item = items[i] ?? { b: 0, n: 0, wins: 0, fails: 0 };
      const truth = guess + (1 - guess) / (1 + Math.exp((b[i] ?? 0) - (theta[u] ?? 0)));
      const ok = random() < truth;
      const after = afterAnswer({ overall, item }, { ok, guess });
      said.push({ p: after.p, ok });
      learners[u] = after.overall;
      items[i] = after.item;
    }
  const right = said.filter((s) => s.ok).length / said.length;
  return { theta, b, learners, items, right, said };
};

const mean = (xs: readonly number[]): number => xs.reduce((sum, x) => sum + x, 0) / xs.length;
export const spread = (xs: readonly number[]): number => {
  const m = mean(xs);
  return Math.sqrt(mean(xs.map((x) => (x - m) ** 2)));
};
export const correlation = (xs: readonly number[], ys: readonly number[]): number => {
  const [mx, my] = [mean(xs), mean(ys)];
  return mean(xs.map((x, i) => (x - mx) * ((ys[i] ?? 0) - my))) / (spread(xs) * spread(ys));
};
/** Root mean square of what remains after both are centred: a scale has no zero of its own. */
export const rmse = (xs: readonly number[], ys: readonly number[]): number =>
  spread(xs.map((x, i) => x - (ys[i] ?? 0)));

/** Area under the ROC curve by ranks, ties shared. */
export const aucOf = (said: readonly { p: number; ok: boolean }[]): number => {
  const sorted = [...said].sort((a, b) => a.p - b.p);
  let [sum, rights] = [0, 0];
  for (let i = 0; i < sorted.length; ) {
    let j = i;
    while (j < sorted.length && sorted[j]?.p === sorted[i]?.p) j++;
    for (let k = i; k < j; k++)
      if (sorted[k]?.ok) {
        sum += (i + j + 1) / 2;
        rights += 1;
      }
    i = j;
  }
  return (sum - (rights * (rights + 1)) / 2) / (rights * (sorted.length - rights));
};
