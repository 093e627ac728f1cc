import { lang } from '../../i18n/index.ts';

const tag = (): string => (lang() === 'zh' ? 'zh-CN' : 'en');
const dateOf = (day: number): Date =>
  new Date(Date.UTC(Math.floor(day / 10_000), (Math.floor(day / 100) % 100) - 1, day % 100));
const said = (day: number, how: Intl.DateTimeFormatOptions): string =>
  dateOf(day).toLocaleDateString(tag(), { ...how, timeZone: 'UTC' });

/** YYYYMMDD with weekday in the reader's language. */
export const dayText = (day: number): string =>
  said(day, { year: 'numeric', month: 'short', day: 'numeric', weekday: 'short' });
/** YYYYMM in the reader's language. */
export const monthText = (month: number): string => said(month * 100 + 1, { year: 'numeric', month: 'long' });
const MONDAY = 20240101;
/** Monday 1 to Sunday 7 as one reads them. */
export const weekdayText = (weekday: number): string => said(MONDAY + weekday - 1, { weekday: 'short' });
