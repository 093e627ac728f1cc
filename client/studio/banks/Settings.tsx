import { App, Button, Card, Select, Tag } from 'antd';
import { useCallback, useState } from 'react';
import type { BankView } from '../../../server/domain/api-bank.ts';
import { shareBank } from '../../net/bank.ts';
import { loadStudio } from '../../net/studio.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';
import { Loaded } from '../parts/Loaded.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { treeOf } from '../people/tree.ts';
import { BankForm } from './BankForm.tsx';
import type { TabProps } from './BankPage.tsx';

type Share = BankView['shares'][number];

/** Name, owner and shares of a bank. */
export const Settings = ({ frame, onFrame, onChange }: TabProps) => {
  const t = useS('bank');
  const [editing, setEditing] = useState(false);
  const { value: company, fault, reload } = useLoaded(loadStudio);
  const { bank } = frame;
  const mine = bank.access === 'own';
  const tree = treeOf(company?.departments ?? []);
  return (
    <Loaded ready={company !== undefined} fault={fault} onRetry={reload}>
      <div className="bank-settings">
        <Card
          title={t('settings.about')}
          extra={mine && <Button onClick={() => setEditing(true)}>{t('settings.edit')}</Button>}
        >
          <dl>
            <dt>{t('name.zh')}</dt>
            <dd>{bank.name.zh ?? '—'}</dd>
            <dt>{t('name.en')}</dt>
            <dd>{bank.name.en ?? '—'}</dd>
            <dt>{t('department')}</dt>
            <dd>{tree.find((d) => d.id === bank.department)?.path ?? t('department.company')}</dd>
          </dl>
          {!mine && <p className="bank-note">{t('settings.not_mine')}</p>}
        </Card>
        <Card title={t('shares')}>
          <p className="bank-note">{t('shares.note')}</p>
          <Shares
            bank={bank}
            departments={tree.map((d) => ({ value: d.id, label: d.path }))}
            people={(company?.people ?? [])
              .filter((p) => p.role !== 'learner')
              .map((p) => ({ value: p.id, label: p.name }))}
            onBank={(next) => onFrame({ ...frame, bank: next })}
          />
        </Card>
      </div>
      {editing && (
        <BankForm
          bank={bank}
          onClose={() => setEditing(false)}
          onSaved={() => {
            setEditing(false);
            onChange();
          }}
        />
      )}
    </Loaded>
  );
};

type Choice = { value: string; label: string };
type SharesProps = {
  bank: BankView;
  departments: Choice[];
  people: Choice[];
  onBank: (bank: BankView) => void;
};

const Shares = ({ bank, departments, people, onBank }: SharesProps) => {
  const t = useS('bank');
  const ts = useS('shell');
  const { message } = App.useApp();
  const mine = bank.access === 'own';
  const share = useCallback(
    (who: Pick<Share, 'kind' | 'holder'>, access: 'view' | 'edit' | 'none'): void => {
      shareBank({ bank: bank.id, kind: who.kind, holder: who.holder, access }).then(
        onBank,
        (f: unknown) => void message.error(faultLine(f)),
      );
    },
    [bank.id, message, onBank],
  );
  return (
    <>
      {bank.shares.length === 0 && <p>{t('shares.none')}</p>}
      <ul className="bank-shares">
        {bank.shares.map((s) => (
          <li key={`${s.kind} ${s.holder}`}>
            <Tag>{t(`share.${s.kind}`)}</Tag>
            <strong>{s.name}</strong>
            <Select
              aria-label={t('share.access', { name: s.name })}
              value={s.access}
              disabled={!mine}
              onChange={(access) => share(s, access)}
              options={(['view', 'edit'] as const).map((value) => ({ value, label: t(`access.${value}`) }))}
            />
            {mine && (
              <Button
                danger
                type="text"
                aria-label={t('share.remove', { name: s.name })}
                onClick={() => share(s, 'none')}
              >
                {ts('remove')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mine && <AddShare bank={bank} departments={departments} people={people} onAdd={share} />}
    </>
  );
};

type AddProps = {
  bank: BankView;
  departments: Choice[];
  people: Choice[];
  onAdd: (who: Pick<Share, 'kind' | 'holder'>, access: 'view' | 'edit') => void;
};

const AddShare = ({ bank, departments, people, onAdd }: AddProps) => {
  const t = useS('bank');
  const [who, setWho] = useState<string>();
  const [access, setAccess] = useState<'view' | 'edit'>('view');
  const has = new Set(bank.shares.map((s) => `${s.kind} ${s.holder}`));
  const choices = (kind: Share['kind'], list: Choice[]): Choice[] =>
    list.map((c) => ({ value: `${kind} ${c.value}`, label: c.label })).filter((c) => !has.has(c.value));
  const add = (): void => {
    const [kind, holder] = who?.split(' ') ?? [];
    if (holder === undefined) return;
    onAdd({ kind: kind === 'person' ? 'person' : 'department', holder }, access);
    setWho(undefined);
  };
  return (
    <div className="bank-share-add">
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={t('share.who')}
        placeholder={t('share.who')}
        value={who ?? null}
        onChange={(value: string | null) => setWho(value ?? undefined)}
        options={[
          { label: t('share.department'), options: choices('department', departments) },
          { label: t('share.person'), options: choices('person', people) },
        ]}
      />
      <Select
        aria-label={t('share.how')}
        value={access}
        onChange={setAccess}
        options={(['view', 'edit'] as const).map((value) => ({ value, label: t(`access.${value}`) }))}
      />
      <Button type="primary" disabled={who === undefined} onClick={add}>
        {t('share.add')}
      </Button>
    </div>
  );
};
