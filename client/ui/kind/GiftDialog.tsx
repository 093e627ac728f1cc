import { useCallback, useState } from 'react';
import type { GiftRoom } from '../../../server/domain/api-kind.ts';
import type { Face } from '../../../server/domain/face.ts';
import { GIFT_CHIPS, MOST_GIFT_TEXT, taxOf } from '../../../server/domain/gift.ts';
import { number, useT } from '../../i18n/index.ts';
import { faultOf } from '../../net/fault.ts';
import { giftRoom, giveGift } from '../../net/kind.ts';
import { say } from '../../stores/toast.ts';
import { useFaultText } from '../fault-text.ts';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Button, Field, HoldButton, Icon, Sheet } from '../parts/index.ts';
import { Portrait } from '../people/Portrait.tsx';
import { useLoaded } from '../programme/use-loaded.ts';
import { Waiting } from '../Waiting.tsx';
import { TextArea } from './TextArea.tsx';
import './kind.css';

type Props = { to: Pick<Face, 'id'>; onClose: () => void; onSent?: (room: GiftRoom) => void };

/** Coins for a colleague: how many, with which words; held or pressed twice, because they do not come back. */
export const GiftDialog = ({ to, onClose, onSent }: Props) => {
  const t = useT('kind');
  const faultText = useFaultText();
  const ask = useCallback(() => giftRoom(to.id), [to.id]);
  const { value: room, fault, load } = useLoaded(ask);
  return (
    <Sheet title={t('gift.title')} onClose={onClose} className="gift-dialog">
      {room === undefined && fault === undefined && <Waiting />}
      {room === undefined && fault !== undefined && (
        <>
          <FaultNote code={fault} />
          <Button onClick={load}>{t('again')}</Button>
        </>
      )}
      {room !== undefined && <To room={room} />}
      {room?.refused !== undefined && (
        <p className="gift-refused">
          <Icon name="ring-buoy" size={24} />
          {faultText(room.refused)}
        </p>
      )}
      {room !== undefined && room.refused === undefined && (
        <GiftForm room={room} onClose={onClose} {...(onSent ? { onSent } : {})} />
      )}
    </Sheet>
  );
};

const To = ({ room }: { room: GiftRoom }) => {
  const t = useT('kind');
  return (
    <div className="gift-to">
      <Portrait face={room.to} size={64} />
      <p>
        <b>{t('gift.to', { name: room.to.name })}</b>
        <small>{t('gift.balance', { n: number(room.balance) })}</small>
      </p>
    </div>
  );
};

type FormProps = { room: GiftRoom; onClose: () => void; onSent?: (room: GiftRoom) => void };

const GiftForm = ({ room, onClose, onSent }: FormProps) => {
  const t = useT('kind');
  const most = Math.min(room.left.friend, room.balance);
  const [typed, setTyped] = useState(String(Math.min(10, most)));
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const amount = Number.parseInt(typed, 10) || 0;
  const long = [...text].length > MOST_GIFT_TEXT;
  const send = (): void => {
    if (busy) return;
    if (amount < 1 || amount > most || long) {
      setFault(amount > room.balance ? 'coins.insufficient' : 'bad_request');
      return;
    }
    setBusy(true);
    setFault(undefined);
    giveGift({ to: room.to.id, amount, text: text.trim() })
      .then(
        (after) => {
          say(t('gift.sent', { name: room.to.name, count: amount }), { icon: 'wrapped-gift', tone: 'good' });
          onSent?.(after);
          onClose();
        },
        (error: unknown) => setFault(faultOf(error)),
      )
      .finally(() => setBusy(false));
  };
  if (most < 1)
    return (
      <p className="gift-refused">
        <Icon name={room.balance < 1 ? 'coin' : 'hourglass-not-done'} size={24} />
        {t(room.balance < 1 ? 'gift.poor' : 'gift.tomorrow')}
      </p>
    );
  return (
    <div className="form gift-form">
      <Amount typed={typed} amount={amount} most={most} onType={setTyped} />
      <Sums room={room} amount={amount} />
      <TextArea label={t('gift.text')} value={text} most={MOST_GIFT_TEXT} rows={2} onChange={setText} />
      <FaultNote code={fault} />
      <HoldButton hint={t('hold.hint')} again={t('hold.again')} busy={busy} onConfirm={send}>
        <Icon name="wrapped-gift" size={26} />
        {t('gift.go', { count: amount })}
      </HoldButton>
    </div>
  );
};

type AmountProps = { typed: string; amount: number; most: number; onType: (typed: string) => void };

const Amount = ({ typed, amount, most, onType }: AmountProps) => {
  const t = useT('kind');
  return (
    <>
      <fieldset className="choice gift-chips">
        <legend>{t('gift.amount')}</legend>
        <div className="choice-row">
          {GIFT_CHIPS.filter((n) => n <= most).map((n) => (
            <label key={n} className={n === amount ? 'on' : ''}>
              <input
                type="radio"
                name="gift-amount"
                checked={n === amount}
                onChange={() => onType(String(n))}
              />
              <span className="num">{n}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <Field
        label={t('gift.other')}
        inputMode="numeric"
        value={typed}
        hint={t('gift.left', { count: most })}
        fault={amount < 1 || amount > most ? t('gift.range', { count: most }) : undefined}
        onChange={(e) => onType(e.target.value.replace(/\D/gu, '').slice(0, 6))}
      />
    </>
  );
};

/** What arrives and what the company keeps; said only when there is a tax. */
const Sums = ({ room, amount }: { room: GiftRoom; amount: number }) => {
  const t = useT('kind');
  if (room.taxPercent === 0) return null;
  const tax = taxOf(amount, room.taxPercent);
  return (
    <p className="gift-tax" aria-live="polite">
      <Icon name="balance-scale" size={22} />
      {t('gift.tax', { percent: room.taxPercent, tax, n: amount - tax })}
    </p>
  );
};
