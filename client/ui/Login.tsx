import { useState } from 'react';
import { useStore } from 'zustand';
import { useT } from '../i18n/index.ts';
import { faultOf } from '../net/fault.ts';
import { lastOrg, login } from '../net/session.ts';
import { afterLogin, go } from '../stores/screen.ts';
import { session } from '../stores/session.ts';
import { CodeForm } from './CodeForm.tsx';
import { LangSwitch } from './LangSwitch.tsx';
import { Password } from './Password.tsx';
import { FaultNote } from './parts/FaultNote.tsx';
import { Button, Card, Field, Icon } from './parts/index.ts';
import { Shore } from './Shore.tsx';

/** Login and password; the company code is filled in when this device knows it. */
export const LoginScreen = ({ code }: { code: string | undefined }) => {
  const t = useT('join');
  const [byCode, setByCode] = useState(false);
  const ended = useStore(session, (s) => s.ended);
  return (
    <Shore>
      <LangSwitch />
      <Card className="ticket" aria-labelledby="login-title">
        <div className="ticket-head">
          <Icon name="anchor" size={56} />
          <h1 id="login-title">{byCode ? t('code.title') : t('welcome.back')}</h1>
        </div>
        {ended && !byCode && <Ended />}
        {byCode ? <CodeForm /> : <LoginForm code={code ?? lastOrg() ?? ''} />}
        <Button look="link" onClick={() => setByCode((b) => !b)}>
          {byCode ? t('back.login') : t('login.invite')}
        </Button>
      </Card>
    </Shore>
  );
};

/** Why a device that was signed in stands at the door again. */
const Ended = () => {
  const t = useT('join');
  return (
    <p className="fault-note" role="alert">
      <Icon name="ring-buoy" size={22} />
      <span>{t('ended')}</span>
    </p>
  );
};

const LoginForm = ({ code }: { code: string }) => {
  const t = useT('join');
  const [typed, setTyped] = useState({ code, name: '', password: '' });
  const [missing, setMissing] = useState(false);
  const [fault, setFault] = useState<string>();
  const [busy, setBusy] = useState(false);
  const set = (part: Partial<typeof typed>): void => {
    setTyped((v) => ({ ...v, ...part }));
    setFault(undefined);
  };
  const send = async (): Promise<void> => {
    const empty = Object.values(typed).some((v) => v.trim() === '');
    setMissing(empty);
    if (empty) return;
    setBusy(true);
    try {
      await login(typed.code.trim(), typed.name.trim(), typed.password);
      go(afterLogin(), true);
    } catch (f) {
      setFault(faultOf(f));
      setBusy(false);
    }
  };
  const need = (value: string): string | undefined =>
    missing && value.trim() === '' ? t('fault.required') : undefined;
  return (
    <form
      className="form"
      noValidate
      onSubmit={(e) => {
        e.preventDefault();
        if (!busy) void send();
      }}
    >
      {code === '' && (
        <Field
          label={t('login.code')}
          hint={t('login.code.hint')}
          fault={need(typed.code)}
          value={typed.code}
          onChange={(e) => set({ code: e.target.value })}
          autoCapitalize="off"
          spellCheck={false}
        />
      )}
      <Field
        label={t('login.name')}
        fault={need(typed.name)}
        value={typed.name}
        onChange={(e) => set({ name: e.target.value })}
        autoComplete="username"
        autoCapitalize="off"
        spellCheck={false}
      />
      <Password
        fault={need(typed.password)}
        value={typed.password}
        onChange={(e) => set({ password: e.target.value })}
        autoComplete="current-password"
      />
      <FaultNote code={fault} />
      <Button look="cta" wide type="submit" busy={busy}>
        {t('login.go')}
      </Button>
    </form>
  );
};
