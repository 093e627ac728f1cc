import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useT } from '../../i18n/index.ts';
import { battlePlay } from '../../stores/battle.ts';

const SHORT_MS = 600;

/** Says that the line is lost and that the battle goes on without it; a blink of the line is passed over. */
export const Lost = () => {
  const t = useT('host');
  const live = useStore(battlePlay, (s) => s.live || s.view?.phase === 'done');
  const [lost, setLost] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLost(!live), live ? 0 : SHORT_MS);
    return () => clearTimeout(timer);
  }, [live]);
  return (
    <div role="alert" className="host-alert">
      {lost && (
        <p className="host-lost">
          <span className="spinner" aria-hidden="true" />
          {t('lost')}
        </p>
      )}
    </div>
  );
};
