import { type FormEvent, useState } from 'react';
import type { ProfileView } from '../../../server/domain/api-friends.ts';
import { useT } from '../../i18n/index.ts';
import { faultOf } from '../../net/fault.ts';
import { saveProfile } from '../../net/people.ts';
import { say } from '../../stores/toast.ts';
import { useFaultText } from '../fault-text.ts';
import { Button, Field } from '../parts/index.ts';

const LONGEST = 60;

/** What I say of myself: shown, and changed in place. */
export const SelfLine = ({ line, onChange }: { line: string; onChange: (next: ProfileView) => void }) => {
  const t = useT('people');
  const textOfFault = useFaultText();
  const [typed, setTyped] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const save = (e: FormEvent): void => {
    e.preventDefault();
    if (busy || typed === undefined) return;
    setBusy(true);
    saveProfile({ line: typed })
      .then(
        (next) => {
          setTyped(undefined);
          setFault(undefined);
          onChange(next);
          say(t('line.saved'), { tone: 'good' });
        },
        (f: unknown) => setFault(faultOf(f)),
      )
      .finally(() => setBusy(false));
  };
  if (typed === undefined)
    return (
      <div className="self-line">
        <p className={line === '' ? 'person-line person-line-none' : 'person-line'}>
          {line === '' ? t('line.none') : line}
        </p>
        <Button icon="pencil" onClick={() => setTyped(line)}>
          {t('line.edit')}
        </Button>
      </div>
    );
  return (
    <form className="self-line self-line-form" onSubmit={save}>
      <Field
        label={t('line')}
        hint={t('line.hint')}
        fault={fault === undefined ? undefined : textOfFault(fault)}
        value={typed}
        maxLength={LONGEST}
        onChange={(e) => setTyped(e.target.value)}
      />
      <Button type="submit" look="cta" busy={busy}>
        {t('line.save')}
      </Button>
    </form>
  );
};
