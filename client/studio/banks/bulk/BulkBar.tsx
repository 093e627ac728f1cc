import './bulk.css';
import { Alert, App, Button, Dropdown } from 'antd';
import { useState } from 'react';
import type { BankFrame, BulkChange } from '../../../../server/domain/api-bank.ts';
import { QUESTION_STATES } from '../../../../server/domain/question.ts';
import { number } from '../../../i18n/index.ts';
import { bulkChange, searchQuestions } from '../../../net/bank.ts';
import { useS } from '../../i18n/index.ts';
import { faultLine } from '../../parts/fault-line.ts';
import { useUndo } from '../../parts/use-undo.tsx';
import { ExportForm } from '../ExportForm.tsx';
import { type ListState, searchOf } from '../list/list-filter.ts';
import { BulkForm, type FormKind } from './BulkForm.tsx';

const MOST_BULK = 500;
const PIECE = 200;

/** The ids of all that a filter finds, up to the most that can be changed at once. */
const allFound = async (bank: string, list: ListState): Promise<string[]> => {
  const ids: string[] = [];
  for (let offset = 0; offset < MOST_BULK; offset += PIECE) {
    const limit = Math.min(PIECE, MOST_BULK - offset);
    const { rows, total } = await searchQuestions({ ...searchOf(bank, list), offset, limit });
    ids.push(...rows.map((r) => r.id));
    if (rows.length < limit || ids.length >= total) break;
  }
  return ids;
};

type Props = {
  frame: BankFrame;
  list: ListState;
  total: number;
  picked: ReadonlySet<string>;
  onPick: (ids: readonly string[], on: boolean) => void;
  onClear: () => void;
  onChanged: () => void;
};

/** On the bar itself where there is room; the others are one press away. */
const FIRST: readonly FormKind[] = ['category', 'add-tags'];
const FORMS: readonly FormKind[] = [...FIRST, 'remove-tags', 'point', 'reviewer', 'move'];

/** What can be done with the chosen questions together; each change can be undone. */
export const BulkBar = (props: Props) => {
  const { frame, picked, onClear, onChanged } = props;
  const t = useS('bank');
  const bank = frame.bank.id;
  const [form, setForm] = useState<FormKind | 'export'>();
  const [fault, setFault] = useState<string>();
  const [busy, setBusy] = useState(false);
  const { tell } = useUndo(bank, onChanged);
  const run = async (change: BulkChange): Promise<void> => {
    setForm(undefined);
    setFault(undefined);
    setBusy(true);
    try {
      const batch = await bulkChange(bank, [...picked].slice(0, MOST_BULK), change);
      tell(batch.id, t(`bulk.done.${change.kind}`, { count: batch.questions }));
      if (change.kind === 'delete' || change.kind === 'move') onClear();
      onChanged();
    } catch (f) {
      setFault(faultLine(f));
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="bulk" aria-label={t('bulk')}>
      {fault !== undefined && (
        <Alert type="error" showIcon closable={{ onClose: () => setFault(undefined) }} title={fault} />
      )}
      <div className="bulk-row">
        <Chosen {...props} />
        {frame.bank.access !== 'view' && (
          <Changes busy={busy} onRun={(change) => void run(change)} onForm={setForm} />
        )}
        <Button onClick={() => setForm('export')}>{t('export')}</Button>
      </div>
      {form === 'export' && (
        <ExportForm bank={bank} questions={[...picked]} onClose={() => setForm(undefined)} />
      )}
      {form !== undefined && form !== 'export' && (
        <BulkForm
          kind={form}
          frame={frame}
          count={picked.size}
          onGo={(change) => void run(change)}
          onClose={() => setForm(undefined)}
        />
      )}
    </section>
  );
};

const Chosen = ({ frame, list, total, picked, onPick, onClear }: Props) => {
  const t = useS('bank');
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const all = async (): Promise<void> => {
    setBusy(true);
    try {
      onPick(await allFound(frame.bank.id, list), true);
    } catch (f) {
      void message.error(faultLine(f));
    } finally {
      setBusy(false);
    }
  };
  const most = Math.min(total, MOST_BULK);
  return (
    <>
      <strong role="status">{t('picked', { count: picked.size, n: number(picked.size) })}</strong>
      {picked.size > MOST_BULK && <span>{t('picked.most', { n: MOST_BULK })}</span>}
      {picked.size < most && (
        <Button type="link" loading={busy} onClick={() => void all()}>
          {t(total > MOST_BULK ? 'pick.most' : 'pick.all', { n: number(most) })}
        </Button>
      )}
      <Button type="link" onClick={onClear}>
        {t('pick.none')}
      </Button>
    </>
  );
};

type ChangesProps = {
  busy: boolean;
  onRun: (change: BulkChange) => void;
  onForm: (kind: FormKind) => void;
};

const Changes = ({ busy, onRun, onForm }: ChangesProps) => {
  const t = useS('bank');
  const ts = useS('shell');
  const states = QUESTION_STATES.map((state) => ({
    key: state,
    label: ts(`state.${state}`),
    onClick: () => onRun({ kind: 'state', state }),
  }));
  const difficulties = ([1, 2, 3, 4, 5] as const).map((difficulty) => ({
    key: difficulty,
    label: ts(`difficulty.${difficulty}`),
    onClick: () => onRun({ kind: 'difficulty', difficulty }),
  }));
  const forms = FORMS.map((kind) => ({ key: kind, label: t(`bulk.${kind}`), onClick: () => onForm(kind) }));
  return (
    <>
      <Dropdown trigger={['click']} placement="top" menu={{ items: states }}>
        <Button type="primary" loading={busy}>
          {t('bulk.state')}
        </Button>
      </Dropdown>
      <Dropdown trigger={['click']} placement="top" menu={{ items: difficulties }}>
        <Button disabled={busy}>{t('bulk.difficulty')}</Button>
      </Dropdown>
      <span className="bulk-wide">
        {forms
          .filter((f) => FIRST.includes(f.key))
          .map(({ key, label, onClick }) => (
            <Button key={key} disabled={busy} onClick={onClick}>
              {label}
            </Button>
          ))}
      </span>
      <Dropdown trigger={['click']} placement="top" menu={{ items: forms }}>
        <Button disabled={busy}>{ts('more')}</Button>
      </Dropdown>
      <Button danger disabled={busy} onClick={() => onRun({ kind: 'delete' })}>
        {ts('remove')}
      </Button>
    </>
  );
};
