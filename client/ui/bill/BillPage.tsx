import type { Me } from '../../../server/domain/api.ts';
import { useT } from '../../i18n/index.ts';
import { Page } from '../Page.tsx';

export const BillPage = (_: { me: Me; bill: string | undefined }) => {
  const t = useT('bill');
  return (
    <Page title={t('title')} icon="scroll">
      {null}
    </Page>
  );
};
