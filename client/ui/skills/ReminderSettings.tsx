import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useT } from '../../i18n/index.ts';
import { faultOf } from '../../net/fault.ts';
import { type PushState, pushOff, pushOn, pushState } from '../../net/reach.ts';
import { saveSettings } from '../../net/session.ts';
import { settings } from '../../stores/settings.ts';
import { say } from '../../stores/toast.ts';
import { faultText } from '../fault-text.ts';
import { Card, Switch } from '../parts/index.ts';

const tell = (fault: unknown): void => say(faultText(faultOf(fault)), { tone: 'bad' });

/** Whether anything may remind me, and by which way; saying no takes one tap. */
export const ReminderSettings = () => {
  const t = useT('skills');
  const now = useStore(settings);
  const [push, setPush] = useState<PushState>();
  useEffect(() => {
    pushState().then(setPush, () => setPush('none'));
  }, []);
  const flip = (on: boolean): void => {
    (on ? pushOn() : pushOff()).then(setPush, tell);
  };
  return (
    <Card aria-label={t('remind')}>
      <h2>{t('remind')}</h2>
      <Switch
        label={t('remind.on')}
        note={t('remind.on.note')}
        on={!now.noReminders}
        onFlip={(on) => void saveSettings({ noReminders: !on }).catch(tell)}
      />
      {(push === 'on' || push === 'off') && (
        <Switch label={t('push')} note={t('push.note')} on={push === 'on'} onFlip={flip} />
      )}
      {(push === 'denied' || push === 'none') && (
        <p className="page-note">
          <b>{t('push')}</b>
          <br />
          <small>{t(`push.${push}`)}</small>
        </p>
      )}
      <Switch
        label={t('same')}
        note={t('same.note')}
        on={now.sameList}
        onFlip={(sameList) => void saveSettings({ sameList }).catch(tell)}
      />
    </Card>
  );
};
