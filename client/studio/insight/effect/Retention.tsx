import type { Filter } from '../../../../server/domain/figure.ts';
import { number, percent } from '../../../i18n/index.ts';
import { FigureCard } from '../../charts/FigureCard.tsx';
import { useFigure } from '../../charts/use-figure.ts';
import { dayText } from '../../cohorts/day-text.ts';
import { useS } from '../../i18n/index.ts';
import { type TriangleCell, triangleOf } from './triangle.ts';

const METRIC = 'activity.retention';

/** Who comes back: a line for each group of people who came on the same day or in the same week. */
export const Retention = ({ filter }: { filter: Filter }) => {
  const t = useS('effect');
  const { view } = useFigure(METRIC, filter);
  const { offsets, lines } = triangleOf(view?.rows ?? []);
  return (
    <FigureCard
      metric={METRIC}
      filter={filter}
      asks={t('retention.ask')}
      draw={{ kind: 'line', x: 'offset', by: 'cohort', lines: [{ value: 'rate' }] }}
      wide
    >
      {lines.length > 0 && (
        <div className="effect-triangle">
          <table>
            <caption>{t('retention.triangle')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('retention.cohort')}</th>
                <th scope="col">n</th>
                {offsets.map((n) => (
                  <th key={n} scope="col">
                    {t('retention.day', { n })}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr key={line.cohort}>
                  <th scope="row">{dayText(line.cohort)}</th>
                  <td>{number(line.n)}</td>
                  {line.cells.map((cell, i) => (
                    <Cell key={offsets[i]} cell={cell} />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </FigureCard>
  );
};

const Cell = ({ cell }: { cell: TriangleCell | undefined }) =>
  cell === undefined ? (
    <td />
  ) : (
    <td style={{ background: `rgba(11, 115, 173, ${(0.06 + 0.34 * cell.rate).toFixed(2)})` }}>
      {percent(cell.rate)}
    </td>
  );
