import { type ComponentProps, useState } from 'react';
import { useT } from '../i18n/index.ts';
import { Field } from './parts/index.ts';

/** A password field that can show what was typed. */
export const Password = (props: Omit<ComponentProps<typeof Field>, 'type' | 'label'>) => {
  const t = useT('join');
  const [open, setOpen] = useState(false);
  return (
    <div className="password">
      <Field {...props} label={t('password')} type={open ? 'text' : 'password'} autoCapitalize="off" />
      <label className="password-show">
        <input type="checkbox" checked={open} onChange={(e) => setOpen(e.target.checked)} />
        {t('password.show')}
      </label>
    </div>
  );
};
