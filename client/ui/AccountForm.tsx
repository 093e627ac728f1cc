import { type ReactNode, useRef, useState } from 'react';
import { useT } from '../i18n/index.ts';
import { faultOf } from '../net/fault.ts';
import { type Account, type AccountFaults, FIELD_OF, faultsOf } from './account.ts';
import { useFaultText } from './fault-text.ts';
import { Password } from './Password.tsx';
import { FaultNote } from './parts/FaultNote.tsx';
import { Button, Field } from './parts/index.ts';

type Props = {
  /** guest = a name only. */
  guest?: boolean;
  name?: string;
  submit: string;
  children?: ReactNode;
  onSubmit: (account: Account) => Promise<void>;
};

/** Name, and unless a guest also login and password; faults stand at their fields and the first gets the focus. */
export const AccountForm = ({ guest = false, name = '', submit, children, onSubmit }: Props) => {
  const t = useT('join');
  const text = useFaultText();
  const form = useRef<HTMLFormElement>(null);
  const [account, setAccount] = useState<Account>({ name, login: '', password: '' });
  const [faults, setFaults] = useState<AccountFaults>({});
  const [refused, setRefused] = useState<string>();
  const [busy, setBusy] = useState(false);

  const set = (part: Partial<Account>): void => {
    setAccount((a) => ({ ...a, ...part }));
    setFaults({});
    setRefused(undefined);
  };
  const focusFault = (): void => {
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus());
  };
  const send = async (): Promise<void> => {
    const found = faultsOf(guest ? { name: account.name } : account);
    setFaults(found);
    if (Object.keys(found).length > 0) return focusFault();
    setBusy(true);
    try {
      await onSubmit(account);
    } catch (fault) {
      setRefused(faultOf(fault));
      setBusy(false);
      focusFault();
    }
  };
  const field = refused === undefined ? undefined : FIELD_OF[refused];
  const noteAt = (part: keyof Account): string | undefined => {
    const own = faults[part];
    if (own !== undefined) return t(own);
    return field === part && refused !== undefined ? text(refused) : undefined;
  };

  return (
    <form
      ref={form}
      className="form"
      noValidate
      onSubmit={(e) => {
        e.preventDefault();
        if (!busy) void send();
      }}
    >
      <Field
        label={t('name')}
        className="big-field"
        value={account.name}
        onChange={(e) => set({ name: e.target.value })}
        placeholder={t('name.example')}
        hint={guest ? t('name.hint') : undefined}
        fault={noteAt('name')}
        autoComplete="nickname"
        maxLength={48}
      />
      {!guest && (
        <>
          <Field
            label={t('login.name')}
            value={account.login}
            onChange={(e) => set({ login: e.target.value })}
            hint={t('login.name.hint')}
            fault={noteAt('login')}
            autoComplete="username"
            autoCapitalize="off"
            spellCheck={false}
          />
          <Password
            value={account.password}
            onChange={(e) => set({ password: e.target.value })}
            hint={t('password.hint')}
            fault={noteAt('password')}
            autoComplete="new-password"
          />
        </>
      )}
      {children}
      <FaultNote code={field === undefined ? refused : undefined} />
      <Button look="cta" type="submit" wide busy={busy}>
        {submit}
      </Button>
    </form>
  );
};
