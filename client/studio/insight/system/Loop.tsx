import { useMemo } from 'react';
import type { LoopMinute } from '../../../../server/domain/api-system.ts';
import { Chart } from '../../charts/Chart.tsx';
import type { Draw } from '../../charts/draw.ts';
import { FigureTable } from '../../charts/FigureTable.tsx';
import { useS } from '../../i18n/index.ts';
import { plainFigure } from './plain-figure.ts';

const clock = (at: number, zone: string): string =>
  new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: zone });

const DRAW: Draw = { kind: 'line', x: 'at', lines: [{ value: 'p50' }, { value: 'p99' }, { value: 'max' }] };

/** Delay of the loop, minute by minute. */
export const Loop = ({ loop, zone }: { loop: readonly LoopMinute[]; zone: string }) => {
  const t = useS('system');
  const heads = [
    { id: 'at', kind: 'text', name: t('loop.at') },
    { id: 'p50', kind: 'number', name: t('loop.p50') },
    { id: 'p99', kind: 'number', name: t('loop.p99') },
    { id: 'max', kind: 'number', name: t('loop.max') },
  ] as const;
  const text = JSON.stringify([heads, loop.map((minute) => ({ ...minute, at: clock(minute.at, zone) }))]);
  const figure = useMemo(() => {
    const [names, rows] = JSON.parse(text) as [typeof heads, Record<string, number | string>[]];
    return plainFigure('loop', names, rows);
  }, [text]);
  return (
    <>
      <h3>{t('loop')}</h3>
      <p className="studio-note">{t('loop.about')}</p>
      {loop.length === 0 ? (
        <p>{t('loop.none')}</p>
      ) : (
        <>
          <Chart title={t('loop')} figure={figure} draw={DRAW} />
          <details>
            <summary>{t('loop.table')}</summary>
            <FigureTable title={t('loop')} figure={{ ...figure, rows: figure.rows.toReversed() }} />
          </details>
        </>
      )}
    </>
  );
};
