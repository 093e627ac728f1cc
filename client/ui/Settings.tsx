import { useState } from 'react';
import { useStore } from 'zustand';
import type { Me } from '../../server/domain/api.ts';
import type { Settings as Choices } from '../../server/domain/settings.ts';
import { useT } from '../i18n/index.ts';
import { faultOf } from '../net/fault.ts';
import { logout, saveSettings } from '../net/session.ts';
import { go } from '../stores/screen.ts';
import { settings } from '../stores/settings.ts';
import { say } from '../stores/toast.ts';
import { faultText } from './fault-text.ts';
import { Page } from './Page.tsx';
import { Privacy } from './Privacy.tsx';
import { Button, Card, Choice, Dialog, Switch } from './parts/index.ts';
import { MyPortrait } from './people/MyPortrait.tsx';
import { Register } from './Register.tsx';
import { Devices } from './Sessions.tsx';
import { ReminderSettings } from './skills/ReminderSettings.tsx';
import { Voyages } from './Voyages.tsx';

const save = (patch: Partial<Choices>): void => {
  saveSettings(patch).catch((fault: unknown) => say(faultText(faultOf(fault)), { tone: 'bad' }));
};

/** A person's own choices, account and devices. Everything is saved at once. */
export const Settings = ({ me }: { me: Me }) => {
  const t = useT('settings');
  return (
    <Page title={t('title')} icon="gear">
      <Account me={me} />
      <Voyages />
      <Display />
      <Sound />
      <Controls />
      <Privacy />
      <ReminderSettings />
      <Devices />
      <Card>
        <details className="details">
          <summary>{t('credits')}</summary>
          <p>{t('credits.text')}</p>
        </details>
      </Card>
    </Page>
  );
};

const Account = ({ me }: { me: Me }) => {
  const t = useT('settings');
  const common = useT('common');
  const [open, setOpen] = useState<'register' | 'logout'>();
  const close = (): void => setOpen(undefined);
  const { person, org } = me;
  return (
    <Card className="account" aria-label={t('account')}>
      <MyPortrait avatar={person.avatar} size={72} />
      <div className="account-text">
        <b>{person.name}</b>
        <small>
          {person.guest ? common('guest') : common(`role.${person.role}`)} ·{' '}
          {t('account.org', { org: org.name })}
        </small>
        {person.login !== undefined && <small>{t('account.login', { login: person.login })}</small>}
      </div>
      {person.guest && <p className="account-guest">{t('account.guest')}</p>}
      <div className="account-acts">
        {person.guest && (
          <Button look="cta" onClick={() => setOpen('register')}>
            {t('register')}
          </Button>
        )}
        <Button icon="door" onClick={() => setOpen('logout')}>
          {t('logout')}
        </Button>
      </div>
      {open === 'register' && <Register name={person.name} onClose={close} />}
      {open === 'logout' && <LogOut guest={person.guest} onClose={close} />}
    </Card>
  );
};

const LogOut = ({ guest, onClose }: { guest: boolean; onClose: () => void }) => {
  const t = useT('settings');
  const common = useT('common');
  const [busy, setBusy] = useState(false);
  const leave = (): void => {
    setBusy(true);
    logout().then(
      () => go({ name: 'login' }, true),
      (fault: unknown) => {
        setBusy(false);
        say(faultText(faultOf(fault)), { tone: 'bad' });
      },
    );
  };
  return (
    <Dialog title={t('logout.title')} onClose={onClose}>
      <p className="dialog-lead">{guest ? t('logout.guest') : t('logout.note')}</p>
      <div className="dialog-acts">
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button look="danger" busy={busy} onClick={leave}>
          {t('logout.go')}
        </Button>
      </div>
    </Dialog>
  );
};

const Display = () => {
  const t = useT('settings');
  const now = useStore(settings);
  return (
    <Card aria-label={t('view')}>
      <h2>{t('view')}</h2>
      <Choice
        label={t('language')}
        value={now.lang}
        options={[
          { value: 'zh', label: '中文', lang: 'zh-CN' },
          { value: 'en', label: 'English', lang: 'en' },
        ]}
        onPick={(lang) => save({ lang })}
      />
      <Choice
        label={t('text')}
        value={now.textSize}
        options={(['normal', 'large', 'larger'] as const).map((v) => ({ value: v, label: t(`text.${v}`) }))}
        onPick={(textSize) => save({ textSize })}
      />
      <Choice
        label={t('motion')}
        value={now.motion}
        options={(['system', 'full', 'reduced'] as const).map((v) => ({ value: v, label: t(`motion.${v}`) }))}
        onPick={(motion) => save({ motion })}
      />
      <Switch label={t('plain')} note={t('plain.note')} on={now.plain} onFlip={(plain) => save({ plain })} />
    </Card>
  );
};

const Sound = () => {
  const t = useT('settings');
  const now = useStore(settings);
  const [volume, setVolume] = useState(now.volume);
  return (
    <Card aria-label={t('sound')}>
      <h2>{t('sound')}</h2>
      <Switch
        label={t('sound')}
        note={t('sound.note')}
        on={now.sound}
        onFlip={(sound) => save({ sound, soundAsked: true })}
      />
      <label className="slider">
        <b>{t('volume')}</b>
        <input
          type="range"
          min={0}
          max={1}
          step={0.05}
          value={volume}
          disabled={!now.sound}
          onChange={(e) => setVolume(Number(e.target.value))}
          onPointerUp={() => save({ volume })}
          onKeyUp={() => save({ volume })}
        />
        <span className="num">{Math.round(volume * 100)}</span>
      </label>
      <Switch
        label={t('captions')}
        note={t('captions.note')}
        on={now.soundCaptions}
        onFlip={(soundCaptions) => save({ soundCaptions })}
      />
    </Card>
  );
};

const PACES = ['1', '1.25', '1.5', '2'] as const;

/** More time for every question with a clock; told to nobody. */
const Pace = () => {
  const t = useT('settings');
  const pace = useStore(settings, (s) => s.pace);
  return (
    <div className="pace">
      <Choice
        label={t('pace')}
        value={PACES.find((p) => Number(p) === pace) ?? '1'}
        options={PACES.map((value) => ({ value, label: value === '1' ? t('pace.1') : `×${value}` }))}
        onPick={(value) => save({ pace: PACE_OF[value] })}
      />
      <small>{t('pace.note')}</small>
    </div>
  );
};
const PACE_OF = { '1': 1, '1.25': 1.25, '1.5': 1.5, '2': 2 } as const satisfies Record<
  (typeof PACES)[number],
  Choices['pace']
>;

const Controls = () => {
  const t = useT('settings');
  const now = useStore(settings);
  return (
    <Card aria-label={t('play')}>
      <h2>{t('play')}</h2>
      <Switch
        label={t('shortcuts')}
        note={t('shortcuts.note')}
        on={now.shortcuts}
        onFlip={(shortcuts) => save({ shortcuts })}
      />
      <Switch
        label={t('confirm')}
        note={t('confirm.note')}
        on={now.confirmAnswer}
        onFlip={(confirmAnswer) => save({ confirmAnswer })}
      />
      <Pace />
      <Button
        icon="counterclockwise-arrows-button"
        onClick={() => {
          save({ guideDone: false });
          go({ name: 'map' });
        }}
      >
        {t('guide')}
      </Button>
    </Card>
  );
};
