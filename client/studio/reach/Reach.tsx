import type { Me } from '../../../server/domain/api.ts';
import { useS } from '../i18n/index.ts';
import type { ReachTab } from '../place.ts';

export const Reach = (_: { me: Me; tab: ReachTab }) => {
  const t = useS('reach');
  return <h1>{t('title')}</h1>;
};
