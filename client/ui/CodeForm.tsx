import { useState } from 'react';
import { useT } from '../i18n/index.ts';
import { go } from '../stores/screen.ts';
import { Button, Field } from './parts/index.ts';

const PIN = /^\d{3}[\s-]?\d{3}$/;
/** The code out of a pasted link, or what was typed; a PIN without its gap. */
export const codeIn = (typed: string): string => {
  const text = typed.trim();
  return /\/join\/([^/?#\s]+)/.exec(text)?.[1] ?? (PIN.test(text) ? text.replace(/\D/g, '') : text);
};

/** Opens an invitation by its code or link, or a battle by its PIN. */
export const CodeForm = () => {
  const t = useT('join');
  const [typed, setTyped] = useState('');
  const [empty, setEmpty] = useState(false);
  return (
    <form
      className="form"
      onSubmit={(e) => {
        e.preventDefault();
        const code = codeIn(typed);
        if (code === '') setEmpty(true);
        else go({ name: 'join', code });
      }}
    >
      <Field
        label={t('code.label')}
        hint={t('code.hint')}
        fault={empty ? t('fault.required') : undefined}
        value={typed}
        onChange={(e) => {
          setTyped(e.target.value);
          setEmpty(false);
        }}
        autoCapitalize="off"
        spellCheck={false}
      />
      <Button look="cta" wide type="submit">
        {t('code.go')}
      </Button>
    </form>
  );
};
