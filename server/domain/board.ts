import type { BoardMeasure, BoardPeriod } from './api-honour.ts';
import { weekOf } from './calendar.ts';
import { addDays } from './time.ts';

/** Answers it takes in each of two periods before growth between them says anything. */
export const CLIMB_ANSWERS: Record<'day' | 'week' | 'month', number> = { day: 15, week: 30, month: 60 };
/** A group with fewer active members is not shown. */
export const LEAST_GROUP = 5;
/** People above and below me. */
export const NEIGHBOURS = 3;
export const TOP = 3;

/** Play days of a period, `from` to before `to`, and those of the one before it. */
export type Days = { from: number; to: number; before: number };

const monthOf = (day: number): number => Math.floor(day / 100) * 100 + 1;

/** The period of a play day; undefined = from the very start (`all`, and `quest`, which begins with each person). */
export const daysOf = (period: BoardPeriod, today: number): Days | undefined => {
  if (period === 'day') return { from: today, to: addDays(today, 1), before: addDays(today, -1) };
  if (period === 'week') {
    const from = weekOf(today);
    return { from, to: addDays(from, 7), before: addDays(from, -7) };
  }
  if (period !== 'month') return undefined;
  const from = monthOf(today);
  return { from, to: monthOf(addDays(from, 31)), before: monthOf(addDays(from, -1)) };
};

/** Growth is told by day, week and month only. */
export const isCounted = (measure: BoardMeasure, period: BoardPeriod): boolean =>
  measure !== 'climb' || period === 'day' || period === 'week' || period === 'month';

/** Answers and right ones of two periods. */
export type TwoPeriods = { before: number; beforeRight: number; now: number; nowRight: number };

/** Growth in percentage points of accuracy, one decimal; undefined below `least` answers on either side. */
export const climbOf = (t: TwoPeriods, least: number): number | undefined => {
  if (t.before < least || t.now < least) return undefined;
  return Math.round(1000 * (t.nowRight / t.now - t.beforeRight / t.before)) / 10;
};

/** Mean per active member, one decimal; equal means share a rank. Groups below five active members are left out. */
export const rankGroups = <G extends { sum: number; active: number; name: string }>(
  groups: readonly G[],
): (G & { mean: number; rank: number })[] => {
  const rows = groups
    .filter((g) => g.active >= LEAST_GROUP)
    .map((g) => ({ ...g, mean: Math.round((10 * g.sum) / g.active) / 10 }))
    .sort((a, b) => b.mean - a.mean || (a.name < b.name ? -1 : 1));
  return rows.map((row) => ({ ...row, rank: 1 + rows.filter((other) => other.mean > row.mean).length }));
};
