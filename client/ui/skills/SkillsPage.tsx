import type { Me } from '../../../server/domain/api.ts';
import { useT } from '../../i18n/index.ts';
import { Page } from '../Page.tsx';

export const SkillsPage = (_: { me: Me }) => {
  const t = useT('skills');
  return (
    <Page title={t('title')} icon="scroll">
      {null}
    </Page>
  );
};
