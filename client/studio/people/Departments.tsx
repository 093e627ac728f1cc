import { type CSSProperties, useState } from 'react';
import type { StudioPeople } from '../../../server/domain/api.ts';
import { faultOf } from '../../net/fault.ts';
import { addDepartment } from '../../net/studio.ts';
import { say } from '../../stores/toast.ts';
import { FaultNote } from '../../ui/parts/FaultNote.tsx';
import { Button, Card, Field } from '../../ui/parts/index.ts';
import { useS } from '../i18n/index.ts';
import { Select } from './Select.tsx';
import type { Placed } from './tree.ts';

const NAME_MOST = 40;

/** The department tree with its people, and a form that adds to it. */
export const Departments = ({ tree, onChange }: { tree: Placed[]; onChange: (s: StudioPeople) => void }) => {
  const t = useS('people');
  const [name, setName] = useState('');
  const [parent, setParent] = useState('');
  const [wrong, setWrong] = useState(false);
  const [fault, setFault] = useState<string>();
  const [busy, setBusy] = useState(false);

  const add = async (): Promise<void> => {
    const wanted = name.trim();
    setWrong(wanted === '' || [...wanted].length > NAME_MOST);
    if (wanted === '' || [...wanted].length > NAME_MOST) return;
    setBusy(true);
    setFault(undefined);
    try {
      onChange(await addDepartment(wanted, parent === '' ? undefined : parent));
      say(t('departments.added', { name: wanted }), { tone: 'good' });
      setName('');
    } catch (f) {
      setFault(faultOf(f));
    }
    setBusy(false);
  };

  return (
    <Card className="studio-wide" aria-label={t('departments')}>
      <h2>{t('departments')}</h2>
      {tree.length === 0 && <p className="page-empty">{t('departments.none')}</p>}
      <ul className="departments">
        {tree.map((d) => (
          <li key={d.id} style={{ '--depth': d.depth } as CSSProperties}>
            <span>{d.name}</span>
            <small className="departments-n">{t('departments.n', { n: d.all })}</small>
          </li>
        ))}
      </ul>
      <form
        className="studio-form"
        noValidate
        onSubmit={(e) => {
          e.preventDefault();
          if (!busy) void add();
        }}
      >
        <Field
          label={t('departments.name')}
          value={name}
          autoComplete="off"
          fault={wrong ? t('departments.fault') : undefined}
          onChange={(e) => {
            setName(e.target.value);
            setWrong(false);
          }}
        />
        <Select
          label={t('departments.parent')}
          value={parent}
          options={[
            { value: '', label: t('departments.root') },
            ...tree.map((d) => ({ value: d.id, label: d.path })),
          ]}
          onPick={setParent}
        />
        <Button type="submit" busy={busy}>
          {t('departments.go')}
        </Button>
      </form>
      <FaultNote code={fault} />
    </Card>
  );
};
