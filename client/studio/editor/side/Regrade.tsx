import { Alert, App, Button, Modal, Select } from 'antd';
import { useState } from 'react';
import type { QuestionDetail, RegradeView } from '../../../../server/domain/api-bank.ts';
import { number } from '../../../i18n/index.ts';
import { regrade } from '../../../net/bank.ts';
import { useS } from '../../i18n/index.ts';
import { faultLine } from '../../parts/fault-line.ts';

/** Marks old answers again with the key of now: first what would change, then on a yes. */
export const Regrade = ({ detail }: { detail: QuestionDetail }) => {
  const t = useS('editor');
  const [open, setOpen] = useState(false);
  if (detail.version < 2) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('regrade')}</Button>
      {open && <Dialog detail={detail} onClose={() => setOpen(false)} />}
    </>
  );
};

const Dialog = ({ detail, onClose }: { detail: QuestionDetail; onClose: () => void }) => {
  const t = useS('editor');
  const { message } = App.useApp();
  const older = Array.from({ length: detail.version - 1 }, (_, i) => detail.version - 1 - i);
  const [from, setFrom] = useState(detail.version - 1);
  const [view, setView] = useState<RegradeView>();
  const [fault, setFault] = useState<string>();
  const [busy, setBusy] = useState(false);
  const run = async (apply: boolean): Promise<void> => {
    setBusy(true);
    setFault(undefined);
    try {
      const next = await regrade({ question: detail.id, from, apply });
      setView(next);
      if (!apply) return;
      void message.success(t('regrade.done'));
      onClose();
    } catch (f) {
      setFault(faultLine(f));
    } finally {
      setBusy(false);
    }
  };
  const changed = view?.changes.length ?? 0;
  return (
    <Modal
      open
      title={t('regrade.title')}
      onCancel={onClose}
      okText={t(view === undefined ? 'regrade.look' : 'regrade.apply')}
      okButtonProps={{ disabled: view !== undefined && changed === 0 }}
      confirmLoading={busy}
      onOk={() => void run(view !== undefined)}
    >
      <div className="editor-stack">
        <p>{t('regrade.lead', { version: detail.version })}</p>
        <div className="qf-field">
          <span className="qf-label">{t('regrade.from')}</span>
          <Select
            aria-label={t('regrade.from')}
            value={from}
            onChange={(v: number) => {
              setFrom(v);
              setView(undefined);
            }}
            options={older.map((v) => ({ value: v, label: t('version', { version: v }) }))}
          />
        </div>
        {fault !== undefined && <Alert type="error" showIcon title={fault} />}
        {view !== undefined && <Outcome view={view} />}
      </div>
    </Modal>
  );
};

const Outcome = ({ view }: { view: RegradeView }) => {
  const t = useS('editor');
  const { changes } = view;
  const people = new Set(changes.map((c) => c.person)).size;
  const rise = changes.filter((c) => c.to > c.from).length;
  const gained = changes.filter((c) => c.passes === 'gained').length;
  return (
    <div role="status">
      <p>
        <strong>{t('regrade.counts', { learners: number(view.learners), changed: number(people) })}</strong>
      </p>
      {changes.length === 0 ? (
        <p>{t('regrade.nothing')}</p>
      ) : (
        <ul>
          <li>{t('regrade.rise', { count: rise })}</li>
          <li>{t('regrade.fall', { count: changes.length - rise })}</li>
          {gained > 0 && <li>{t('regrade.gained', { count: gained })}</li>}
          <li>{t('regrade.kept')}</li>
        </ul>
      )}
    </div>
  );
};
