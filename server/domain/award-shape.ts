import { z } from 'zod';
import { isDay } from './calendar.ts';
import { RuleError } from './errors.ts';
import { LocalText } from './text-shape.ts';
import { addDays, daysBetween } from './time.ts';

/**
 * What an award may weigh, each counted by store/award-facts.ts over the days of the period: stations done, best exam
 * share, mean mark of assignments, right answers capped per day, durable share of wrong answers put right, knowledge
 * points mastered, coins given for good, mean place in battles, active days, and what a trainer brings in.
 */
export const AWARD_METRICS = [
  'completion',
  'exam',
  'assignment',
  'practice',
  'correction',
  'mastery',
  'kindness',
  'battle',
  'attendance',
  'imported',
] as const;
export type AwardMetric = (typeof AWARD_METRICS)[number];

/** zero = behind everybody who has a value; left_out = the person's other components share the weight. */
export const MISSING = ['zero', 'left_out'] as const;
export type Missing = (typeof MISSING)[number];

/** Right answers that count on one day unless the award says otherwise. */
export const PRACTICE_CAP = 100;
/** A share of corrected answers, or a place in battles, of fewer than this says nothing: it is missing. */
export const LEAST_WRONGS = 5;
export const LEAST_BATTLES = 3;
/** People that a comparison needs. */
export const LEAST_PEERS = 10;
/** Answers on each side that a comparison of two periods needs (analytics.md 2). */
export const LEAST_HALF = 100;
const MOST_DAYS = 400;

const Id = z.string().min(1).max(64);
const Day = z.int().refine(isDay, 'bad_request');
const short = (most: number) =>
  LocalText.refine((t) => [t.zh, t.en].every((s) => (s ?? '').length <= most), 'bad_request');

export const AwardComponent = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,20}$/u),
  metric: z.enum(AWARD_METRICS),
  /** Whole percent. */
  weight: z.int().min(1).max(100),
  /** Which end is good. */
  direction: z.enum(['more', 'less']),
  missing: z.enum(MISSING),
  /** practice: right answers that count on one day. */
  cap: z.int().min(1).max(1000).exactOptional(),
  /** What brought-in values are. */
  label: short(40).exactOptional(),
});
export type AwardComponent = z.output<typeof AwardComponent>;

const Take = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('count'), n: z.int().min(1).max(500) }),
  z.strictObject({ kind: z.literal('percent'), n: z.int().min(1).max(50) }),
]);
export type Take = z.output<typeof Take>;

const common = {
  name: short(40),
  about: short(400).exactOptional(),
  from: Day,
  to: Day,
  take: Take,
};

/** A composite of weighted percentiles inside a peer group. */
export const CompositeAward = z.strictObject({
  ...common,
  kind: z.literal('composite'),
  peers: z.enum(['department', 'cohort', 'company']),
  components: z.array(AwardComponent).min(1).max(10),
  /** Least answers in the period, and a quest that has to be completed. */
  eligible: z.strictObject({ answers: z.int().min(0).max(100_000), quest: Id.exactOptional() }),
  /** shared = equal scores share a place (1, 2, 2, 4); single = accuracy, then earlier reach decide before they share. */
  tie: z.enum(['shared', 'single']),
});
export type CompositeAward = z.output<typeof CompositeAward>;

/** Most improved: the days from `before.from` to `before.to` against those of the period. */
export const ImprovedAward = z.strictObject({
  ...common,
  kind: z.literal('improved'),
  before: z.strictObject({ from: Day, to: Day }),
  /** Answers needed on each side. */
  answers: z.int().min(LEAST_HALF).max(10_000),
});
export type ImprovedAward = z.output<typeof ImprovedAward>;

export const AwardDefinition = z.discriminatedUnion('kind', [CompositeAward, ImprovedAward]);
export type AwardDefinition = z.output<typeof AwardDefinition>;

export type AwardStatus = 'draft' | 'announced' | 'closed' | 'confirmed' | 'published' | 'cancelled';

/** Sum of the weights, whole percents. */
export const weightOf = (components: readonly Pick<AwardComponent, 'weight'>[]): number =>
  components.reduce((sum, c) => sum + c.weight, 0);

const checkPeriod = (from: number, to: number): void => {
  const days = daysBetween(from, to);
  if (days < 0 || days >= MOST_DAYS) throw new RuleError('award.period');
};

/** Throws `award.period`, `award.weights` (`sum`: they are not 100 percent), `award.component` (an id twice, or values
 * from elsewhere without a name). */
export const checkAward = (def: AwardDefinition): void => {
  checkPeriod(def.from, def.to);
  if (def.kind === 'improved') {
    checkPeriod(def.before.from, def.before.to);
    if (def.before.to >= def.from) throw new RuleError('award.period');
    return;
  }
  const sum = weightOf(def.components);
  if (sum !== 100) throw new RuleError('award.weights', { sum });
  const ids = new Set(def.components.map((c) => c.id));
  const named = def.components.every((c) => c.metric !== 'imported' || c.label !== undefined);
  if (ids.size !== def.components.length || !named) throw new RuleError('award.component');
};

/** The same award over a span of the same length that ended yesterday: what a preview shows. `today` = YYYYMMDD. */
export const overThePast = <D extends AwardDefinition>(def: D, today: number): D => {
  const shift = daysBetween(def.to, addDays(today, -1));
  const moved = { ...def, from: addDays(def.from, shift), to: addDays(def.to, shift) };
  if (moved.kind === 'composite') return moved;
  const { from, to } = moved.before;
  return { ...moved, before: { from: addDays(from, shift), to: addDays(to, shift) } };
};
