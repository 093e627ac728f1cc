import { useState } from 'react';
import type { JoinBody, JoinOffer, Me } from '../../server/domain/api.ts';
import { lang, useT } from '../i18n/index.ts';
import { faultOf } from '../net/fault.ts';
import { join, logout } from '../net/session.ts';
import { go } from '../stores/screen.ts';
import { AccountForm } from './AccountForm.tsx';
import type { Account } from './account.ts';
import { FaultNote } from './parts/FaultNote.tsx';
import { Avatar, Button, Card, Icon } from './parts/index.ts';

type Props = { code: string; offer: JoinOffer };
const toMap = (): void => go({ name: 'map' }, true);
/** Learners go to sea, the others to their desk. */
const begin = ({ person }: Me): void => (person.role === 'learner' ? toMap() : go({ name: 'studio' }, true));

/** A name and off they go; or a login and password at once. A personal invite always makes an account. */
export const Newcomer = ({ code, offer }: Props) => {
  const t = useT('join');
  const common = useT('common');
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
    begin(await join(body));
  };

  return (
    <Card className="ticket" aria-labelledby="join-title">
      <div className="ticket-head">
        <p className="over">{t('welcome')}</p>
        <h1 id="join-title">
          {offer.kind === 'invite' ? t('invited', { org: offer.org.name }) : t('to', { org: offer.org.name })}
        </h1>
        <p>{offer.role === 'learner' ? t('intro') : t('as.role', { role: common(`role.${offer.role}`) })}</p>
      </div>
      <AccountForm
        key={guest ? 'guest' : 'account'}
        guest={guest}
        name={offer.name ?? ''}
        submit={guest ? t('guest.go') : t('account.go')}
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
      <p className="ticket-note">{guest ? t('guest.note') : t('account.note')}</p>
      <div className="ticket-links">
        {mayGuest && (
          <Button look="soft" icon={guest ? 'key' : 'sailboat'} onClick={() => setGuest((g) => !g)}>
            {guest ? t('account.open') : t('guest.open')}
          </Button>
        )}
        <Button look="link" onClick={() => go({ name: 'login', code: offer.org.code })}>
          {t('have.account')}
        </Button>
      </div>
    </Card>
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
      begin(await join({ code, lang: lang() }));
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

/** Somebody of this company is signed in on this device already. */
export const AlreadyHere = ({ me, onOther }: { me: Me; onOther: () => void }) => {
  const t = useT('join');
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
      <Button look="cta" wide onClick={toMap}>
        {t('here.go')}
      </Button>
      <Button look="link" onClick={() => void leaveFirst()}>
        {t('here.other')}
      </Button>
    </Card>
  );
};
