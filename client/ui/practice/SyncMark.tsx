import { useStore } from 'zustand';
import { useT } from '../../i18n/index.ts';
import { practice } from '../../stores/practice.ts';
import { Clock } from '../play/Notes.tsx';

/** "Saved, 3 answers to sync": what this device still holds for the server. */
export const SyncMark = () => {
  const t = useT('practice');
  const waiting = useStore(practice, (s) => s.waiting);
  const sending = useStore(practice, (s) => s.sending);
  if (waiting === 0) return null;
  return (
    <p className="sync-mark" role="status">
      <Clock />
      <b>{t('offline.mark')}</b>
      <span>{sending ? t('offline.sending') : t('offline.waiting', { count: waiting })}</span>
    </p>
  );
};
