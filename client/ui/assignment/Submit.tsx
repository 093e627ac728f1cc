import { useState } from 'react';
import { useStore } from 'zustand';
import type { AssignmentView } from '../../../server/domain/api-station.ts';
import { number, useT } from '../../i18n/index.ts';
import { faultOf } from '../../net/fault.ts';
import { work } from '../../stores/assignment.ts';
import { FaultNote } from '../parts/FaultNote.tsx';
import { announce, Button, Dialog } from '../parts/index.ts';
import { playCue } from '../sound.ts';
import { handIn } from './sync.ts';

/** Asks once before the work is handed in; what is still being saved or uploaded is waited for. */
export const Submit = ({ view, onClose }: { view: AssignmentView; onClose: () => void }) => {
  const t = useT('assignment');
  const text = useStore(work, (s) => s.text);
  const sending = useStore(work, (s) => s.sending.some((f) => f.fault === undefined));
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const { assignment, submission } = view;
  const letters = [...text.trim()].length;
  const words = assignment.accepts.includes('text');
  const hand = (): void => {
    if (sending) return;
    setBusy(true);
    setFault(undefined);
    handIn(view.station).then(
      () => {
        playCue('coin');
        announce(t('submitted'));
        onClose();
      },
      (error: unknown) => {
        setFault(faultOf(error));
        setBusy(false);
      },
    );
  };
  return (
    <Dialog title={t('submit.ask')} onClose={onClose} sheet className="submit">
      <ul className="submit-list">
        {words && <li>{t('submit.text', { n: number(letters) })}</li>}
        {submission.files.length > 0 && <li>{t('submit.files', { n: submission.files.length })}</li>}
      </ul>
      <p className="submit-note">{t('submit.note')}</p>
      {sending && <p role="status">{t('submit.wait')}</p>}
      <FaultNote code={fault} />
      <div className="result-acts">
        <Button look="soft" onClick={onClose}>
          {t('submit.back')}
        </Button>
        <Button look="cta" busy={busy} aria-disabled={sending || undefined} onClick={hand}>
          {t('submit.yes')}
        </Button>
      </div>
    </Dialog>
  );
};
