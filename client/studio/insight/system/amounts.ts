import { number } from '../../../i18n/index.ts';
import type { StudioT } from '../../i18n/index.ts';

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const;
/** 1536 -> "1.5 KB": thousands of 1,024, three digits at most. */
export const bytesText = (bytes: number): string => {
  const at = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(bytes) / 10));
  const n = bytes / 2 ** (10 * at);
  const digits = n >= 100 || at === 0 ? 0 : n >= 10 ? 1 : 2;
  return `${number(Number(n.toFixed(digits)))} ${UNITS[at]}`;
};

const SECOND = 1000;
const HOUR = 3_600_000;
/** A duration in its largest unit: "3 hours". */
export const spanText = (ms: number, t: StudioT<'system'>): string => {
  if (ms < SECOND) return t('ms.line', { n: number(Math.round(ms)) });
  if (ms < 120 * SECOND) return t('span.s', { n: number(Math.round(ms / 100) / 10) });
  if (ms < 2 * HOUR) return t('span.m', { n: number(Math.round(ms / 60_000)) });
  if (ms < 48 * HOUR) return t('span.h', { n: number(Math.round(ms / HOUR)) });
  return t('span.d', { n: number(Math.floor(ms / 24 / HOUR)) });
};
