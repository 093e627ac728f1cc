import { type FormEvent, useId, useState } from 'react';
import type { Face } from '../../../server/domain/face.ts';
import { useT } from '../../i18n/index.ts';
import { faultOf } from '../../net/fault.ts';
import { reportPerson } from '../../net/people.ts';
import { say } from '../../stores/toast.ts';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Button, Dialog } from '../parts/index.ts';

const LONGEST = 300;

/** Brings a profile to a trainer. */
export const ReportPerson = ({ face, onClose }: { face: Face; onClose: () => void }) => {
  const t = useT('people');
  const id = useId();
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const send = (e: FormEvent): void => {
    e.preventDefault();
    if (busy || reason.trim() === '') return;
    setBusy(true);
    reportPerson(face.id, reason.trim())
      .then(
        () => {
          say(t('report.done'), { icon: 'shield', tone: 'good' });
          onClose();
        },
        (f: unknown) => setFault(faultOf(f)),
      )
      .finally(() => setBusy(false));
  };
  return (
    <Dialog title={t('report.ask', { name: face.name })} onClose={onClose}>
      <form className="form-field" onSubmit={send}>
        <p>{t('report.note')}</p>
        <label htmlFor={id}>{t('report.why')}</label>
        <textarea
          id={id}
          data-first
          rows={3}
          maxLength={LONGEST}
          value={reason}
          onChange={(e) => setReason(e.target.value)}
        />
        <FaultNote code={fault} />
        <div className="dialog-acts">
          <Button type="submit" look="cta" busy={busy} aria-disabled={reason.trim() === '' || undefined}>
            {t('report.go')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
