import type { BattleResultView } from '../../../server/domain/api-battle.ts';
import { starsOf } from '../../../server/domain/rewards.ts';
import { number, percent, useT } from '../../i18n/index.ts';
import { Button, Icon, Stars } from '../parts/index.ts';
import { CountUp } from '../play/CountUp.tsx';
import { ratingText } from './words.ts';

export type Mine = NonNullable<BattleResultView['mine']>;

/** My own battle in figures: place and points (with ranking), rights as count and share, run, rating. */
export const Own = ({ mine, ranking }: { mine: Mine; ranking: boolean }) => {
  const t = useT('hall');
  const share = mine.answered === 0 ? 0 : mine.right / mine.answered;
  return (
    <section className="hero-card" aria-labelledby="hero-own">
      <h2 id="hero-own">{t('result.own')}</h2>
      <dl className="own-figures">
        {ranking && (
          <>
            <div>
              <dt>{t('result.own.place')}</dt>
              <dd className="num">{mine.rank}</dd>
            </div>
            <div>
              <dt>{t('result.own.points')}</dt>
              <dd className="num">{number(mine.points)}</dd>
            </div>
          </>
        )}
        <div>
          <dt>{t('result.own.right')}</dt>
          <dd>
            <span className="num">{percent(share)}</span>
            <small>{t('result.own.of', { right: mine.right, answered: mine.answered })}</small>
          </dd>
        </div>
        <div>
          <dt>{t('result.own.streak')}</dt>
          <dd className="num">{mine.bestStreak}</dd>
        </div>
        {mine.rating !== undefined && <RatingChange rating={mine.rating} />}
      </dl>
    </section>
  );
};

const RatingChange = ({ rating }: { rating: NonNullable<Mine['rating']> }) => {
  const t = useT('hall');
  const step = Math.round(rating.after) - Math.round(rating.before);
  const look = step > 0 ? 'up' : step < 0 ? 'down' : 'same';
  return (
    <div>
      <dt>{t('result.own.rating')}</dt>
      <dd>
        <span className="num">{ratingText(rating.after)}</span>
        <small className={`climb-${look}`}>
          <span aria-hidden="true">{step === 0 ? '' : step > 0 ? '▲ ' : '▼ '}</span>
          {t(`result.own.rating.${look}`, { n: Math.abs(step) })}
        </small>
      </dd>
    </div>
  );
};

type GainProps = { mine: Mine | undefined; label: string; busy: boolean; onGo: () => void };

/** What the battle has brought, and the one way on; stays at the bottom edge. */
export const Gain = ({ mine, label, busy, onGo }: GainProps) => {
  const t = useT('hall');
  return (
    <aside className="gain-bar" aria-label={t('result.gain')}>
      {mine !== undefined && (
        <>
          <Icon name="coin" size={44} />
          <p className="gain-coins">
            <small>{t('result.gain')}</small>
            <b className="num">
              +<CountUp to={mine.coins} delayMs={400} />
            </b>
          </p>
          <p className="gain-more">
            {mine.answered > 0 && <Stars n={starsOf('practice', mine.right / mine.answered)} size={22} />}
            <span className="gain-streak" role="img" aria-label={t('result.streak', { n: mine.bestStreak })}>
              <Icon name="fire" size={26} />
              <b className="num">×{mine.bestStreak}</b>
            </span>
          </p>
        </>
      )}
      <Button look="cta" busy={busy} onClick={onGo}>
        {label}
      </Button>
    </aside>
  );
};
