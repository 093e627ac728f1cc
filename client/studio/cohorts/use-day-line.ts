import type { CohortView } from '../../../server/domain/api-cohorts.ts';
import { useS } from '../i18n/index.ts';
import { dayText } from './day-text.ts';

/** Which day of its programme a cohort has, in words. */
export const useDayLine = () => {
  const t = useS('cohort');
  return ({ day, days, startDay }: CohortView): string => {
    if (day < 1) return t('day.before', { day: dayText(startDay) });
    return day > days ? t('day.over', { days }) : t('day', { n: day, days });
  };
};
