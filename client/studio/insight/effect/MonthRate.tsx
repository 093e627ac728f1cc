import { InputNumber } from 'antd';
import { useState } from 'react';
import type { Filter } from '../../../../server/domain/figure.ts';
import { addDays } from '../../../../server/domain/time.ts';
import { FigureCard } from '../../charts/FigureCard.tsx';
import { useS } from '../../i18n/index.ts';
import { keepList, keptList } from '../../parts/keep.ts';
import { Labelled } from '../../parts/Labelled.tsx';

const YEAR = 365;
const AIM = 90;
const START = 40;

/** A share in percent that somebody has kept, or the usual one. */
const aimIn = (kept: readonly string[]): number => {
  const n = Number(kept[0]);
  return kept[0] !== undefined && n > 0 && n <= 100 ? n : AIM;
};

/** The rate that is to rise from 40 % to 90 %, over a year, against the line that one has drawn. */
export const MonthRate = ({ filter, person }: { filter: Filter; person: string }) => {
  const t = useS('effect');
  const [aim, setAim] = useState(() => aimIn(keptList(person, 'aim')));
  const put = (n: number | null): void => {
    const next = n ?? AIM;
    setAim(next);
    keepList(person, 'aim', [String(next)]);
  };
  return (
    <FigureCard
      metric="activity.month_rate"
      filter={{ ...filter, from: Math.min(filter.from, addDays(filter.to, -YEAR)) }}
      asks={t('month.ask')}
      draw={{
        kind: 'line',
        x: 'month',
        lines: [{ value: 'rate', band: ['low', 'high'] }],
        target: { value: aim / 100, name: t('month.target', { n: aim }) },
      }}
      wide
      act={
        <Labelled label={t('month.aim')}>
          <InputNumber min={1} max={100} precision={0} value={aim} onChange={put} />
          <small className="studio-note">{t('month.about', { from: START, to: AIM })}</small>
        </Labelled>
      }
    />
  );
};
