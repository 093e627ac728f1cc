import { z } from 'zod';
import { Filter, Z } from './figure.ts';
import { LocalText } from './text-shape.ts';

const Id = z.string().min(1).max(64);
const Name = z.string().trim().min(1).max(120);

/** How a figure of the business was gathered; it says how far a change may be called the programme's. */
export const DESIGNS = ['before-after', 'staggered', 'comparison'] as const;
export type Design = (typeof DESIGNS)[number];
/** A period as YYYYMM or YYYYMMDD; the earlier is the smaller number. */
export const Period = z.union([z.int().min(197_001).max(999_912), z.int().min(19_700_101).max(99_991_231)]);
/** The group that had no training; every other one took part. */
export const COMPARISON = 'comparison';
export const PARTICIPANTS = 'participants';

/** What KPI lines are about: `start` = first period after the training began, `starts` = by group when they differ. */
export const KpiAbout = z.strictObject({
  design: z.enum(DESIGNS),
  better: z.enum(['up', 'down']),
  unit: z.string().trim().max(20),
  start: Period,
  starts: z.record(z.string().min(1).max(80), Period).exactOptional(),
});
export type KpiAbout = z.output<typeof KpiAbout>;
export type KpiValue = { group: string; period: number; value: number };
export type Kpi = KpiAbout & { id: string; name: string; values: KpiValue[] };

const money = z.number().min(0).max(1e12);
const share = z.number().min(0).max(1);
/** Benefit x isolation (the programme's part in it) x confidence (how sure that is), and what it cost. */
export const RoiSheet = z.strictObject({
  currency: z.string().trim().min(1).max(8),
  benefits: z
    .array(
      z.strictObject({
        name: Name,
        amount: money,
        isolation: share,
        confidence: share,
        source: z.string().trim().max(200),
      }),
    )
    .max(40),
  costs: z.array(z.strictObject({ name: Name, amount: money, source: z.string().trim().max(200) })).max(40),
});
export type RoiSheet = z.output<typeof RoiSheet>;

export type Roi = { benefit: number; cost: number; roi: number | null };
/** ROI as a share: (sum of amount x isolation x confidence - cost) / cost; null without a cost. */
export const roiOf = ({ benefits, costs }: RoiSheet): Roi => {
  const benefit = benefits.reduce((sum, b) => sum + b.amount * b.isolation * b.confidence, 0);
  const cost = costs.reduce((sum, c) => sum + c.amount, 0);
  return { benefit, cost, roi: cost === 0 ? null : (benefit - cost) / cost };
};

/** The five behaviours that are looked for at work. */
export const BEHAVIOURS = 5;
export const Checklist = z.strictObject({ items: z.array(LocalText).length(BEHAVIOURS) });
export type Checklist = z.output<typeof Checklist>;
export const DEFAULT_CHECKLIST: Checklist = {
  items: [
    { zh: '遇到问题先查制度或知识卡', en: 'Looks it up in the rules or cards first' },
    { zh: '按学过的流程做完整件事', en: 'Follows the process that was taught from end to end' },
    { zh: '发现风险会当场提出来', en: 'Speaks up when something is risky' },
    { zh: '把学到的方法用在自己的工作里', en: 'Uses what was learned in the daily work' },
    { zh: '愿意教会身边的同事', en: 'Shows colleagues how it is done' },
  ],
};
/** One claim per behaviour: seen at work or not. */
export const Seen = z.array(z.boolean()).length(BEHAVIOURS);

/** Days after finishing at which behaviour is looked at; each stays open until the next. */
export const MARKS = [30, 60, 90] as const;
export type Mark = (typeof MARKS)[number];
const DAY_MS = 86_400_000;
/** The check that is open `now` for somebody who finished at `doneAt` (ms); undefined = none. */
export const openMark = (doneAt: number, now: number): Mark | undefined => {
  const days = Math.floor((now - doneAt) / DAY_MS);
  return days >= 120 ? undefined : MARKS.findLast((mark) => days >= mark);
};

/** A measure of the tree: a figure, one of its columns, of which row, over the last so many complete days. */
export const OsmMeasure = z.strictObject({
  id: Id,
  name: Name,
  metric: z.string().min(1).max(64),
  column: z.string().min(1).max(40),
  /** A series ends with its newest row; a list begins with its whole. */
  row: z.enum(['first', 'last']),
  days: z.int().min(1).max(400),
  filter: Filter.omit({ from: true, to: true }),
  /** Green from `value` on, amber from `amber` on, red beyond it. */
  target: z.strictObject({ value: z.number(), amber: z.number(), better: z.enum(['up', 'down']) }),
  owner: Id.exactOptional(),
  /** True = its owner gets a message when it turns red. */
  alert: z.boolean(),
  /** Where in the studio one acts on it, as a path. */
  action: z.string().max(200).exactOptional(),
});
export type OsmMeasure = z.output<typeof OsmMeasure>;
export const OsmTree = z.strictObject({
  objectives: z
    .array(
      z.strictObject({
        id: Id,
        name: Name,
        strategies: z
          .array(z.strictObject({ id: Id, name: Name, measures: z.array(OsmMeasure).max(20) }))
          .max(20),
      }),
    )
    .max(20),
});
export type OsmTree = z.output<typeof OsmTree>;

export type OsmState = 'green' | 'amber' | 'red' | 'none';
/** How a value stands to its target; none without a value. */
export const osmState = (value: number | null, { target }: Pick<OsmMeasure, 'target'>): OsmState => {
  if (value === null) return 'none';
  const meets = (to: number): boolean => (target.better === 'up' ? value >= to : value <= to);
  if (meets(target.value)) return 'green';
  return meets(target.amber) ? 'amber' : 'red';
};

export type Change = { value: number; low: number | null; high: number | null; n: number };
/** Mean of paired differences with its normal 95 % interval, and Cohen's d of them; undefined under two pairs. */
export const pairedChange = (
  differences: readonly number[],
): { mean: number; se: number; low: number; high: number; d: number | null; n: number } | undefined => {
  const n = differences.length;
  if (n < 2) return undefined;
  const mean = differences.reduce((a, b) => a + b, 0) / n;
  const sd = Math.sqrt(differences.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1));
  const se = sd / Math.sqrt(n);
  return { mean, se, low: mean - Z * se, high: mean + Z * se, d: sd === 0 ? null : mean / sd, n };
};
