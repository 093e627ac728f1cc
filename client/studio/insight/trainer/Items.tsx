import { App, Button } from 'antd';
import type { Row } from '../../../../server/domain/figure.ts';
import { openBattle } from '../../../net/battles.ts';
import { enterBattle } from '../../../ui/hall/enter.ts';
import { FigureCard } from '../../charts/FigureCard.tsx';
import { useS } from '../../i18n/index.ts';
import { faultLine } from '../../parts/fault-line.ts';
import { goTo } from '../../place.ts';
import type { ScreenProps } from '../Insight.tsx';
import { HARD, MISSED } from './item-rows.ts';

const openQuestion = (row: Row): void => {
  if (typeof row.bank === 'string' && typeof row.question === 'string')
    goTo({ name: 'question', bank: row.bank, question: row.question });
};
/** A question of a bank that is closed to the reader comes without its bank: it is neither opened nor asked. */
const isOpen = (row: Row): boolean => typeof row.bank === 'string';
const questionsOf = (rows: Row[]): string[] =>
  rows.flatMap((row) => (isOpen(row) && typeof row.question === 'string' ? [row.question] : []));

/** A show is opened from exactly these questions, and its host's desk is entered. */
const useRound = () => {
  const t = useS('insight');
  const { message } = App.useApp();
  return (rows: Row[]): void => {
    openBattle({ mode: 'show', title: t('round.title'), source: { questions: questionsOf(rows) } }).then(
      enterBattle,
      (f: unknown) => void message.error(faultLine(f)),
    );
  };
};

/** Which questions are too hard or too easy, and what is misunderstood. */
export const Items = ({ filter }: ScreenProps) => {
  const t = useS('insight');
  const round = useRound();
  return (
    <>
      <FigureCard
        wide
        metric={HARD.metric}
        filter={filter}
        asks={t('ask.hard')}
        draw={HARD.draw}
        onOpen={openQuestion}
      />
      <FigureCard
        wide
        metric={MISSED.metric}
        filter={filter}
        asks={t('ask.missed')}
        draw={MISSED.draw}
        rows={MISSED.rows}
        act={(rows) => (
          <>
            {rows.some(isOpen) && (
              <Button type="primary" size="large" onClick={() => round(rows)}>
                {t('round.open', { count: rows.filter(isOpen).length })}
              </Button>
            )}
            {rows.slice(0, 3).map(
              (row, i) =>
                isOpen(row) && (
                  <Button key={String(row.question)} size="large" onClick={() => openQuestion(row)}>
                    {t('question.open', { n: i + 1 })}
                  </Button>
                ),
            )}
          </>
        )}
      />
    </>
  );
};
