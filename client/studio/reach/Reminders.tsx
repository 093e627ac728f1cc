import { App, Button, Empty, Switch } from 'antd';
import { useCallback, useState } from 'react';
import type { RuleView } from '../../../server/domain/api-reach.ts';
import { percent } from '../../i18n/index.ts';
import { loadRules, removeRule, saveRule } from '../../net/reach.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';
import { Loaded } from '../parts/Loaded.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { RuleForm } from './RuleForm.tsx';

/** The rules by which learners are reminded, each with what it brought back. */
export const Reminders = () => {
  const t = useS('reach');
  const { value, fault, reload, setValue } = useLoaded(useCallback(() => loadRules(), []));
  const [editing, setEditing] = useState<RuleView | 'new'>();
  return (
    <>
      <div className="reach-head">
        <p>{t('rules.lead')}</p>
        <Button type="primary" onClick={() => setEditing('new')}>
          {t('rule.new')}
        </Button>
      </div>
      <Loaded ready={value !== undefined} fault={fault} onRetry={reload}>
        {value?.length === 0 && <Empty description={t('rules.none')} />}
        <ul className="reach-rows">
          {value?.map((rule) => (
            <Row key={rule.id} view={rule} onEdit={() => setEditing(rule)} onChange={setValue} />
          ))}
        </ul>
      </Loaded>
      {editing !== undefined && (
        <RuleForm
          {...(editing === 'new' ? {} : { view: editing })}
          onClose={() => setEditing(undefined)}
          onSaved={(rules) => {
            setEditing(undefined);
            setValue(rules);
          }}
        />
      )}
    </>
  );
};

type RowProps = { view: RuleView; onEdit: () => void; onChange: (rules: RuleView[]) => void };
const Row = ({ view, onEdit, onChange }: RowProps) => {
  const t = useS('reach');
  const ts = useS('shell');
  const { message, modal } = App.useApp();
  const { id, rule, on } = view;
  const failed = (f: unknown): void => void message.error(faultLine(f));
  const remove = (): void =>
    void modal.confirm({
      title: t('remove'),
      content: rule.name,
      okText: t('remove'),
      cancelText: ts('cancel'),
      onOk: () => removeRule(id).then(onChange, failed),
    });
  const who = rule.who.kind === 'segment' ? t(`segment.${rule.who.segment}`) : t(`who.${rule.who.kind}`);
  return (
    <li>
      <div className="reach-row">
        <strong>{rule.name}</strong>
        <small>
          {who} · {t(`channel.${rule.channel}`)} · {t('rule.from', { hour: rule.hour })}
        </small>
        <Effect view={view} />
      </div>
      <span className="reach-acts">
        <Switch
          checked={on}
          aria-label={t('rule.on', { name: rule.name })}
          onChange={(next) => void saveRule(rule, next, id).then(onChange, failed)}
        />
        <Button aria-label={`${t('edit')} · ${rule.name}`} onClick={onEdit}>
          {t('edit')}
        </Button>
        <Button type="text" danger aria-label={`${t('remove')} · ${rule.name}`} onClick={remove}>
          {t('remove')}
        </Button>
      </span>
    </li>
  );
};

type Rate = RuleView['effect']['sent'];
const Effect = ({ view: { effect } }: { view: RuleView }) => {
  const t = useS('reach');
  const said = ({ n, rate, low, high }: Rate): string =>
    rate === null || low === null || high === null
      ? t('effect.none')
      : t('effect.rate', { n, rate: percent(rate), low: percent(low), high: percent(high) });
  if (!effect.compared) return <small>{t('effect.group')}</small>;
  return (
    <dl className="reach-effect">
      <div>
        <dt>{t('effect.sent')}</dt>
        <dd>{said(effect.sent)}</dd>
      </div>
      <div>
        <dt>{t('effect.held')}</dt>
        <dd>{said(effect.held)}</dd>
      </div>
    </dl>
  );
};
