import type { Rest } from './api-cohorts.ts';
import { isRest, weekOf } from './calendar.ts';
import { addDays } from './time.ts';

/** Days of one week (Monday to Sunday) that may be missed without breaking the streak. */
export const FREEZES_A_WEEK = 2;
/** Rest days in a row that are looked through at most: longer than any holiday. */
const MOST_AWAY = 400;

/** A day streak as last saved; `day` = play day (YYYYMMDD) of the last check-in, `freezes` were used in `freezeWeek`. */
export type Streak = { streak: number; day?: number; freezeWeek?: number; freezes: number };

/** What is left after the days missed until `today`; undefined = the streak is broken. */
const afterAbsence = (last: Streak & { day: number }, today: number, rests: readonly Rest[]) => {
  let { freezeWeek, freezes } = last;
  let day = addDays(last.day, 1);
  for (let away = 0; day < today; day = addDays(day, 1), away++) {
    if (away >= MOST_AWAY) return undefined;
    if (rests.some((rest) => isRest(rest, day))) continue;
    const week = weekOf(day);
    freezes = week === freezeWeek ? freezes + 1 : 1;
    freezeWeek = week;
    if (freezes > FREEZES_A_WEEK) return undefined;
  }
  return freezeWeek === undefined ? { freezes } : { freezeWeek, freezes };
};

/**
 * The streak after a check-in on `today`; `first` = the day is new. A day counts once: also when it comes again, or a day
 * before it, because a clock or the organisation's zone was set back. Rest days and two missed days a week break nothing.
 */
export const checkIn = (
  last: Streak,
  today: number,
  rests: readonly Rest[],
): { first: boolean; streak: Streak & { day: number } } => {
  const { day } = last;
  if (day === undefined) return { first: true, streak: { ...last, streak: 1, day: today } };
  if (day >= today) return { first: false, streak: { ...last, day } };
  const kept = afterAbsence({ ...last, day }, today, rests);
  const next = kept ? { ...kept, streak: last.streak + 1 } : { ...last, streak: 1 };
  return { first: true, streak: { ...next, day: today } };
};

/** The streak to show: 0 only when a check-in today would begin anew. */
export const shownStreak = (last: Streak, today: number, rests: readonly Rest[]): number => {
  const { day } = last;
  if (day === undefined) return 0;
  return day >= today || afterAbsence({ ...last, day }, today, rests) ? last.streak : 0;
};
