import type { Rest } from '../../../server/domain/api-cohorts.ts';
import { dayOf, isRest, weekdayOf } from '../../../server/domain/calendar.ts';
import { addDays } from '../../../server/domain/time.ts';

/** The days of a month in weeks from Monday on; days of other months fill the first and the last week. */
export const weeksOf = (month: number): number[][] => {
  const first = month * 100 + 1;
  const begin = addDays(first, 1 - weekdayOf(first));
  const weeks: number[][] = [];
  for (let day = begin; Math.floor(day / 100) <= month; day = addDays(day, 7))
    weeks.push(Array.from({ length: 7 }, (_, i) => addDays(day, i)));
  return weeks;
};
/** The month (YYYYMM) `by` months after another. */
export const monthAfter = (month: number, by: number): number => {
  const n = Math.floor(month / 100) * 12 + (month % 100) - 1 + by;
  return Math.floor(n / 12) * 100 + (n % 12) + 1;
};
/** The same rest with one day turned on or off. */
export const toggled = (rest: Rest, day: number): Rest => ({
  ...rest,
  days: rest.days.includes(day)
    ? rest.days.filter((d) => d !== day)
    : [...rest.days, day].sort((a, b) => a - b),
});
/** The last play day of a quest of so many days; undefined when no weekday is left. */
export const lastDay = (startDay: number, rest: Rest, days: number): number | undefined =>
  new Set(rest.weekdays).size > 6 ? undefined : dayOf({ zone: 'UTC', startDay, rest, extensions: [] }, days);
export { isRest };

const FIRST_ZONES = [
  'Asia/Shanghai',
  'Asia/Hong_Kong',
  'Asia/Singapore',
  'Asia/Tokyo',
  'Europe/London',
  'America/New_York',
];
/** Every zone this machine knows, those of most learners first. */
export const zones = (): string[] => [...new Set([...FIRST_ZONES, ...Intl.supportedValuesOf('timeZone')])];
