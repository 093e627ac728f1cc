import { useStore } from 'zustand';
import { useT } from '../../i18n/index.ts';
import { playStore } from '../../stores/play.ts';
import { Icon } from '../parts/index.ts';
import { CoinBurst } from './Burst.tsx';
import { Outcome } from './Outcome.tsx';
import type { Practice } from './PracticeScreen.tsx';
import { ResultFrame } from './ResultFrame.tsx';
import { Review } from './Review.tsx';

type Props = { attempt: Practice; island: string; onLeave: () => void; onAgain: () => void };

/** The chest opens: coins, stars, the longest run, and the questions that became ghosts. */
export const ChestResult = ({ attempt, onLeave, onAgain }: Props) => {
  const t = useT('play');
  const missed = useStore(playStore, (s) => s.missed);
  const tier = t(`chest.${attempt.tier}`);
  return (
    <ResultFrame
      title={t('chest.opened', { tier })}
      line={t('practice.score', { right: attempt.right, total: attempt.total })}
      joy
      onLeave={onLeave}
      onAgain={onAgain}
      art={
        <div className={`chest-art chest-open chest-${attempt.tier}`}>
          <i className="chest-rays" />
          <Icon name={`chest-${attempt.tier}`} size={220} large />
          <Icon name={`chest-${attempt.tier}-open`} size={220} large />
          <CoinBurst />
        </div>
      }
    >
      {attempt.outcome !== undefined && (
        <Outcome outcome={attempt.outcome}>
          <span className="outcome-fact">
            <Icon name="fire" size={28} />
            <b className="num">×{attempt.bestRun}</b>
            <small>{t('run.best')}</small>
          </span>
        </Outcome>
      )}
      {missed.length > 0 && (
        <>
          <Review list={missed} label={t('missed', { n: missed.length })} />
          <p className="result-note">
            <Icon name="ghost" size={22} /> {t('missed.note')}
          </p>
        </>
      )}
    </ResultFrame>
  );
};
