import { FigureCard } from '../../charts/FigureCard.tsx';
import { useS } from '../../i18n/index.ts';
import type { ScreenProps } from '../Insight.tsx';

/** Did it help, and would they recommend it? */
export const Helped = ({ filter }: ScreenProps) => {
  const t = useS('insight');
  return (
    <>
      <FigureCard
        wide
        metric="level.before_after"
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
        filter={filter}
        asks={t('ask.nps')}
        draw={{ kind: 'dots', label: 'quest', value: 'nps', band: ['low', 'high'] }}
      />
      <FigureCard
        metric="programme.csat"
        filter={filter}
        asks={t('ask.csat')}
        draw={{ kind: 'bars', label: 'quest', value: 'rate', band: ['low', 'high'] }}
      />
    </>
  );
};
