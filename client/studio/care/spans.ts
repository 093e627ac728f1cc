import { useS } from '../i18n/index.ts';

/** Hours for which somebody can be muted. */
export const SPANS = [1, 24, 72, 168, 672] as const;
const DAY_HOURS = 24;

export const useSpans = (): { value: number; label: string }[] => {
  const t = useS('care');
  return SPANS.map((value) => ({
    value,
    label: value < DAY_HOURS ? t('hours', { count: value }) : t('days', { count: value / DAY_HOURS }),
  }));
};
