import type { Rest } from './api-cohorts.ts';
import { isRest, weekOf } from './calendar.ts';
import { checkIn, type Streak } from './streak.ts';
import { addDays, daysBetween } from './time.ts';

/** Characters of a day's note. */
export const NOTE_LEAST = 5;
export const NOTE_MOST = 280;
/** Days with a note that bring a title; the last one is the challenge. */
export const READING_TITLES: readonly number[] = [30, 50, 100];

/** The next number of days that brings a title; undefined = all are reached. */
export const nextTitle = (days: number): number | undefined => READING_TITLES.find((n) => n > days);

/** in = checked in, rest = a rest day, freeze = missed without harm, away = missed, ahead = not over yet. */
export type DayMark = 'in' | 'rest' | 'freeze' | 'away' | 'ahead';
export type MarkedDay = { day: number; mark: DayMark };

const WEEKS = 5;
/** The first day (a Monday) of the five weeks up to the week of `today`. */
export const calendarBegin = (today: number): number => addDays(weekOf(today), -7 * (WEEKS - 1));

const gapMark = (rests: readonly Rest[], day: number, kept: boolean): DayMark => {
  if (rests.some((rest) => isRest(rest, day))) return 'rest';
  return kept ? 'freeze' : 'away';
};

/** Five whole weeks up to this one, from the days of check-ins (YYYYMMDD, any order). Today is `ahead` until it is done. */
export const calendarOf = (days: readonly number[], today: number, rests: readonly Rest[]): MarkedDay[] => {
  const begin = calendarBegin(today);
  const marks = new Map<number, DayMark>();
  let last: Streak = { streak: 0, freezes: 0 };
  let next = begin;
  const fill = (until: number, kept: boolean): void => {
    for (; next < until; next = addDays(next, 1)) marks.set(next, gapMark(rests, next, kept));
  };
  for (const day of days.filter((d) => d >= begin && d <= today).sort((a, b) => a - b)) {
    const before = last.streak;
    last = checkIn(last, day, rests).streak;
    fill(day, before > 0 && last.streak === before + 1);
    marks.set(day, 'in');
    next = addDays(day, 1);
  }
  const goesOn = last.streak > 0 && checkIn(last, today, rests).streak.streak > last.streak;
  fill(today, goesOn);
  return Array.from({ length: 7 * WEEKS }, (_, i) => {
    const day = addDays(begin, i);
    return { day, mark: marks.get(day) ?? (daysBetween(today, day) >= 0 ? 'ahead' : 'away') };
  });
};
