import { lang } from '../../i18n/index.ts';

/** YYYYMMDD as one reads it, without the year. */
export const dayText = (day: number): string =>
  new Date(
    Date.UTC(Math.floor(day / 10_000), (Math.floor(day / 100) % 100) - 1, day % 100),
  ).toLocaleDateString(lang() === 'zh' ? 'zh-CN' : 'en', { month: 'short', day: 'numeric', timeZone: 'UTC' });
