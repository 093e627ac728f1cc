import { useState } from 'react';
import type { BattleView } from '../../../server/domain/api-battle.ts';
import { useT } from '../../i18n/index.ts';
import { sayBattle } from '../../net/battle.ts';
import { faultOf } from '../../net/fault.ts';
import { faceName } from '../hall/words.ts';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Avatar, Button, Dialog } from '../parts/index.ts';

/** Who is out flies on: answers for half the coins and may guess who stays afloat. */
export const Seagull = ({ view }: { view: BattleView }) => {
  const t = useT('battle');
  const [open, setOpen] = useState(false);
  if (view.info.mode !== 'survival' || view.me?.out !== true) return null;
  const guess = view.seats.find((seat) => seat.id === view.predict);
  return (
    <div className="seagull">
      <span>{guess === undefined ? t('seagull.line') : t('seagull.changed', { name: faceName(guess) })}</span>
      <Button look="mini" onClick={() => setOpen(true)}>
        {t('seagull.predict')}
      </Button>
      {open && <Predict view={view} onClose={() => setOpen(false)} />}
    </div>
  );
};

const Predict = ({ view, onClose }: { view: BattleView; onClose: () => void }) => {
  const t = useT('battle');
  const [fault, setFault] = useState<string>();
  const afloat = view.seats
    .filter((seat) => seat.out !== true && seat.id !== view.me?.id)
    .toSorted((a, b) => b.points - a.points);
  const pick = (person: string) =>
    void sayBattle('predict', { person }).then(onClose, (f: unknown) => setFault(faultOf(f)));
  return (
    <Dialog title={t('seagull.title')} onClose={onClose}>
      <p className="dialog-lead">{t('seagull.note')}</p>
      {fault !== undefined && <FaultNote code={fault} />}
      <ul className="predict">
        {afloat.map((seat) => (
          <li key={seat.id}>
            <Button aria-pressed={seat.id === view.predict} onClick={() => pick(seat.id)}>
              <Avatar seed={seat.avatar} size={36} />
              <span>{faceName(seat)}</span>
              <small>{t('seagull.logs', { count: seat.logs ?? 0 })}</small>
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
};
