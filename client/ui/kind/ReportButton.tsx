import { useState } from 'react';
import type { KindReport } from '../../../server/domain/api-kind.ts';
import { useT } from '../../i18n/index.ts';
import { faultOf } from '../../net/fault.ts';
import { reportText } from '../../net/kind.ts';
import { say } from '../../stores/toast.ts';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Button, Sheet } from '../parts/index.ts';
import { TextArea } from './TextArea.tsx';

const MOST_REASON = 100;

type Props = { kind: KindReport; obj: string; name: string };

/** Brings a text to the trainers, with a word on what is wrong. */
export const ReportButton = ({ kind, obj, name }: Props) => {
  const t = useT('kind');
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button look="link" className="report" onClick={() => setOpen(true)}>
        {t('report')}
        <span className="sr-only">{t('like.of', { name })}</span>
      </Button>
      {open && <ReportSheet kind={kind} obj={obj} onClose={() => setOpen(false)} />}
    </>
  );
};

const ReportSheet = ({ kind, obj, onClose }: Omit<Props, 'name'> & { onClose: () => void }) => {
  const t = useT('kind');
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const send = (): void => {
    setBusy(true);
    reportText(kind, obj, reason)
      .then(
        () => {
          say(t('report.done'), { icon: 'shield', tone: 'good' });
          onClose();
        },
        (error: unknown) => setFault(faultOf(error)),
      )
      .finally(() => setBusy(false));
  };
  return (
    <Sheet title={t('report.title')} onClose={onClose}>
      <p className="dialog-lead">{t('report.lead')}</p>
      <TextArea label={t('report.reason')} value={reason} most={MOST_REASON} rows={3} onChange={setReason} />
      <FaultNote code={fault} />
      <div className="dialog-acts">
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button look="danger" busy={busy} onClick={send}>
          {t('report.send')}
        </Button>
      </div>
    </Sheet>
  );
};
