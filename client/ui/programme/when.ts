import { lang } from '../../i18n/index.ts';

const DAY_MS = 86_400_000;
/** Days back that have a word or a count; older ones are told by their date. */
const NEAR_DAYS = 6;
const midnight = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

/** "14:05", "昨天 14:05", "3天前", "11月21日": when something happened, by the clock of this device. */
export const whenOf = (at: number, now: number): string => {
  const tag = lang() === 'zh' ? 'zh-CN' : 'en';
  const days = Math.round((midnight(at) - midnight(now)) / DAY_MS);
  const time = new Date(at).toLocaleTimeString(tag, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  if (days >= 0) return time;
  const near = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }).format(days, 'day');
  if (days === -1) return `${near} ${time}`;
  if (days >= -NEAR_DAYS) return near;
  return new Date(at).toLocaleDateString(tag, { month: 'long', day: 'numeric' });
};
