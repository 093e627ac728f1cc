import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useT } from '../../i18n/index.ts';
import { storedPack } from '../../net/offline.ts';
import type { StoredPack } from '../../net/pack-store.ts';
import { practice } from '../../stores/practice.ts';
import { go, screen } from '../../stores/screen.ts';
import { setSettings } from '../../stores/settings.ts';
import { Button, Card, Icon } from '../parts/index.ts';
import { Shore } from '../Shore.tsx';
import { Waiting } from '../Waiting.tsx';
import { OfflineDrill } from './OfflineDrill.tsx';
import { SyncMark } from './SyncMark.tsx';

const home = (): void => go({ name: 'practice' });

/** The start without a network: whoever practised here last can go on practising; the rest waits for the server. */
export const OfflineDoor = ({ onRetry }: { onRetry: () => void }) => {
  const t = useT('practice');
  const common = useT('common');
  const now = useStore(screen);
  const packed = useStore(practice, (s) => s.packed);
  const [stored, setStored] = useState<StoredPack>();
  useEffect(() => {
    void storedPack().then((found) => {
      if (found !== undefined) setSettings(found.me.settings);
      setStored(found);
    });
  }, []);
  useEffect(() => {
    addEventListener('online', onRetry);
    return () => removeEventListener('online', onRetry);
  }, [onRetry]);
  if (now.name === 'drill' && now.purpose === 'offline') return <OfflineDrill onLeave={home} />;
  const left = stored === undefined ? 0 : packed;
  return (
    <Shore calm>
      <Card className="ticket" aria-labelledby="offline-title">
        <div className="ticket-head">
          <Icon name="ring-buoy" size={64} />
          <h1 id="offline-title">{t('offline.ashore')}</h1>
          {left > 0 && stored !== undefined ? (
            <>
              <p>{t('offline.hello', { name: stored.me.person.name })}</p>
              <p>{t('offline.ready', { n: left })}</p>
            </>
          ) : (
            <p>{common('offline.short')}</p>
          )}
          <SyncMark />
        </div>
        {left > 0 && (
          <Button look="cta" wide onClick={() => go({ name: 'drill', purpose: 'offline' })}>
            {t('offline.go')}
          </Button>
        )}
        <Button wide onClick={onRetry}>
          {common('retry')}
        </Button>
        <Waiting text={t('offline.wait')} />
      </Card>
    </Shore>
  );
};
