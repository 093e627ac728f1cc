import type { Candidate, QuestionRef } from '../../server/domain/attempt.ts';
import {
  afterAnswer,
  FRESH_SKILL,
  type ItemLevel,
  priorOf,
  type Skill,
  successOf,
} from '../../server/domain/mastery.ts';
import { afterReview, isDue, type Memory } from '../../server/domain/memory.ts';
import { shuffled } from '../../server/domain/random.ts';
import { pickAdaptive } from '../../server/domain/select.ts';

/**
 * A learner whose laws are not the engine's: what is known of a question fades exponentially (not by a power law), each
 * with a time of its own; recalling what has faded makes it last longer (the more it had faded the better); there is no
 * FSRS in it. What teaches most is disputed, so there are three laws. `zone`: an answer teaches most where its chance was
 * .7, and little far from there (desirable difficulty as a peak). `effort`: right answers that took effort teach, wrong
 * ones little. `errors`: a wrong answer that is explained teaches more than a right one, where the
 * question is within reach.
 */
export type Law = 'zone' | 'effort' | 'errors';
type Trace = { known: number; days: number; at: number };
type Learner = { ability: number; traces: Trace[]; learns: number };
export type Picker = 'adaptive' | 'unseen first' | 'random';

const GUESS = 0.25;
const DAY = 86_400_000;
const BANK = 160;
export const DAYS = 10;
export const PRACTICES = 3;
const FORM = 8;
const PEOPLE = 30;

const normalOf = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(random() || 1e-12)) * Math.cos(2 * Math.PI * random());
const recallOf = (t: Trace, at: number): number => t.known * Math.exp(-(at - t.at) / (t.days * DAY));

const newLearner = (hard: readonly number[], random: () => number): Learner => {
  const ability = normalOf(random);
  const traces = hard.map((h) => {
    const chance = 1 / (1 + Math.exp(-1.4 * (ability - h) + 0.4 * normalOf(random)));
    return { known: 0.9 * chance, days: 20 + 60 * chance, at: 0 };
  });
  return { ability, traces, learns: 0.5 + 0.3 * random() };
};

/** What one answer with its explanation leaves behind. */
const study = (law: Law, l: Learner, i: number, hard: number, ok: boolean, at: number): void => {
  const t = l.traces[i];
  if (!t) return;
  const kept = recallOf(t, at);
  const reach = Math.exp(-((Math.max(0, hard - l.ability) / 1.5) ** 2));
  if (law === 'zone') {
    const chance = kept + (1 - kept) * GUESS;
    const zone = Math.exp(-(((chance - 0.7) / 0.2) ** 2));
    const days = ok ? t.days * (1 + 1.5 * (1 - kept)) : Math.max(2, t.days * 0.8);
    l.traces[i] = { known: kept + (1 - kept) * 0.6 * zone, days, at };
    return;
  }
  const missed = law === 'errors' ? l.learns : 0.25 * l.learns;
  if (ok) l.traces[i] = { known: kept + (1 - kept) * 0.5, days: t.days * (1 + 1.5 * (1 - kept)), at };
  else l.traces[i] = { known: kept + (1 - kept) * missed * reach, days: Math.max(2, t.days * 0.8), at };
};

/** Share of the whole bank that a learner would know at a time, without guessing. */
const knows = (l: Learner, at: number): number =>
  l.traces.reduce((sum, t) => sum + recallOf(t, at), 0) / l.traces.length;

type Mind = { skill: Skill; memories: (Memory | undefined)[]; seen: number[] };

/** The rule that is compared with: fewest seen first, asked from easy to hard. */
const pickUnseen = (candidates: Candidate[], random: () => number): QuestionRef[] =>
  shuffled(candidates, random)
    .sort((a, b) => a.seen - b.seen)
    .slice(0, FORM)
    .sort((a, b) => a.difficulty - b.difficulty)
    .map(({ question, version }) => ({ question, version }));

const pick = (picker: Picker, candidates: Candidate[], random: () => number): QuestionRef[] => {
  if (picker === 'adaptive') return pickAdaptive(candidates, FORM, random);
  if (picker === 'unseen first') return pickUnseen(candidates, random);
  return shuffled(candidates, random).slice(0, FORM);
};

const candidatesFor = (mind: Mind, items: ItemLevel[], levels: number[], at: number): Candidate[] =>
  items.map((item, i) => {
    const memory = mind.memories[i];
    return {
      ...{ question: String(i), version: 1, point: 'p', difficulty: levels[i] ?? 3, seen: mind.seen[i] ?? 0 },
      p: successOf({ overall: mind.skill, item, guess: GUESS }),
      due: memory !== undefined && isDue(memory, at),
    };
  });

/** A cohort under one way of choosing: gain in the share known a week and a month (`later`) after the last practice, share right, points met. */
export const cohortGain = (law: Law, picker: Picker, random: () => number) => {
  const hard = Array.from({ length: BANK }, () => 1.2 * normalOf(random));
  const levels = hard.map((h) => Math.min(5, Math.max(1, Math.round(3 + 0.8 * h + 0.6 * normalOf(random)))));
  const items = levels.map(priorOf);
  const learners = Array.from({ length: PEOPLE }, () => newLearner(hard, random));
  const minds = learners.map((): Mind => ({ skill: FRESH_SKILL, memories: [], seen: [] }));
  const tests = [7, 30].map((days) => (DAYS - 1 + days) * DAY);
  const before = learners.map((l) => tests.map((at) => knows(l, at)));
  let [right, all] = [0, 0];
  for (let day = 0; day < DAYS; day++)
    for (let practice = 0; practice < PRACTICES; practice++)
      for (const [u, learner] of learners.entries()) {
        const mind = minds[u] as Mind;
        const at = day * DAY + practice * 3_600_000;
        for (const { question } of pick(picker, candidatesFor(mind, items, levels, at), random)) {
          const i = Number(question);
          const kept = recallOf(learner.traces[i] as Trace, at);
          const ok = random() < kept + (1 - kept) * GUESS;
          const item = items[i] as ItemLevel;
          const after = afterAnswer({ overall: mind.skill, item }, { ok, guess: GUESS });
          const memory = mind.memories[i];
          if (!memory) items[i] = after.item;
          mind.skill = after.overall;
          const review = { ok, hinted: false, changed: false, slow: false, fast: false, trueFalse: false };
          mind.memories[i] = afterReview(memory, { ...review, run: memory?.run ?? 0 }, at, u * BANK + i);
          mind.seen[i] = (mind.seen[i] ?? 0) + 1;
          study(law, learner, i, hard[i] ?? 0, ok, at);
          all += 1;
          right += ok ? 1 : 0;
        }
      }
  const [gain = 0, later = 0] = tests.map(
    (at, k) => learners.reduce((sum, l, u) => sum + knows(l, at) - (before[u]?.[k] ?? 0), 0) / PEOPLE,
  );
  const met = minds.reduce((sum, m) => sum + m.seen.filter((n) => n > 0).length, 0) / PEOPLE / BANK;
  return { gain, later, right: right / all, met };
};
