import { useState } from 'react';
import type { InviteBody } from '../../../server/domain/api.ts';
import { ROLES, type Role } from '../../../server/domain/person.ts';
import { dayAndTime, useT } from '../../i18n/index.ts';
import { faultOf } from '../../net/fault.ts';
import { makeInvite } from '../../net/studio.ts';
import { FaultNote } from '../../ui/parts/FaultNote.tsx';
import { Button, Card, Field } from '../../ui/parts/index.ts';
import { useS } from '../i18n/index.ts';
import { CopyField } from './CopyField.tsx';
import { Select } from './Select.tsx';
import type { Placed } from './tree.ts';

const DAYS = ['1', '3', '7', '30', '90'] as const;
const NAME_MOST = 24;
type Made = { link: string; expiresAt: number; name: string; role: Role };

/** Makes personal invites; those of this visit stay below with their links, the newest first. */
export const InviteForm = ({ mine, tree, zone }: { mine: Role; tree: Placed[]; zone: string }) => {
  const t = useS('people');
  const tc = useT('common');
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('learner');
  const [department, setDepartment] = useState('');
  const [days, setDays] = useState<string>('7');
  const [made, setMade] = useState<Made[]>([]);
  const [fault, setFault] = useState<string>();
  const [busy, setBusy] = useState(false);

  const send = async (): Promise<void> => {
    setBusy(true);
    setFault(undefined);
    const body: InviteBody = { role, days: Number(days) };
    if (name.trim() !== '') body.name = name.trim();
    if (department !== '') body.department = department;
    try {
      const { link, expiresAt } = await makeInvite(body);
      setMade((before) => [{ link, expiresAt, name: name.trim(), role }, ...before]);
      setName('');
    } catch (f) {
      setFault(faultOf(f));
    }
    setBusy(false);
  };
  const titleOf = (m: Made): string => {
    const facts = { role: tc(`role.${m.role}`), at: dayAndTime(m.expiresAt, zone) };
    return m.name === '' ? t('invite.made.anyone', facts) : t('invite.made', { name: m.name, ...facts });
  };

  return (
    <Card aria-label={t('invite')}>
      <h2>{t('invite')}</h2>
      <p className="studio-note">{t('invite.note')}</p>
      <form
        className="studio-form"
        onSubmit={(e) => {
          e.preventDefault();
          if (!busy) void send();
        }}
      >
        <Field
          label={t('invite.name')}
          value={name}
          maxLength={NAME_MOST * 2}
          autoComplete="off"
          onChange={(e) => setName(e.target.value)}
        />
        <Select
          label={t('invite.role')}
          value={role}
          options={ROLES.slice(0, ROLES.indexOf(mine) + 1).map((r) => ({ value: r, label: tc(`role.${r}`) }))}
          onPick={setRole}
        />
        <Select
          label={t('invite.department')}
          value={department}
          options={[
            { value: '', label: t('invite.department.none') },
            ...tree.map((d) => ({ value: d.id, label: d.path })),
          ]}
          onPick={setDepartment}
        />
        <Select
          label={t('invite.days')}
          value={days}
          options={DAYS.map((n) => ({ value: n as string, label: t('invite.days.n', { n: Number(n) }) }))}
          onPick={setDays}
        />
        <Button look="cta" type="submit" busy={busy}>
          {t('invite.go')}
        </Button>
      </form>
      <FaultNote code={fault} />
      <ul className="studio-made" aria-live="polite">
        {made.map((m) => (
          <li key={m.link}>
            <CopyField label={titleOf(m)} text={m.link} />
          </li>
        ))}
      </ul>
    </Card>
  );
};
