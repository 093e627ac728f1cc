import './review.css';
import { App, Button, Progress, Result } from 'antd';
import { useCallback, useState } from 'react';
import type { QuestionDetail, QuestionRow } from '../../../../server/domain/api-bank.ts';
import { bulkChange, comment } from '../../../net/bank.ts';
import { Refusal } from '../../../net/call.ts';
import { useKeys } from '../../../ui/keys.ts';
import { useS } from '../../i18n/index.ts';
import { faultLine } from '../../parts/fault-line.ts';
import { Loaded } from '../../parts/Loaded.tsx';
import { useUndo } from '../../parts/use-undo.tsx';
import { goTo } from '../../place.ts';
import type { TabProps } from '../BankPage.tsx';
import { Desk } from './Desk.tsx';
import { SendBack } from './SendBack.tsx';
import { useDetail, useQueue } from './use-queue.ts';

/** What waits for review, the oldest first, one at a time. */
export const ReviewQueue = ({ me, frame, onChange }: TabProps) => {
  const bank = frame.bank.id;
  const { value: page, fault, reload, setValue } = useQueue(bank);
  const changed = useCallback((): void => {
    reload();
    onChange();
  }, [reload, onChange]);
  const gone = (ids: readonly string[]): void => {
    if (page === undefined) return;
    const rows = page.rows.filter((r) => !ids.includes(r.id));
    setValue({ ...page, rows, total: page.total - ids.length });
    if (rows.length === 0 && page.total > ids.length) reload();
    onChange();
  };
  const skip = (id: string): void => {
    if (page === undefined) return;
    const row = page.rows.find((r) => r.id === id);
    if (row) setValue({ ...page, rows: [...page.rows.filter((r) => r.id !== id), row] });
  };
  return (
    <Loaded ready={page !== undefined} fault={fault} onRetry={reload}>
      {page !== undefined && page.rows.length === 0 && <AllDone bank={bank} />}
      {page !== undefined && page.rows[0] !== undefined && (
        <Queue
          me={me}
          frame={frame}
          rows={page.rows}
          total={page.total}
          onGone={gone}
          onSkip={skip}
          onChanged={changed}
        />
      )}
    </Loaded>
  );
};

const AllDone = ({ bank }: { bank: string }) => {
  const t = useS('bank');
  return (
    <Result
      status="success"
      title={t('review.none')}
      extra={
        <Button onClick={() => goTo({ name: 'bank', bank, tab: 'questions' })}>{t('review.to_list')}</Button>
      }
    />
  );
};

type QueueProps = Pick<TabProps, 'me' | 'frame'> & {
  rows: readonly QuestionRow[];
  total: number;
  onGone: (ids: readonly string[]) => void;
  onSkip: (id: string) => void;
  onChanged: () => void;
};

/** The decisions on a question: what they call, what they say, and the way back. */
const useDecisions = ({ me, frame, rows, onGone, onChanged }: QueueProps) => {
  const t = useS('bank');
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const bank = frame.bank.id;
  const { tell } = useUndo(bank, onChanged);
  const run = async (work: () => Promise<void>): Promise<void> => {
    if (busy) return;
    setBusy(true);
    try {
      await work();
    } catch (f) {
      void message.error(faultLine(f));
    } finally {
      setBusy(false);
    }
  };
  const ready = async (ids: string[]): Promise<void> => {
    const batch = await bulkChange(bank, ids, { kind: 'state', state: 'ready' });
    tell(batch.id, t('review.approved', { count: batch.questions }));
    onGone(ids);
  };
  const approveAll = async (): Promise<void> => {
    const others = rows.filter((r) => r.author !== me.person.id);
    try {
      await ready(rows.map((r) => r.id));
    } catch (f) {
      const isMine = f instanceof Refusal && f.code === 'question.own_review';
      if (!isMine || others.length === 0) throw f;
      await ready(others.map((r) => r.id));
      void message.info(t('review.own_left', { count: rows.length - others.length }));
    }
  };
  const sendBack = async (id: string, text: string): Promise<void> => {
    await comment(id, text);
    const batch = await bulkChange(bank, [id], { kind: 'state', state: 'draft' });
    tell(batch.id, t('review.sent_back'));
    onGone([id]);
  };
  return {
    busy,
    approve: (id: string) => void run(() => ready([id])),
    approveAll: () => void run(approveAll),
    sendBack: (id: string, text: string) => void run(() => sendBack(id, text)),
  };
};

const Queue = (props: QueueProps) => {
  const { frame, rows, total, onSkip } = props;
  const t = useS('bank');
  const { modal } = App.useApp();
  const [open, setOpen] = useState<'back' | 'all'>();
  const [most] = useState(total);
  const { busy, approve, approveAll, sendBack } = useDecisions(props);
  const [row, next] = rows;
  const { detail, keep } = useDetail(row, next);
  const mayEdit = frame.bank.access !== 'view';
  const id = row?.id ?? '';
  const act = {
    approve: () => approve(id),
    back: () => setOpen('back'),
    skip: () => onSkip(id),
    edit: () => goTo({ name: 'question', bank: frame.bank.id, question: id }),
  };
  useKeys(
    { ...(mayEdit ? { a: act.approve, b: act.back } : {}), s: act.skip, e: act.edit },
    open === undefined && !busy,
  );
  const askAll = (): void => {
    setOpen('all');
    modal.confirm({
      title: t('review.all.ask', { count: rows.length }),
      content: t('review.all.note'),
      okText: t('review.all', { count: rows.length }),
      onOk: approveAll,
      afterClose: () => setOpen(undefined),
    });
  };
  const done = Math.max(0, most - total);
  return (
    <div className="review">
      <div className="review-progress">
        <strong role="status">{t('review.progress', { n: done + 1, of: done + total })}</strong>
        <Progress
          percent={(100 * done) / Math.max(1, done + total)}
          showInfo={false}
          aria-label={t('review.progress', { n: done + 1, of: done + total })}
        />
        {mayEdit && rows.length > 1 && (
          <Button disabled={busy} onClick={askAll}>
            {t('review.all', { count: rows.length })}
          </Button>
        )}
      </div>
      {row !== undefined && (
        <Desk
          key={row.id}
          row={row}
          detail={detail}
          frame={frame}
          zone={props.me.org.zone}
          busy={busy}
          mayEdit={mayEdit}
          act={act}
          onDetail={(d: QuestionDetail) => keep(d)}
        />
      )}
      {open === 'back' && (
        <SendBack
          onClose={() => setOpen(undefined)}
          onGo={(text) => {
            setOpen(undefined);
            sendBack(id, text);
          }}
        />
      )}
    </div>
  );
};
