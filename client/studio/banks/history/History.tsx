import './history.css';
import { Button, Empty, Pagination, Tag } from 'antd';
import { useCallback, useState } from 'react';
import type { AuditView, BatchView } from '../../../../server/domain/api-bank.ts';
import { dayAndTime } from '../../../i18n/index.ts';
import { loadAudit, loadBatches } from '../../../net/bank.ts';
import { useS } from '../../i18n/index.ts';
import { Loaded } from '../../parts/Loaded.tsx';
import { useLoaded } from '../../parts/use-loaded.ts';
import { useUndo } from '../../parts/use-undo.tsx';
import { goTo } from '../../place.ts';
import type { TabProps } from '../BankPage.tsx';
import { auditLine } from './audit-line.ts';

const PAGE = 30;

/** What happened to the bank, and which of it can still be taken back. */
export const History = ({ me, frame, onChange }: TabProps) => {
  const t = useS('bank');
  const bank = frame.bank.id;
  const load = useCallback(async () => {
    const [audit, batches] = await Promise.all([loadAudit(bank), loadBatches(bank)]);
    return { audit, batches };
  }, [bank]);
  const { value, fault, reload } = useLoaded(load);
  const undone = useCallback((): void => {
    reload();
    onChange();
  }, [reload, onChange]);
  const { undo } = useUndo(bank, undone);
  return (
    <Loaded ready={value !== undefined} fault={fault} onRetry={reload}>
      <div className="history">
        <section aria-label={t('batches')}>
          <h2>{t('batches')}</h2>
          <p className="bank-note">{t('batches.note')}</p>
          <Batches
            batches={value?.batches ?? []}
            zone={me.org.zone}
            onUndo={frame.bank.access === 'view' ? undefined : undo}
          />
        </section>
        <section aria-label={t('trail')}>
          <h2>{t('trail')}</h2>
          <Trail bank={bank} lines={value?.audit ?? []} zone={me.org.zone} />
        </section>
      </div>
    </Loaded>
  );
};

type BatchesProps = { batches: BatchView[]; zone: string; onUndo: ((batch: string) => void) | undefined };

const KINDS = [
  'state',
  'category',
  'point',
  'difficulty',
  'add-tags',
  'remove-tags',
  'reviewer',
  'move',
  'delete',
  'merge',
] as const;

const Batches = ({ batches, zone, onUndo }: BatchesProps) => {
  const t = useS('bank');
  const ts = useS('shell');
  const [all, setAll] = useState(false);
  if (batches.length === 0) return <p>{t('batches.none')}</p>;
  const nameOf = (b: BatchView): string => {
    if (b.kind === 'import') return t('batch.import', { what: b.what });
    const known = KINDS.find((k) => k === b.what);
    return known === undefined ? b.what : t(`batch.${known}`);
  };
  return (
    <>
      <ul className="batches">
        {batches.slice(0, all ? batches.length : 8).map((b) => (
          <li key={b.id}>
            <span>
              <strong>{nameOf(b)}</strong> {t('questions', { count: b.questions })}
              <small>
                {b.by} · {dayAndTime(b.at, zone)}
              </small>
            </span>
            {b.undone ? (
              <Tag>{b.kept ? t('undo.kept', { count: b.kept }) : ts('undone')}</Tag>
            ) : (
              onUndo !== undefined && (
                <Button
                  size="small"
                  aria-label={t('batch.undo', { what: nameOf(b) })}
                  onClick={() => onUndo(b.id)}
                >
                  {ts('undo')}
                </Button>
              )
            )}
          </li>
        ))}
      </ul>
      {!all && batches.length > 8 && (
        <Button type="link" onClick={() => setAll(true)}>
          {t('batches.all', { count: batches.length })}
        </Button>
      )}
    </>
  );
};

const isQuestion = (line: AuditView): boolean =>
  line.object !== undefined && /^(?:question|comment)\./u.test(line.action);

const Trail = ({ bank, lines, zone }: { bank: string; lines: AuditView[]; zone: string }) => {
  const t = useS('bank');
  const ts = useS('shell');
  const [page, setPage] = useState(1);
  if (lines.length === 0) return <Empty description={t('trail.none')} />;
  return (
    <>
      <ol className="trail">
        {lines.slice((page - 1) * PAGE, page * PAGE).map((line) => (
          <li key={line.seq}>
            <time dateTime={new Date(line.at).toISOString()}>{dayAndTime(line.at, zone)}</time>
            <span>
              <strong>{line.by || t('trail.system')}</strong> {auditLine(line, { t, ts })}
            </span>
            {isQuestion(line) && line.object !== undefined && (
              <Button
                type="link"
                size="small"
                onClick={() => goTo({ name: 'question', bank, question: line.object ?? '' })}
              >
                {t('trail.open')}
              </Button>
            )}
          </li>
        ))}
      </ol>
      <Pagination
        current={page}
        pageSize={PAGE}
        total={lines.length}
        hideOnSinglePage
        showSizeChanger={false}
        onChange={setPage}
      />
    </>
  );
};
