import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useT } from '../../i18n/index.ts';
import { storedPack } from '../../net/offline.ts';
import { practice } from '../../stores/practice.ts';
import { go } from '../../stores/screen.ts';
import { Button, Card, Icon } from '../parts/index.ts';
import { SyncMark } from './SyncMark.tsx';

/** What can be practised without a network, and what still waits for one. Quiet while all is well. */
export const OfflineCard = ({ online }: { online: boolean }) => {
  const t = useT('practice');
  const packed = useStore(practice, (s) => s.packed);
  const waiting = useStore(practice, (s) => s.waiting);
  useEffect(() => {
    void storedPack();
  }, []);
  if (online && waiting === 0) return null;
  return (
    <Card className={`hub-wide offline-card${online ? '' : ' is-offline'}`} aria-label={t('offline')}>
      <Icon name="ring-buoy" size={44} />
      <div className="offline-text">
        <p>
          {online
            ? t('offline.ready', { n: packed })
            : t(packed > 0 ? 'offline.lead' : 'offline.empty', { n: packed })}
        </p>
        <SyncMark />
      </div>
      {!online && packed > 0 && (
        <Button look="cta" onClick={() => go({ name: 'drill', purpose: 'offline' })}>
          {t('offline.go')}
        </Button>
      )}
    </Card>
  );
};
