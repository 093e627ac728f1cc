import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useT } from '../../i18n/index.ts';
import { caption } from '../sound.ts';

const STAY_MS = 1500;

/** "♪ drum" for a moment, when sound captions are on. */
export const SoundCaption = () => {
  const t = useT('play');
  const { cue, n } = useStore(caption);
  const [shown, setShown] = useState(n);
  useEffect(() => {
    const timer = setTimeout(() => setShown(n), STAY_MS);
    return () => clearTimeout(timer);
  }, [n]);
  if (cue === undefined || shown === n) return null;
  return (
    <p className="sound-caption" aria-hidden="true">
      ♪ {t(`sound.${cue}`)}
    </p>
  );
};
