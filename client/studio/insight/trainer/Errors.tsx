import { Button } from 'antd';
import { FigureCard } from '../../charts/FigureCard.tsx';
import { useS } from '../../i18n/index.ts';
import { goTo } from '../../place.ts';
import type { ScreenProps } from '../Insight.tsx';

/** Do they fix errors? */
export const Errors = ({ filter }: ScreenProps) => {
  const t = useS('insight');
  return (
    <>
      <FigureCard
        metric="answers.correction"
        filter={filter}
        asks={t('ask.errors')}
        draw={{ kind: 'tiles', values: ['rate', 'corrected', 'open', 'durable_rate', 'reopened'] }}
        act={
          <Button size="large" onClick={() => goTo({ name: 'reach', tab: 'reminders' })}>
            {t('push.errors')}
          </Button>
        }
      />
      <FigureCard
        metric="answers.by_day"
        filter={filter}
        asks={t('ask.right')}
        draw={{ kind: 'line', x: 'day', lines: [{ value: 'rate', band: ['low', 'high'] }] }}
      />
      <FigureCard
        wide
        metric="items.open_errors"
        filter={filter}
        asks={t('ask.open')}
        draw={{ kind: 'columns', label: 'open', value: 'people' }}
      />
    </>
  );
};
