import { useT } from '../../i18n/index.ts';
import { Page } from '../Page.tsx';

export const TraitsPage = () => {
  const t = useT('traits');
  return (
    <Page title={t('title')} icon="scroll">
      {null}
    </Page>
  );
};
