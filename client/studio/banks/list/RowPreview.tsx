import { Button } from 'antd';
import { useCallback } from 'react';
import type { QuestionRow } from '../../../../server/domain/api-bank.ts';
import { lang } from '../../../i18n/index.ts';
import { readQuestions } from '../../../net/bank.ts';
import { QuestionPreview } from '../../../ui/play/QuestionPreview.tsx';
import { useS } from '../../i18n/index.ts';
import { Loaded } from '../../parts/Loaded.tsx';
import { useLoaded } from '../../parts/use-loaded.ts';
import { goTo } from '../../place.ts';
import { Cell, type Names } from './Cells.tsx';
import { COLUMNS } from './columns.ts';

type Props = { row: QuestionRow; names: Names; onClose: () => void };

/** A row opened in place: the question as the learner sees it, and everything known of it. */
export const RowPreview = ({ row, names, onClose }: Props) => {
  const t = useS('bank');
  const ts = useS('shell');
  const load = useCallback(() => readQuestions([row.id]), [row.id]);
  const { value, fault, reload } = useLoaded(load);
  const content = value?.[0]?.content;
  return (
    <div className="row-preview">
      <div>
        <Loaded ready={value !== undefined} fault={fault} onRetry={reload}>
          {content === undefined ? (
            <p>{t('preview.none')}</p>
          ) : (
            <QuestionPreview question={content} lang={lang()} width="desktop" />
          )}
        </Loaded>
      </div>
      <div className="row-about">
        <dl>
          {COLUMNS.map((column) => (
            <div key={column}>
              <dt>{t(`col.${column}`)}</dt>
              <dd>
                <Cell row={row} column={column} names={names} />
              </dd>
            </div>
          ))}
        </dl>
        <p className="row-preview-acts">
          <Button type="primary" onClick={() => goTo({ name: 'question', bank: row.bank, question: row.id })}>
            {t('open')}
          </Button>
          <Button onClick={onClose}>{ts('close')}</Button>
        </p>
      </div>
    </div>
  );
};
