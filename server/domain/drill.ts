import type { DrillChoice } from './api-practice.ts';
import type { Candidate, QuestionRef } from './attempt.ts';
import { type Run, startRun } from './practice.ts';
import type { Quest } from './quest.ts';
import { bankOf, isAsking } from './quest-station.ts';
import { shuffled } from './random.ts';
import { pickAdaptive } from './select.ts';

/** A review asks at most this many, a set of a point ten, a warm-up five. */
export const REVIEW_QUESTIONS = 15;
export const POINT_QUESTIONS = 10;
export const WARM_UP_QUESTIONS = 5;

/**
 * Practice outside the path, played like a practice chest; `choice` = what was asked for, `earned` = coins so far.
 * `round` = how often the point is being played through, from 1.
 */
export type DrillState = Run & { kind: 'drill'; choice: DrillChoice; earned: number; round?: number };

export const startDrill = (
  choice: DrillChoice,
  questions: readonly QuestionRef[],
  now: number,
  round?: number,
): DrillState =>
  startRun(
    { kind: 'drill' as const, choice, earned: 0, ...(round === undefined ? {} : { round }) },
    questions,
    now,
  );

/** True when an open drill is the one that is asked for. */
export const sameChoice = (a: DrillChoice, b: DrillChoice): boolean => {
  if (a.purpose === 'point') return b.purpose === 'point' && a.bank === b.bank && a.point === b.point;
  if (a.purpose === 'warm-up') return b.purpose === 'warm-up' && a.station === b.station;
  return b.purpose === 'review';
};

/** How often questions are being played through, from 1: one more than the least seen of them was seen. */
export const roundOf = (seen: readonly number[]): number => {
  const least = seen.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  return Number.isFinite(least) ? 1 + least : 1;
};

type Place = { island: string; station: string };
/**
 * Where a question lives that was missed outside the path: at a station that draws from its bank and knowledge point, else
 * from its bank, else anywhere on the island of the bank, else at the first station of all.
 */
export const homeOf = (quest: Quest, bank: string, point: string): Place => {
  const all = quest.islands.flatMap((island) => island.stations.map((station) => ({ island, station })));
  const asking = all.filter((s) => isAsking(s.station) && bankOf(s.island, s.station) === bank);
  const found =
    asking.find(({ station }) => isAsking(station) && station.points?.includes(point)) ??
    asking[0] ??
    all.find(({ island }) => island.bank === bank) ??
    all[0];
  return { island: found?.island.id ?? '', station: found?.station.id ?? '' };
};

/** Where the voyage first asks a knowledge point: its island, and a number by which points stand in that order. */
export const whereAsked = (
  quest: Quest,
): ((bank: string, point: string) => { island?: string; order: number }) => {
  const first = new Map<string, { island: string; order: number }>();
  const banks = banksSailed(quest);
  for (const island of quest.islands)
    for (const station of island.stations.filter(isAsking))
      for (const point of station.points ?? ['']) {
        const key = `${bankOf(island, station)}:${point}`;
        if (!first.has(key)) first.set(key, { island: island.id, order: first.size });
      }
  return (bank, point) => {
    const island = quest.islands.find((i) => i.bank === bank)?.id;
    const other = { ...(island ? { island } : {}), order: 1000 + banks.indexOf(bank) };
    return first.get(`${bank}:${point}`) ?? first.get(`${bank}:`) ?? other;
  };
};

/** The banks that a quest's islands and stations draw from, in the order of the voyage. */
export const banksSailed = (quest: Quest): string[] => [
  ...new Set(quest.islands.flatMap((i) => [i.bank, ...i.stations.map((s) => bankOf(i, s))])),
];

/** What a review may ask: when it is due, and whether a ghost of it is awake. Times in ms UTC. */
export type Reviewable = QuestionRef & { dueAt: number; ghost: boolean };
/** The questions of a review: what is due now and the questions of ghosts that are awake, oldest due first. */
export const pickReview = (known: readonly Reviewable[], now: number): QuestionRef[] =>
  known
    .filter((r) => r.ghost || r.dueAt <= now)
    .sort((a, b) => a.dueAt - b.dueAt || (a.question < b.question ? -1 : 1))
    .slice(0, REVIEW_QUESTIONS)
    .map(({ question, version }) => ({ question, version }));

const hardFirst = (a: Candidate, b: Candidate): number =>
  (a.p ?? 0) - (b.p ?? 0) || b.difficulty - a.difficulty;
const refOf = ({ question, version }: Candidate): QuestionRef => ({ question, version });

/**
 * A set of one knowledge point: what was not yet asked in this round, then others. The first round fits the learner
 * (select.ts), a later one begins with the hardest, so that the challenge grows.
 */
export const pickPoint = (
  candidates: readonly Candidate[],
  n: number,
  random: () => number,
): { questions: QuestionRef[]; round: number } => {
  const round = roundOf(candidates.map((c) => c.seen));
  const left = candidates.filter((c) => c.seen < round);
  const first =
    round === 1
      ? pickAdaptive(left, n, random)
      : shuffled(left, random).sort(hardFirst).slice(0, n).map(refOf);
  const others = candidates.filter((c) => c.seen >= round);
  return { round, questions: [...first, ...pickAdaptive(others, n - first.length, random)] };
};
