import { useEffect, useState } from 'react';
import type { SessionView } from '../../server/domain/api.ts';
import { dayAndTime, useT } from '../i18n/index.ts';
import { faultOf } from '../net/fault.ts';
import { devices, revoke } from '../net/session.ts';
import { say } from '../stores/toast.ts';
import { FaultNote } from './parts/FaultNote.tsx';
import { Button, Card, Icon } from './parts/index.ts';
import { Waiting } from './Waiting.tsx';

/** Where this person is signed in; every other device can be signed out from here. */
export const Devices = () => {
  const t = useT('settings');
  const [list, setList] = useState<SessionView[]>();
  const [fault, setFault] = useState<string>();
  useEffect(() => {
    devices().then(setList, (f: unknown) => setFault(faultOf(f)));
  }, []);
  const signOut = (id: string): void => {
    setFault(undefined);
    revoke(id).then(
      (rest) => {
        setList(rest);
        say(t('devices.revoked'), { tone: 'good' });
      },
      (f: unknown) => setFault(faultOf(f)),
    );
  };
  return (
    <Card aria-label={t('devices')}>
      <h2>{t('devices')}</h2>
      <FaultNote code={fault} />
      {list === undefined && fault === undefined && <Waiting />}
      <ul className="rows">
        {list?.map((s) => (
          <li key={s.id} className="row row-flat">
            <Icon name={/phone|android|ios|手机/i.test(s.device) ? 'mobile-phone' : 'laptop'} size={36} />
            <span className="row-text">
              <b>
                {s.device}
                {s.current && <em className="tag">{t('devices.this')}</em>}
              </b>
              <small>{t('devices.seen', { at: dayAndTime(s.lastSeenAt) })}</small>
            </span>
            {!s.current && (
              <Button look="danger" onClick={() => signOut(s.id)}>
                {t('devices.revoke')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
};
