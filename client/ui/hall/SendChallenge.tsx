import { useState } from 'react';
import { useT } from '../../i18n/index.ts';
import { sendChallenge } from '../../net/battles.ts';
import { go } from '../../stores/screen.ts';
import { say } from '../../stores/toast.ts';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Button, Dialog, Icon } from '../parts/index.ts';
import { PeoplePicker } from './PeoplePicker.tsx';
import { useAct } from './use-act.ts';

/** A run played alone goes out as a challenge: to one colleague, or to everybody. */
export const SendChallenge = ({ battle }: { battle: string }) => {
  const t = useT('hall');
  const [choosing, setChoosing] = useState(false);
  const { busy, fault, run } = useAct();
  const send = (to?: string): void => {
    if (busy) return;
    run(sendChallenge(battle, to), () => {
      say(t('challenge.sent'), { icon: 'scroll', tone: 'good' });
      go({ name: 'battles' });
    });
  };
  return (
    <section className="hero-card send-challenge" aria-labelledby="hero-challenge">
      <h2 id="hero-challenge">
        <Icon name="scroll" size={28} />
        {t('challenge.send')}
      </h2>
      <p className="hall-note">{t('challenge.send.note')}</p>
      <FaultNote code={choosing ? undefined : fault} />
      <div className="hero-acts">
        <Button look="cta" busy={busy && !choosing} onClick={() => setChoosing(true)}>
          {t('challenge.send.one')}
        </Button>
        <Button icon="megaphone" busy={busy && !choosing} onClick={() => send()}>
          {t('challenge.send.all')}
        </Button>
      </div>
      {choosing && (
        <Dialog
          sheet
          className="hall-dialog"
          title={t('challenge.send.one')}
          onClose={() => setChoosing(false)}
        >
          <FaultNote code={fault} />
          <PeoplePicker
            one
            picked={[]}
            onPick={([person]) => person !== undefined && send(person.id)}
            labelOf={(p) => t('people.send', { name: p.name })}
          />
        </Dialog>
      )}
    </section>
  );
};
