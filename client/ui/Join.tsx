import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { JoinOffer } from '../../server/domain/api.ts';
import { useT } from '../i18n/index.ts';
import { faultOf } from '../net/fault.ts';
import { offerOf } from '../net/session.ts';
import { go } from '../stores/screen.ts';
import { session } from '../stores/session.ts';
import { CodeForm } from './CodeForm.tsx';
import { useFaultText } from './fault-text.ts';
import { AlreadyHere, Newcomer, OneTime } from './JoinOffer.tsx';
import { LangSwitch } from './LangSwitch.tsx';
import { Button, Card, Icon } from './parts/index.ts';
import { Shore } from './Shore.tsx';
import { Waiting } from './Waiting.tsx';

/** The card behind a company link, the PIN of a battle, a personal invite or a one-time sign-in. */
export const Join = ({ code }: { code: string }) => {
  const [round, setRound] = useState(0);
  return (
    <Shore>
      <LangSwitch />
      <Ticket key={`${code}/${round}`} code={code} onRetry={() => setRound((n) => n + 1)} />
    </Shore>
  );
};

const Ticket = ({ code, onRetry }: { code: string; onRetry: () => void }) => {
  const [offer, setOffer] = useState<JoinOffer>();
  const [fault, setFault] = useState<string>();
  useEffect(() => {
    let current = true;
    offerOf(code).then(
      (o) => current && setOffer(o),
      (f: unknown) => current && setFault(faultOf(f)),
    );
    return () => {
      current = false;
    };
  }, [code]);
  if (fault !== undefined) return <BadTicket fault={fault} onRetry={onRetry} />;
  return offer === undefined ? <Waiting /> : <Offer code={code} offer={offer} />;
};

const Offer = ({ code, offer }: { code: string; offer: JoinOffer }) => {
  const me = useStore(session, (s) => s.me);
  const [asOther, setAsOther] = useState(false);
  if (offer.kind === 'login') return <OneTime code={code} offer={offer} />;
  if (me !== undefined && !asOther && me.org.code === offer.org.code)
    return <AlreadyHere code={code} offer={offer} me={me} onOther={() => setAsOther(true)} />;
  return <Newcomer code={code} offer={offer} />;
};

const BadTicket = ({ fault, onRetry }: { fault: string; onRetry: () => void }) => {
  const t = useT('join');
  const common = useT('common');
  const text = useFaultText();
  const me = useStore(session, (s) => s.me);
  const passing = !fault.startsWith('join.');
  return (
    <Card className="ticket" aria-labelledby="bad-title">
      <div className="ticket-head">
        <Icon name="ring-buoy" size={64} />
        <h1 id="bad-title">{t('bad.title')}</h1>
        <p role="alert">{text(fault)}</p>
      </div>
      {passing ? (
        <Button look="cta" wide onClick={onRetry}>
          {common('retry')}
        </Button>
      ) : (
        <CodeForm />
      )}
      {me === undefined ? (
        <Button look="link" onClick={() => go({ name: 'login' })}>
          {t('have.account')}
        </Button>
      ) : (
        <Button look="link" onClick={() => go({ name: 'map' }, true)}>
          {t('here.sail', { name: me.person.name })}
        </Button>
      )}
    </Card>
  );
};
