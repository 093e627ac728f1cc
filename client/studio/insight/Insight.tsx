import type { Me } from '../../../server/domain/api.ts';
import { useS } from '../i18n/index.ts';
import type { InsightTab } from '../place.ts';

export const Insight = (_: { me: Me; tab: InsightTab }) => {
  const t = useS('insight');
  return <h1>{t('title')}</h1>;
};
