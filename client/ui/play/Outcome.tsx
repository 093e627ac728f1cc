import type { ReactNode } from 'react';
import type { Outcome as OutcomeView } from '../../../server/domain/api.ts';
import { useT } from '../../i18n/index.ts';
import { Icon } from '../parts/index.ts';
import { CountUp } from './CountUp.tsx';

type Props = { outcome: OutcomeView; children?: ReactNode };

/** Coins counted up and stars; what else the station brought stands beside them. */
export const Outcome = ({ outcome, children }: Props) => {
  const t = useT('play');
  return (
    <div className="outcome">
      <div className="outcome-stars" role="img" aria-label={t('stars.said', { n: outcome.stars })}>
        {[1, 2, 3].map((k) => (
          <span key={k} className={k <= outcome.stars ? 'on' : ''}>
            <Icon name="star" size={44} />
          </span>
        ))}
      </div>
      <div className="outcome-row">
        <span className="outcome-coins">
          <Icon name="coin" size={40} />
          <span>
            <small>{t('earned')}</small>
            <b className="num">
              +<CountUp to={outcome.coins} delayMs={400} />
            </b>
          </span>
        </span>
        {children}
      </div>
      {outcome.questDone ? (
        <p className="outcome-note">
          <Icon name="trophy" size={26} /> {t('done.quest')}
        </p>
      ) : (
        outcome.islandDone && (
          <p className="outcome-note">
            <Icon name="party-popper" size={26} /> {t('done.island')}
          </p>
        )
      )}
    </div>
  );
};
