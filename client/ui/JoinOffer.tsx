import { useState } from 'react';
import type { JoinBody, JoinOffer, Me } from '../../server/domain/api.ts';
import { lang, useT } from '../i18n/index.ts';
import { battleOfPin } from '../net/battles.ts';
import { faultOf } from '../net/fault.ts';
import { join, logout } from '../net/session.ts';
import { go, pathOf, type Screen } from '../stores/screen.ts';
import { AccountForm } from './AccountForm.tsx';
import type { Account } from './account.ts';
import { FaultNote } from './parts/FaultNote.tsx';
import { Avatar, Button, Card, Icon } from './parts/index.ts';

type Props = { code: string; offer: JoinOffer };
type Battle = JoinOffer['battle'];
const toMap = (): void => go({ name: 'map' }, true);
const toBattle = ({ id }: { id: string }): void => go({ name: 'battle', battle: id }, true);
/** Who came by a battle's PIN goes straight there; else learners go to sea, the others to their desk. */
const begin = ({ person }: Me, battle: Battle): void => {
  if (battle !== undefined) toBattle(battle);
  else if (person.role === 'learner') toMap();
  else go({ name: 'studio' }, true);
};

/** A name and off they go; or a login and password at once. A personal invite always makes an account. */
export const Newcomer = ({ code, offer }: Props) => {
  const t = useT('join');
  const mayGuest = offer.kind === 'company' && offer.role === 'learner';
  const [guest, setGuest] = useState(mayGuest);
  const [department, setDepartment] = useState('');

  const send = async ({ name, login, password }: Account): Promise<void> => {
    const body: JoinBody = {
      code,
      name,
      lang: lang(),
      ...(department === '' ? {} : { department }),
      ...(guest ? {} : { login, password }),
    };
    begin(await join(body), offer.battle);
  };

  return (
    <Card className="ticket" aria-labelledby="join-title">
      <div className="ticket-head">
        <Heading offer={offer} />
      </div>
      <AccountForm
        key={guest ? 'guest' : 'account'}
        guest={guest}
        name={offer.name ?? ''}
        submit={offer.battle !== undefined ? t('battle.go') : guest ? t('guest.go') : t('account.go')}
        onSubmit={send}
      >
        {offer.departments.length > 0 && (
          <div className="form-field">
            <label htmlFor="join-department">{t('department')}</label>
            <select id="join-department" value={department} onChange={(e) => setDepartment(e.target.value)}>
              <option value="">{t('department.none')}</option>
              {offer.departments.map((d) => (
                <option key={d.id} value={d.id}>
                  {d.name}
                </option>
              ))}
            </select>
          </div>
        )}
      </AccountForm>
      <p className="ticket-note">
        {!guest ? t('account.note') : t(offer.battle === undefined ? 'guest.note' : 'battle.note')}
      </p>
      <div className="ticket-links">
        {mayGuest && (
          <Button look="soft" icon={guest ? 'key' : 'sailboat'} onClick={() => setGuest((g) => !g)}>
            {guest ? t('account.open') : t('guest.open')}
          </Button>
        )}
        <Button look="link" onClick={() => go(loginFor({ code, offer }))}>
          {t('have.account')}
        </Button>
      </div>
    </Card>
  );
};

/** After the login a battle's PIN is gone back to. */
const loginFor = ({ code, offer }: Props): Screen => ({
  name: 'login',
  code: offer.org.code,
  ...(offer.battle === undefined ? {} : { back: pathOf({ name: 'join', code }) }),
});

/** Where this ticket leads: a company, by whose invitation, or the battle behind a PIN. */
const Heading = ({ offer }: { offer: JoinOffer }) => {
  const t = useT('join');
  const common = useT('common');
  const org = offer.org.name;
  if (offer.battle !== undefined)
    return (
      <>
        <Icon name="crossed-swords" size={64} />
        <p className="over">{org}</p>
        <h1 id="join-title">{offer.battle.title === '' ? t('battle') : offer.battle.title}</h1>
        <p>{t('battle.intro')}</p>
      </>
    );
  return (
    <>
      <p className="over">{t('welcome')}</p>
      <h1 id="join-title">{offer.kind === 'invite' ? t('invited', { org }) : t('to', { org })}</h1>
      <p>{offer.role === 'learner' ? t('intro') : t('as.role', { role: common(`role.${offer.role}`) })}</p>
    </>
  );
};

/** A one-time link signs an existing person in; it is used up by the button, not by opening the page. */
export const OneTime = ({ code, offer }: Props) => {
  const t = useT('join');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const enter = async (): Promise<void> => {
    setBusy(true);
    try {
      begin(await join({ code, lang: lang() }), undefined);
    } catch (f) {
      setFault(faultOf(f));
      setBusy(false);
    }
  };
  return (
    <Card className="ticket" aria-labelledby="once-title">
      <div className="ticket-head">
        <Icon name="old-key" size={64} />
        <p className="over">{offer.org.name}</p>
        <h1 id="once-title">{t('welcome.back')}</h1>
        <p>{offer.name === undefined ? t('once.note.noname') : t('once.note', { name: offer.name })}</p>
      </div>
      <FaultNote code={fault} />
      <Button look="cta" wide busy={busy} onClick={() => void enter()}>
        {t('once.go')}
      </Button>
    </Card>
  );
};

type HereProps = Props & { me: Me; onOther: () => void };

/** Somebody of this company is signed in on this device already. */
export const AlreadyHere = ({ code, offer: { battle }, me, onOther }: HereProps) => {
  const t = useT('join');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  /** The PIN lets somebody in whom nobody has asked. */
  const enter = async (): Promise<void> => {
    if (battle === undefined) return toMap();
    setBusy(true);
    try {
      toBattle(await battleOfPin(code));
    } catch (f) {
      setFault(faultOf(f));
      setBusy(false);
    }
  };
  const leaveFirst = async (): Promise<void> => {
    await logout();
    onOther();
  };
  return (
    <Card className="ticket" aria-labelledby="here-title">
      <div className="ticket-head">
        <Avatar seed={me.person.avatar} size={88} />
        <h1 id="here-title">{t('here.title', { name: me.person.name })}</h1>
      </div>
      <FaultNote code={fault} />
      <Button look="cta" wide busy={busy} onClick={() => void enter()}>
        {t(battle === undefined ? 'here.go' : 'here.battle')}
      </Button>
      <Button look="link" onClick={() => void leaveFirst()}>
        {t('here.other')}
      </Button>
    </Card>
  );
};
