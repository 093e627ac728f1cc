import { useState } from 'react';
import { useT } from '../../i18n/index.ts';
import { battleOfPin } from '../../net/battles.ts';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Button, Card, Field, Icon } from '../parts/index.ts';
import { enterBattle } from './enter.ts';
import { useAct } from './use-act.ts';
import { pinIn } from './words.ts';

/** The way into a battle whose PIN stands on a big screen. */
export const PinCard = () => {
  const t = useT('hall');
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  const { busy, fault, run } = useAct();
  const send = (): void => {
    const pin = pinIn(typed);
    setWrong(pin === undefined);
    if (pin !== undefined && !busy) run(battleOfPin(pin), enterBattle);
  };
  return (
    <Card className="hall-half hall-pin" aria-labelledby="hall-pin">
      <h2 id="hall-pin">
        <Icon name="key" size={28} />
        {t('pin.title')}
      </h2>
      <form
        noValidate
        onSubmit={(e) => {
          e.preventDefault();
          send();
        }}
      >
        <Field
          label={t('pin')}
          hint={t('pin.hint')}
          fault={wrong ? t('pin.fault') : undefined}
          className="hall-pin-field num"
          data-pin=""
          value={typed}
          onChange={(e) => {
            setTyped(e.target.value);
            setWrong(false);
          }}
          inputMode="numeric"
          autoComplete="off"
          maxLength={8}
        />
        <Button look="cta" type="submit" busy={busy}>
          {t('pin.go')}
        </Button>
      </form>
      <FaultNote code={fault} />
    </Card>
  );
};

/** Moves to the field where a PIN is typed. */
export const toPin = (): void => document.querySelector<HTMLInputElement>('[data-pin]')?.focus();
