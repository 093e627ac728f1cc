import type { Filter, MetricView, Row } from '../../../../server/domain/figure.ts';
import { lang } from '../../../i18n/index.ts';
import { textOf } from '../../charts/cells.ts';
import { isSmall } from '../../charts/draw.ts';
import { FigureCard } from '../../charts/FigureCard.tsx';
import { useFigure } from '../../charts/use-figure.ts';
import { useS } from '../../i18n/index.ts';
import { byLevel, inUnit } from './levels.ts';

const METRIC = 'effect.kirkpatrick';

/** The four levels as tiles: value, n, interval, and the design that says how much it proves. */
export const Levels = ({ filter }: { filter: Filter }) => {
  const t = useS('effect');
  const { metric, view } = useFigure(METRIC, filter);
  return (
    <>
      <h2>{t('levels')}</h2>
      <p className="studio-note">{t('levels.about')}</p>
      {metric !== undefined && view !== undefined && (
        <div className="effect-levels">
          {byLevel(view.rows).map(([level, rows]) => (
            <section key={level} className="effect-card" aria-label={t(`level.${level}`)}>
              <h3>{t(`level.${level}`)}</h3>
              {rows.length === 0 && <p className="studio-note">{t('nodata')}</p>}
              <dl className="effect-tiles">
                {rows.map((row) => (
                  <Tile key={[row.measure, row.name, row.mark].join(' ')} metric={metric} row={row} />
                ))}
              </dl>
            </section>
          ))}
        </div>
      )}
      <div className="figures">
        <FigureCard metric={METRIC} filter={filter} draw={{ kind: 'table' }} wide />
      </div>
    </>
  );
};

const Tile = ({ metric, row }: { metric: MetricView; row: Row }) => {
  const t = useS('effect');
  const tag = lang() === 'en' ? 'en' : 'zh-CN';
  const said = inUnit(row.value, row.unit, tag) ?? t('nodata');
  const [low, high] = [inUnit(row.low, row.unit, tag), inUnit(row.high, row.unit, tag)];
  const unit = row.unit === 'share' ? '' : row.unit === 'own' ? row.ownUnit : textOf(metric, {}, row, 'unit');
  const parts = [
    `n = ${row.n ?? 0}`,
    ...(low === undefined || high === undefined ? [] : [t('kpi.band', { low, high })]),
    textOf(metric, {}, row, 'design'),
    ...(isSmall(metric, row) ? [t('few')] : []),
  ];
  return (
    <div className={isSmall(metric, row) ? 'is-small' : undefined}>
      <dt>
        {row.name ?? textOf(metric, {}, row, 'measure')}
        {row.mark !== null && row.mark !== undefined && ` · ${t('checks.mark', { n: Number(row.mark) })}`}
      </dt>
      <dd>
        {said} {unit !== '' && unit !== null && <small>{unit}</small>}
        <small className="effect-how">{parts.join(' · ')}</small>
      </dd>
    </div>
  );
};
