import { useEffect, useRef } from 'react';
import { useT } from '../../i18n/index.ts';

export type ExamCell = { item: number; answered: boolean; flagged: boolean };
type Props = { cells: ExamCell[]; current: number | undefined; onGo: (index: number) => void };

/** All questions of the exam at a glance: answered, blank, flagged. */
export const ExamGrid = ({ cells, current, onGo }: Props) => {
  const t = useT('play');
  const list = useRef<HTMLOListElement>(null);
  const at = cells.findIndex((cell) => cell.item === current);
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView?.({ block: 'nearest', inline: 'center' });
  }, [at]);
  return (
    <nav className="exam-grid" aria-label={t('grid')}>
      <ol ref={list}>
        {cells.map((cell, i) => (
          <li key={cell.item}>
            <button
              type="button"
              className={`cell${cell.answered ? ' cell-answered' : ''}${cell.flagged ? ' cell-flagged' : ''}`}
              aria-current={i === at ? 'step' : undefined}
              aria-label={t('grid.cell', {
                n: i + 1,
                state: t(cell.answered ? 'grid.answered' : 'grid.blank'),
                flag: cell.flagged ? t('grid.flagged') : '',
              })}
              onClick={() => onGo(i)}
            >
              <span className="num">{i + 1}</span>
            </button>
          </li>
        ))}
      </ol>
      <p className="exam-legend" aria-hidden="true">
        <span className="cell cell-answered" /> {t('grid.answered')}
        <span className="cell" /> {t('grid.blank')}
        <span className="cell cell-flagged" /> {t('grid.flagged.word')}
      </p>
    </nav>
  );
};
