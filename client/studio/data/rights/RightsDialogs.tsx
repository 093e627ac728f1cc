import { App, Input, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import type { RequestView, RightsDesk } from '../../../../server/domain/api-rights.ts';
import { erasePerson, refuseErasure } from '../../../net/rights.ts';
import { useS } from '../../i18n/index.ts';
import { faultLine } from '../../parts/fault-line.ts';
import { Labelled } from '../../parts/Labelled.tsx';

export type Whom = { id: string; name: string };
type Closing = { onClose: () => void; onDone: (desk: RightsDesk) => void };
type DecisionProps = Closing & {
  title: string;
  /** What is decided, as its button says it; `done` = what is said afterwards. */
  act: string;
  done: string;
  danger?: boolean;
  ready?: boolean;
  note?: string;
  decide: (reason: string) => Promise<RightsDesk>;
  children?: ReactNode;
};

/** A decision with its reason: nothing happens by one click. */
const Decision = (props: DecisionProps) => {
  const { title, act, done, danger = false, ready = true, note, decide, onClose, onDone, children } = props;
  const t = useS('rights');
  const { message } = App.useApp();
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const go = (): void => {
    setBusy(true);
    decide(reason).then(
      (desk) => {
        void message.success(done);
        onDone(desk);
        onClose();
      },
      (f: unknown) => {
        setBusy(false);
        void message.error(faultLine(f));
      },
    );
  };
  return (
    <Modal
      open
      title={title}
      onCancel={onClose}
      onOk={go}
      okText={act}
      cancelText={t('cancel')}
      confirmLoading={busy}
      okButtonProps={{ danger, disabled: !ready || reason.trim() === '' }}
    >
      {children}
      <Labelled label={t('reason')}>
        <Input size="large" value={reason} maxLength={300} onChange={(e) => setReason(e.target.value)} />
        {note !== undefined && <small>{note}</small>}
      </Labelled>
    </Modal>
  );
};

/** What it does, the name typed, a reason. */
export const Erase = ({ whom, ...closing }: Closing & { whom: Whom }) => {
  const t = useS('rights');
  const [name, setName] = useState('');
  return (
    <Decision
      {...closing}
      title={t('erase.title', { name: whom.name })}
      act={t('erase')}
      done={t('erased')}
      danger
      ready={name.trim() === whom.name.trim()}
      decide={(reason) => erasePerson(whom.id, name, reason)}
    >
      <p>{t('erase.what')}</p>
      <Labelled label={t('erase.type', { name: whom.name })}>
        <Input size="large" value={name} autoComplete="off" onChange={(e) => setName(e.target.value)} />
      </Labelled>
    </Decision>
  );
};

export const Refuse = ({ request, ...closing }: Closing & { request: RequestView }) => {
  const t = useS('rights');
  return (
    <Decision
      {...closing}
      title={t('refuse.title', { name: request.name })}
      act={t('refuse')}
      done={t('refused')}
      note={t('reason.note')}
      decide={(reason) => refuseErasure(request.id, reason)}
    />
  );
};
