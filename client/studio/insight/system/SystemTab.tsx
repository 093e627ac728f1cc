import './system.css';
import { Alert } from 'antd';
import type { Me } from '../../../../server/domain/api.ts';
import { useS } from '../../i18n/index.ts';
import { Backups } from './Backups.tsx';
import { Health } from './Health.tsx';
import { Laws } from './Laws.tsx';
import { Storage } from './Storage.tsx';

/** For administrators: how the server is, what the data takes, whether the books add up, and copies of it all. */
export const SystemTab = ({ me }: { me: Me }) => {
  const t = useS('system');
  if (me.person.role !== 'admin') return <Alert type="info" showIcon title={t('yours')} />;
  return (
    <div className="system-page">
      <p className="studio-note">{t('lead')}</p>
      <Health zone={me.org.zone} />
      <Storage />
      <Laws zone={me.org.zone} />
      <Backups zone={me.org.zone} />
    </div>
  );
};
