import { useState } from 'react';
import type { BattleView } from '../../../server/domain/api-battle.ts';
import { useT } from '../../i18n/index.ts';
import { Button } from '../parts/index.ts';
import { ReceiptDialog } from './ReceiptDialog.tsx';
import { useLeft } from './use-moment.ts';

/** When it goes on: by itself in some seconds, or when the host says so. */
export const Next = ({ view }: { view: BattleView }) => {
  const t = useT('battle');
  const left = useLeft(view.reveal?.nextAt, view.paused);
  if (left === undefined) return <p className="next-in">{t('next.host')}</p>;
  return (
    <p className="next-in num" aria-hidden="true">
      {t('next', { n: Math.ceil(left / 1000) })}
    </p>
  );
};

/** Opens the proof of the answer that the server has acknowledged. */
export const ReceiptButton = ({ view }: { view: BattleView }) => {
  const t = useT('battle');
  const [open, setOpen] = useState(false);
  const { receipt, question } = view;
  if (receipt === undefined || question === undefined) return null;
  return (
    <>
      <Button look="mini" className="receipt-open" icon="receipt" onClick={() => setOpen(true)}>
        {t('receipt')}
      </Button>
      {open && (
        <ReceiptDialog receipt={receipt} question={question.question} onClose={() => setOpen(false)} />
      )}
    </>
  );
};

/** At the end of the explanation. */
export const Onward = ({ view }: { view: BattleView }) => (
  <div className="onward">
    <ReceiptButton view={view} />
    <Next view={view} />
  </div>
);
