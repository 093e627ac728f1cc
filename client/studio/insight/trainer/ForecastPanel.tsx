import { Alert } from 'antd';
import { useId } from 'react';
import type { ForecastView } from '../../../../server/domain/api-forecast.ts';
import type { Bin } from '../../../../server/domain/quality.ts';
import { dayAndTime, percent } from '../../../i18n/index.ts';
import { loadForecast } from '../../../net/figures.ts';
import { useS } from '../../i18n/index.ts';
import { Loaded } from '../../parts/Loaded.tsx';
import { useLoaded } from '../../parts/use-loaded.ts';

type Fitted = Extract<ForecastView, { fitted: true }>;

/** Who may need support, as a forecast: shown on screen only, with how good it is, or why it is withheld. */
export const ForecastPanel = ({ zone }: { zone: string }) => {
  const t = useS('forecast');
  const { value, fault, reload } = useLoaded(loadForecast);
  const heading = useId();
  return (
    <section className="figure-card is-wide" aria-labelledby={heading}>
      <header>
        <div className="figure-name">
          <p className="figure-asks">{t('asks')}</p>
          <h2 id={heading}>{t('title')}</h2>
        </div>
      </header>
      <Loaded ready={value !== undefined} fault={fault} onRetry={reload}>
        {value !== undefined && (value.fitted ? <Told view={value} zone={zone} /> : <p>{t('none')}</p>)}
      </Loaded>
    </section>
  );
};

const Told = ({ view, zone }: { view: Fitted; zone: string }) => {
  const t = useS('forecast');
  const { withheld, people, quality } = view;
  const text = { n: quality.n, at: dayAndTime(view.fittedAt, zone) };
  return (
    <>
      {withheld.length > 0 ? (
        <Alert
          type="info"
          title={t('withheld')}
          description={
            <ul>
              {withheld.map((reason) => (
                <li key={reason}>{t(`why.${reason}`, { n: quality.n, smaller: quality.smaller })}</li>
              ))}
            </ul>
          }
        />
      ) : (
        <Alert type="warning" title={t('label')} description={t('use')} />
      )}
      {people.length > 0 && <People people={people} />}
      <p>{t('fitted', text)}</p>
      <Quality quality={quality} />
    </>
  );
};

const People = ({ people }: Pick<Fitted, 'people'>) => {
  const t = useS('forecast');
  return (
    <table className="plain-table">
      <caption className="sr-only">{t('title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('person')}</th>
          <th scope="col">{t('chance')}</th>
          <th scope="col">{t('because')}</th>
        </tr>
      </thead>
      <tbody>
        {people.map(({ person, name, p, because }) => (
          <tr key={person}>
            <th scope="row">{name}</th>
            <td>{percent(p)}</td>
            <td>
              {because
                .map(({ feature, adds }) => t(adds > 0 ? `up.${feature}` : `down.${feature}`))
                .join(' · ')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const two = (n: number | null): string => (n === null ? '–' : n.toFixed(2));

const Quality = ({ quality: q }: Pick<Fitted, 'quality'>) => {
  const t = useS('forecast');
  if (q.auc === null) return null;
  return (
    <details>
      <summary>{t('quality')}</summary>
      <dl className="facts">
        <dt>{t('auc')}</dt>
        <dd>{t('auc.value', { all: two(q.auc), skill: two(q.aucSkill) })}</dd>
        <dt>{t('brier')}</dt>
        <dd>{two(q.brierSkill)}</dd>
        <dt>{t('ece')}</dt>
        <dd>{two(q.ece)}</dd>
      </dl>
      <Calibration bins={q.calibration} />
    </details>
  );
};

const SIDE = 180;
/** What was said against what happened; on the line they are equal. */
const Calibration = ({ bins }: { bins: readonly Bin[] }) => {
  const t = useS('forecast');
  const most = Math.max(...bins.map((b) => b.n), 1);
  const said = bins
    .map((b) => t('bin', { said: percent(b.said), happened: percent(b.happened), n: b.n }))
    .join('; ');
  return (
    <svg
      className="calibration"
      viewBox={`-24 -8 ${SIDE + 36} ${SIDE + 34}`}
      width={280}
      role="img"
      aria-label={said}
    >
      <title>{t('calibration')}</title>
      <rect x={0} y={0} width={SIDE} height={SIDE} fill="none" stroke="currentColor" opacity={0.35} />
      <line x1={0} y1={SIDE} x2={SIDE} y2={0} stroke="currentColor" strokeDasharray="5 5" opacity={0.6} />
      {bins.map((b) => (
        <circle
          key={b.said}
          cx={b.said * SIDE}
          cy={(1 - b.happened) * SIDE}
          r={4 + 8 * Math.sqrt(b.n / most)}
          fill="var(--teal-strong, #0b7285)"
          opacity={0.75}
        />
      ))}
      <text x={SIDE / 2} y={SIDE + 20} textAnchor="middle" fontSize={13} fill="currentColor">
        {t('axis.said')}
      </text>
      <text
        x={-10}
        y={SIDE / 2}
        textAnchor="middle"
        fontSize={13}
        fill="currentColor"
        transform={`rotate(-90 -10 ${SIDE / 2})`}
      >
        {t('axis.happened')}
      </text>
    </svg>
  );
};
