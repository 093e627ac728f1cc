import type { ReactNode } from 'react';
import { useT } from '../../i18n/index.ts';
import { RoundButton } from '../parts/index.ts';
import { SoundCaption } from './SoundCaption.tsx';

type Props = {
  look:
    | 'practice'
    | 'drill'
    | 'exam'
    | 'boss'
    | 'ghost'
    | 'card'
    | 'talk'
    | 'camp'
    | 'survey'
    | 'result'
    | 'battle';
  label: string;
  /** In the cream bar at the top. */
  bar?: ReactNode;
  count?: ReactNode;
  onLeave: () => void;
  /** Says where the cross leads, when that is not the island. */
  leaveLabel?: string | undefined;
  children: ReactNode;
};

/** The frame of every play screen: leave button, bar and count on top, below it the scene and the panel. */
export const PlayFrame = ({ look, label, bar, count, onLeave, leaveLabel, children }: Props) => {
  const t = useT('play');
  return (
    <section className={`play play-${look}`} aria-label={label}>
      <header className="play-hud">
        <RoundButton label={leaveLabel ?? t('leave')} className="play-leave" onClick={onLeave}>
          ✕
        </RoundButton>
        {bar !== undefined && <div className="play-bar">{bar}</div>}
        {count !== undefined && <div className="play-count num">{count}</div>}
      </header>
      {children}
      <SoundCaption />
    </section>
  );
};
