import { z } from 'zod';
import type { Verb } from './events/index.ts';
import type { LocalText } from './text.ts';

const Day = z.int().min(19_700_101).max(99_991_231);
const Id = z.string().min(1).max(64);

/**
 * The one filter of all figures. Days are YYYYMMDD in the company's zone, both ends count. A department counts with those
 * below it. What is left out does not narrow.
 */
export const Filter = z.strictObject({
  from: Day,
  to: Day,
  department: Id.exactOptional(),
  post: z.string().min(1).max(80).exactOptional(),
  cohort: Id.exactOptional(),
  quest: Id.exactOptional(),
  bank: Id.exactOptional(),
});
export type Filter = z.output<typeof Filter>;

/** What a cell is, for showing and for export; `share` is 0 to 1, `change` percentage points, `ms` a duration. */
export type CellKind =
  | 'text'
  | 'count'
  | 'number'
  | 'share'
  | 'change'
  | 'ms'
  | 'coins'
  | 'day'
  | 'month'
  | 'hour'
  | 'weekday'
  | 'device'
  | 'dimension'
  | 'verb'
  | 'person'
  | 'department'
  | 'cohort'
  | 'quest'
  | 'station'
  | 'bank'
  | 'point'
  | 'question'
  | 'flag';
export type Cell = string | number | null;
/** A column of a figure; `name` is its heading; `words` = what its cells say when they are ids of a fixed few. */
export type Column = { id: string; kind: CellKind; name: LocalText; words?: Record<string, LocalText> };
export type Row = Record<string, Cell>;

/** How sure a rate or a mean is: 95 % by this method, in the columns `low` and `high`. */
export type Interval = 'wilson' | 'normal' | 'none';

/**
 * What a figure is: the one definition that screens, exports and tests read. `atLeast` = below this n a row is shown grey
 * (`people` or `answers`, in column `n`); `privacy` people = rows name persons, groups = no row of fewer than five people.
 */
export type MetricView = {
  id: string;
  name: LocalText;
  /** How it is computed, in one or two sentences. */
  definition: LocalText;
  columns: Column[];
  /** Events behind it; empty = it reads state (coins, cohorts) and opens to no events. */
  verbs: Verb[];
  atLeast: { n: number; of: 'people' | 'answers' };
  interval: Interval;
  privacy: 'people' | 'groups';
};

/** What the ids in cells are called: kind of cell -> id -> name. */
export type Names = Partial<Record<CellKind, Record<string, string | LocalText>>>;
/** A figure as asked. `hidden` = rows left out because fewer than five people stand behind them. `at` in ms. */
export type FigureView = {
  id: string;
  filter: Filter;
  rows: Row[];
  hidden: number;
  at: number;
  names: Names;
};

/** Fewer people than this are no group (analytics.md 2). */
export const FEWEST = 5;
/** 97.5 % quantile of the normal distribution. */
export const Z = 1.959963984540054;

/** Wilson 95 % interval of a rate; undefined without a trial. */
export const wilson = (hits: number, n: number): { low: number; high: number } | undefined => {
  if (n <= 0) return undefined;
  const p = hits / n;
  const zz = (Z * Z) / n;
  const mid = p + zz / 2;
  const half = Z * Math.sqrt((p * (1 - p)) / n + zz / (4 * n));
  return { low: (mid - half) / (1 + zz), high: (mid + half) / (1 + zz) };
};

/** hits / n with n and its Wilson interval; nulls where there is no trial: "no data", never 0. */
export const rateOf = (
  hits: number,
  n: number,
): { n: number; rate: number | null; low: number | null; high: number | null } => {
  const band = wilson(hits, n);
  return { n, rate: band ? hits / n : null, low: band?.low ?? null, high: band?.high ?? null };
};

/** Which events to open: behind a figure's row, a person, an item. `hour` 0..23, `device` an index of DEVICES. */
export const EventQuery = z.strictObject({
  filter: Filter,
  verbs: z.array(z.string().min(1).max(40)).min(1).max(80),
  person: Id.exactOptional(),
  obj: z.string().min(1).max(200).exactOptional(),
  day: Day.exactOptional(),
  /** 1 (Monday) to 7. */
  weekday: z.int().min(1).max(7).exactOptional(),
  hour: z.int().min(0).max(23).exactOptional(),
  device: z.int().min(0).max(9).exactOptional(),
  /** Newest first; the next page is asked with the last `seq` of this one. */
  before: z.int().min(1).exactOptional(),
  limit: z.int().min(1).max(200).default(50),
});
export type EventQuery = z.output<typeof EventQuery>;
/** One event of the log with its texts; times in ms. */
export type EventLine = {
  seq: number;
  at: number;
  day: number;
  hour: number;
  verb: string;
  person: string;
  name: string;
  obj: string | null;
  ok: number | null;
  score: number | null;
  ms: number | null;
  device: number;
  data: Record<string, unknown>;
};
