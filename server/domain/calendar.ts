import type { Rest } from './api-cohorts.ts';
import { addDays, daysBetween, playDay } from './time.ts';

/** Days more for one learner: given on programme day `n` (1 = the first), `days` of them. */
export type Extension = { n: number; days: number };

/** The days of a programme: play days in `zone` from `startDay` (YYYYMMDD) on that are not rest days. */
export type Calendar = {
  zone: string;
  startDay: number;
  rest: Rest;
  /** In the order in which they were given. */
  extensions: readonly Extension[];
};

export const NO_REST: Rest = { weekdays: [], days: [] };
/** The calendar of a learner who sails alone: every day counts. */
export const ownCalendar = (zone: string, startDay: number): Calendar => ({
  zone,
  startDay,
  rest: NO_REST,
  extensions: [],
});

/** A Monday. */
const MONDAY = 20240101;
/** Monday 1 to Sunday 7 of a play day. */
export const weekdayOf = (day: number): number => ((((daysBetween(MONDAY, day) % 7) + 7) % 7) as number) + 1;
/** The Monday (YYYYMMDD) of the week of a play day. */
export const weekOf = (day: number): number => addDays(day, 1 - weekdayOf(day));
/** True for a number YYYYMMDD that is a day of the calendar. */
export const isDay = (day: number): boolean => /^20\d{6}$/.test(String(day)) && addDays(day, 0) === day;

export const isRest = (rest: Rest, day: number): boolean =>
  rest.weekdays.includes(weekdayOf(day)) || rest.days.includes(day);

/** How many of the play days from `from` to `to`, both counted, are no rest days; 0 when `to` is before `from`. */
const workdays = (rest: Rest, from: number, to: number): number => {
  const all = daysBetween(from, to) + 1;
  if (all <= 0) return 0;
  const off = new Set(rest.weekdays);
  const first = weekdayOf(from) - 1;
  const rests = Array.from({ length: all % 7 }, (_, i) => ((first + i) % 7) + 1).filter((d) => off.has(d));
  const singles = new Set(rest.days.filter((d) => d >= from && d <= to && !off.has(weekdayOf(d))));
  return all - Math.floor(all / 7) * off.size - rests.length - singles.size;
};

/** While an extension lasts, the programme stands still at its day; every later day comes so much later. */
const held = (day: number, { n, days }: Extension): number => (day <= n ? day : Math.max(n, day - days));

/** Which programme day a play day is (1 = the first); 0 before the start. A rest day has the number of the day before. */
export const voyageDay = (calendar: Calendar, today: number): number =>
  calendar.extensions.reduce(held, workdays(calendar.rest, calendar.startDay, today));

/** The play day (YYYYMMDD) on which the nth programme day is, n >= 1. */
export const dayOf = (calendar: Calendar, n: number): number => {
  const { rest, startDay, extensions } = calendar;
  const nth = extensions.reduceRight((day, e) => (day <= e.n ? day : day + e.days), n);
  let day = startDay;
  for (let left = nth - (isRest(rest, day) ? 0 : 1); left > 0; ) {
    day = addDays(day, 1);
    if (!isRest(rest, day)) left--;
  }
  return day;
};

/** The play day of an instant (ms UTC) by the calendar's zone. */
export const playDayIn = (calendar: Calendar, at: number): number => playDay(at, calendar.zone);

const QUARTER = 15 * 60_000;
/** The instant (ms UTC) at which a play day (YYYYMMDD) begins in the calendar's zone: 04:00 there. */
export const beginOf = ({ zone }: Calendar, day: number): number => {
  const noon = Date.UTC(Math.floor(day / 10_000), (Math.floor(day / 100) % 100) - 1, day % 100, 12);
  let [low, high] = [noon / QUARTER - 120, noon / QUARTER + 120];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (playDay(middle * QUARTER, zone) >= day) high = middle;
    else low = middle + 1;
  }
  return low * QUARTER;
};

/** An extension given today to a learner of a programme of `length` days: what is open stays open, the end moves. */
export const extensionOf = (calendar: Calendar, today: number, length: number, days: number): Extension => ({
  n: Math.min(length, Math.max(1, voyageDay(calendar, today))),
  days,
});

/** How many days more a learner was given in all. */
export const extraDaysOf = ({ extensions }: Pick<Calendar, 'extensions'>): number =>
  extensions.reduce((sum, e) => sum + e.days, 0);

const ZONE = /^[A-Za-z][\w+-]*(?:\/[\w+-]+)*$/;
/** True for an IANA name that this machine knows. */
export const isZone = (zone: string): boolean => {
  if (!ZONE.test(zone)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};
