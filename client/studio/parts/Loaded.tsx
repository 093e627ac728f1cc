import { Alert, Button } from 'antd';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { session } from '../../stores/session.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { useS } from '../i18n/index.ts';

type Props = { ready: boolean; fault: string | undefined; onRetry: () => void; children: ReactNode };

/** What is loading, failed or cut off says so; what was loaded before stays on show. */
export const Loaded = ({ ready, fault, onRetry, children }: Props) => {
  const t = useS('bank');
  const ts = useS('shell');
  const online = useStore(session, (s) => s.online);
  return (
    <>
      {fault !== undefined && (
        <Alert
          type="error"
          showIcon
          title={fault}
          action={<Button onClick={onRetry}>{ts('retry')}</Button>}
        />
      )}
      {!online && fault === undefined && <Alert type="warning" showIcon title={t('offline')} />}
      {!ready && fault === undefined && <Waiting />}
      {ready && children}
    </>
  );
};
