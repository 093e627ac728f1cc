import { Button } from 'antd';
import { useState } from 'react';
import type { Row } from '../../../../server/domain/figure.ts';
import { remindNow } from '../../../net/figures.ts';
import { FigureCard } from '../../charts/FigureCard.tsx';
import { useS } from '../../i18n/index.ts';
import type { ScreenProps } from '../Insight.tsx';
import { Note } from '../Note.tsx';

const idle = (row: Row): number => Number(row.idle ?? 0);
const byIdle = (rows: Row[]): Row[] => [...rows].sort((a, b) => idle(b) - idle(a));
const peopleOf = (rows: Row[]): string[] => [...new Set(rows.map((row) => String(row.person)))];

/** Who was invited and has not begun, and one press that reminds them all. */
export const NotStarted = ({ filter }: ScreenProps) => {
  const t = useS('insight');
  const [asked, setAsked] = useState<string[]>();
  const send = async (text: string): Promise<string> => {
    const { sent, skipped } = await remindNow(asked ?? [], text);
    const left = skipped.optedOut + skipped.today + skipped.week;
    return left === 0 ? t('reminded', { count: sent }) : t('reminded.some', { sent, left });
  };
  return (
    <>
      <FigureCard
        metric="activity.funnel"
        filter={filter}
        asks={t('ask.start')}
        draw={{ kind: 'funnel', label: 'step', value: 'people' }}
      />
      <FigureCard
        metric="programme.not_started"
        filter={filter}
        asks={t('ask.idle')}
        draw={{ kind: 'table' }}
        rows={byIdle}
        act={(rows) => (
          <Button
            type="primary"
            size="large"
            disabled={rows.length === 0}
            onClick={() => setAsked(peopleOf(rows))}
          >
            {t('remind.all', { count: peopleOf(rows).length })}
          </Button>
        )}
      />
      {asked !== undefined && (
        <Note
          title={t('remind.title', { count: asked.length })}
          lead={t('remind.lead')}
          text={t('remind.text')}
          send={send}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  );
};
