import { App, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';

type Props = {
  title: string;
  text: string;
  lead?: string;
  /** Sends it; what it gives is said. */
  send: (text: string) => Promise<string>;
  onClose: () => void;
};

/** A message that is read once more before it goes out. */
export const Note = ({ title, text: first, lead, send, onClose }: Props) => {
  const t = useS('insight');
  const ts = useS('shell');
  const { message } = App.useApp();
  const [text, setText] = useState(first);
  const [busy, setBusy] = useState(false);
  const go = (): void => {
    setBusy(true);
    send(text.trim())
      .then(
        (said) => {
          void message.success(said);
          onClose();
        },
        (f: unknown) => void message.error(faultLine(f)),
      )
      .finally(() => setBusy(false));
  };
  return (
    <Modal
      open
      title={title}
      onCancel={onClose}
      footer={
        <>
          <Button onClick={onClose}>{ts('cancel')}</Button>
          <Button type="primary" loading={busy} disabled={text.trim() === ''} onClick={go}>
            {t('send')}
          </Button>
        </>
      }
    >
      {lead !== undefined && <p className="studio-note">{lead}</p>}
      <Input.TextArea
        autoFocus
        aria-label={t('text')}
        autoSize={{ minRows: 3, maxRows: 8 }}
        maxLength={500}
        showCount
        value={text}
        onChange={(e) => setText(e.target.value)}
      />
    </Modal>
  );
};
