import { aucOf, type Bin, brierSkillOf, calibrationOf, eceOf, type Said } from './quality.ts';
import { dice } from './random.ts';
import { fitRidge, type Scale, sayRidge, scaled, scaleOf } from './ridge.ts';

/**
 * What the forecast looks at: a learner's first two active days in the five dimensions and the skill after them; no age,
 * sex, origin, health, personality, device or free text (analytics.md 3.10).
 */
export const FORECAST_FEATURES = [
  'theta',
  'correctRate',
  'answers',
  'activeDays',
  'minutes',
  'learning',
  'game',
  'social',
  'honor',
] as const;
export type ForecastFeature = (typeof FORECAST_FEATURES)[number];
/** The first two days as counted; `theta` in logits, `correctRate` 0 to 1. */
export type Beginning = Record<ForecastFeature, number>;

/** Skewed counts as ln(1 + n); the rest as it stands. */
const LOGGED: ReadonlySet<ForecastFeature> = new Set([
  'answers',
  'minutes',
  'learning',
  'game',
  'social',
  'honor',
]);
export const rowOf = (b: Beginning): number[] =>
  FORECAST_FEATURES.map((f) => (LOGGED.has(f) ? Math.log1p(Math.max(0, b[f])) : b[f]));

/** A learner whose outcome is known: `later` = mean score of the exams after the second day, 0 to 1. */
export type Graduate = { person: string; beginning: Beginning; later: number };

/** Published from here on; below, skill with its band is shown instead. */
export const FORECAST_GATE = { people: 200, smaller: 60, aucGain: 0.02, ece: 0.07 };
const FOLDS = 5;
/** Of so many resamples of the learners, the share in which the gain may vanish. */
const RESAMPLES = 400;
const MOST_VANISHED = 0.05;
const LAMBDA = 3;

/** Out-of-fold quality; `auc` of all features, `aucSkill` of skill alone, `vanished` = the share of resamples without gain. */
export type ForecastQuality = {
  n: number;
  smaller: number;
  auc: number | null;
  aucSkill: number | null;
  vanished: number;
  brierSkill: number | null;
  ece: number;
  calibration: Bin[];
};
export type ForecastReason = 'people' | 'class' | 'gain' | 'chance' | 'calibration';
export type ForecastModel = {
  /** Empty = published. */
  withheld: ForecastReason[];
  quality: ForecastQuality;
  scale: Scale;
  weights: number[];
};

/** The lowest third of later scores needed support; equal scores at the cut all count, unless that were everybody. */
export const neededSupport = (later: readonly number[]): boolean[] => {
  const sorted = [...later].sort((a, b) => a - b);
  const cut = sorted[Math.floor((sorted.length - 1) / 3)] ?? 0;
  const within = later.map((score) => score <= cut);
  return within.every(Boolean) ? later.map((score) => score < cut) : within;
};

type Sample = { x: number[]; y: boolean; fold: number };

/** Each learner is said by a model that has not seen them; `columns` = which features. */
const outOfFold = (samples: readonly Sample[], columns: readonly number[]): Said[] => {
  const pick = (x: readonly number[]): number[] => columns.map((j) => x[j] ?? 0);
  const said: Said[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const seen = samples.filter((s) => s.fold !== fold);
    if (seen.length === 0) continue;
    const scale = scaleOf(seen.map((s) => pick(s.x)));
    const w = fitRidge(
      seen.map((s) => scaled(scale, pick(s.x))),
      seen.map((s) => s.y),
      LAMBDA,
    );
    for (const s of samples)
      if (s.fold === fold) said.push({ p: sayRidge(w, scaled(scale, pick(s.x))), ok: s.y });
  }
  return said;
};

/** How often the gain in AUC vanishes when the learners are drawn anew with replacement: a gain by luck does. */
const vanishedOf = (said: readonly Said[], bySkill: readonly Said[]): number => {
  const random = dice(said.length);
  let vanished = 0;
  for (let k = 0; k < RESAMPLES; k++) {
    const drawn = said.map(() => Math.floor(random() * said.length));
    const of = (all: readonly Said[]): number => aucOf(drawn.flatMap((i) => all[i] ?? [])) ?? 0.5;
    if (of(said) <= Math.max(0.5, of(bySkill))) vanished += 1;
  }
  return vanished / RESAMPLES;
};

const withheldFor = (q: ForecastQuality): ForecastReason[] => {
  const reasons: ForecastReason[] = [];
  if (q.n < FORECAST_GATE.people) reasons.push('people');
  if (q.smaller < FORECAST_GATE.smaller) reasons.push('class');
  if (q.auc === null || q.aucSkill === null || q.auc - Math.max(0.5, q.aucSkill) < FORECAST_GATE.aucGain)
    reasons.push('gain');
  if (q.vanished > MOST_VANISHED) reasons.push('chance');
  if (q.ece > FORECAST_GATE.ece) reasons.push('calibration');
  return reasons;
};

/**
 * Who will need support (the lowest third of later exam scores) from the first two days: ridge logistic, five folds by
 * learner. Published only when it says more out of fold than skill alone, on enough people and not by luck. The order of learners is that
 * of their ids, so that the same people give the same folds.
 */
export const fitForecast = (graduates: readonly Graduate[]): ForecastModel => {
  const sorted = [...graduates].sort((a, b) => (a.person < b.person ? -1 : 1));
  const needed = neededSupport(sorted.map((g) => g.later));
  const samples = sorted.map(
    (g, i): Sample => ({ x: rowOf(g.beginning), y: needed[i] === true, fold: i % FOLDS }),
  );
  const all = FORECAST_FEATURES.map((_, j) => j);
  const said = outOfFold(samples, all);
  const bySkill = outOfFold(samples, [FORECAST_FEATURES.indexOf('theta')]);
  const positive = samples.filter((s) => s.y).length;
  const quality: ForecastQuality = {
    n: samples.length,
    smaller: Math.min(positive, samples.length - positive),
    auc: aucOf(said) ?? null,
    aucSkill: aucOf(bySkill) ?? null,
    vanished: vanishedOf(said, bySkill),
    brierSkill: said.length === 0 ? null : (brierSkillOf(said) ?? null),
    ece: said.length === 0 ? 1 : eceOf(said),
    calibration: calibrationOf(said),
  };
  const scale = scaleOf(samples.map((s) => s.x));
  const weights =
    samples.length === 0
      ? [0]
      : fitRidge(
          samples.map((s) => scaled(scale, s.x)),
          samples.map((s) => s.y),
          LAMBDA,
        );
  return { withheld: withheldFor(quality), quality, scale, weights };
};

/** The chance that support will be needed, and what each feature adds to it in logits, the greatest first. */
export const forecastOf = (
  { scale, weights }: Pick<ForecastModel, 'scale' | 'weights'>,
  beginning: Beginning,
): { p: number; because: { feature: ForecastFeature; adds: number }[] } => {
  const row = scaled(scale, rowOf(beginning));
  const because = FORECAST_FEATURES.map((feature, j) => ({
    feature,
    adds: (weights[j + 1] ?? 0) * (row[j] ?? 0),
  }));
  because.sort((a, b) => Math.abs(b.adds) - Math.abs(a.adds));
  return { p: sayRidge(weights, row), because };
};
