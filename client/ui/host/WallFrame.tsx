import { type ReactNode, useEffect, useState } from 'react';
import type { BattleInfo, BattleView } from '../../../server/domain/api-battle.ts';
import { useT } from '../../i18n/index.ts';
import { titleOf } from '../hall/words.ts';
import { Icon } from '../parts/index.ts';
import { Lost } from './Lost.tsx';

type Props = { info: BattleInfo; view?: BattleView | undefined; look: string; children: ReactNode };

const useFull = () => {
  const [full, setFull] = useState(false);
  useEffect(() => {
    const look = (): void => setFull(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', look);
    return () => document.removeEventListener('fullscreenchange', look);
  }, []);
  const turn = (): void => {
    // A browser may say no, for example in a frame: the page stays as it is.
    const asked = full ? document.exitFullscreen() : document.documentElement.requestFullscreen();
    asked.catch(() => undefined);
  };
  return { full, turn };
};

/** The wall: what is played, where in it, how to come in late, and the one button, for the whole screen. */
export const WallFrame = ({ info, view, look, children }: Props) => {
  const t = useT('host');
  const question = view?.question;
  const isOn = view !== undefined && view.phase !== 'lobby' && view.phase !== 'done';
  const late = isOn && info.pin !== undefined && !view.locked;
  return (
    <section className={`wall-screen wall-at-${look}`} aria-label={t('wall')}>
      <header className="wall-head">
        <h1>{titleOf(info)}</h1>
        {late && (
          <span className="wall-pin">
            {t('pin')} <b className="num">{info.pin}</b>
          </span>
        )}
        {question !== undefined && (
          <span className="wall-count num">
            <span className="sr-only">{t('round', { n: question.round + 1, of: question.rounds })}</span>
            <span aria-hidden="true">
              {question.round + 1}
              <small>/{question.rounds}</small>
            </span>
          </span>
        )}
        {document.fullscreenEnabled && <FullButton />}
      </header>
      <Lost />
      {view?.paused === true && (
        <p className="wall-paused" role="status">
          <Icon name="pause-button" size={48} /> {t('phase.paused')}
        </p>
      )}
      {children}
    </section>
  );
};

const FullButton = () => {
  const t = useT('host');
  const { full, turn } = useFull();
  return (
    <button type="button" className="wall-full" aria-pressed={full} aria-label={t('full')} onClick={turn}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path
          d={full ? 'M9 4v5H4M15 4v5h5M9 20v-5H4M15 20v-5h5' : 'M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5'}
        />
      </svg>
    </button>
  );
};
