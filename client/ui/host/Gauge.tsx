import type { BattleView } from '../../../server/domain/api-battle.ts';
import { number, percent, useT } from '../../i18n/index.ts';
import { rightsOf } from './choices.ts';

/** How many have answered of those who are here, and of all who have joined; after the reveal how many were right. */
export const Gauge = ({ view }: { view: BattleView }) => {
  const t = useT('host');
  const { counts, reveal, phase } = view;
  const told = (phase === 'reveal' || phase === 'board') && reveal !== undefined && !reveal.skipped;
  const rights = told ? rightsOf(reveal) : undefined;
  const [n, of] = rights === undefined ? [counts.answered, counts.online] : [rights.right, rights.all];
  const share = of === 0 ? 0 : Math.min(1, n / of);
  return (
    <section className="gauge" aria-label={t(told ? 'gauge.right' : 'gauge.answered')}>
      <p className="gauge-over">{t(told ? 'gauge.right' : 'gauge.answered')}</p>
      <p className="gauge-n num">
        <b>{number(n)}</b>
        <small>/{number(of)}</small>
        {told && <em>{percent(share)}</em>}
      </p>
      <span className={`gauge-bar${told ? ' gauge-right' : ''}`} aria-hidden="true">
        <i style={{ width: `${share * 100}%` }} />
      </span>
      <p className="gauge-of">
        {t('gauge.of', { online: number(counts.online), seats: number(counts.seats) })}
      </p>
    </section>
  );
};
