import type { Row } from '../../../../server/domain/figure.ts';
import { FigureCard } from '../../charts/FigureCard.tsx';
import { useS } from '../../i18n/index.ts';
import type { ScreenProps } from '../Insight.tsx';

const MOST = 12;
const change = (row: Row): number => Math.abs(Number(row.change ?? 0));
/** The points that moved most; the table of the export has them all. */
const moved = (rows: Row[]): Row[] => [...rows].sort((a, b) => change(b) - change(a)).slice(0, MOST);
/** Quests in which somebody has answered. */
const answered = (rows: Row[]): Row[] => rows.filter((row) => Number(row.n ?? 0) > 0);

/** Did it help, and would they recommend it? */
export const Helped = ({ filter }: ScreenProps) => {
  const t = useS('insight');
  return (
    <>
      <FigureCard
        wide
        metric="level.before_after"
        rows={moved}
        filter={filter}
        asks={t('ask.helped')}
        draw={{
          kind: 'slope',
          label: 'point',
          from: 'before',
          to: 'after',
          change: 'change',
          band: ['low', 'high'],
        }}
      />
      <FigureCard
        metric="programme.nps"
        rows={answered}
        filter={filter}
        asks={t('ask.nps')}
        draw={{ kind: 'dots', label: 'quest', value: 'nps', band: ['low', 'high'] }}
      />
      <FigureCard
        metric="programme.csat"
        rows={answered}
        filter={filter}
        asks={t('ask.csat')}
        draw={{ kind: 'bars', label: 'quest', value: 'rate', band: ['low', 'high'] }}
      />
    </>
  );
};
