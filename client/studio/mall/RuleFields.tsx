import { Form, Input, InputNumber, Select } from 'antd';
import type { Eligibility } from '../../../server/domain/mall-shape.ts';
import { ROLES, type Role } from '../../../server/domain/person.ts';
import { atWall, wallText } from '../../../server/domain/time.ts';
import { pick, useT } from '../../i18n/index.ts';
import { useZone } from '../../ui/use-zone.ts';
import { useS } from '../i18n/index.ts';
import type { FieldsProps } from './GoodForm.tsx';

const WAYS = ['all', 'top', 'title', 'quest', 'department', 'role'] as const;

const begin = (by: Eligibility['by']): Eligibility => {
  switch (by) {
    case 'top':
      return { by, percent: 30 };
    case 'title':
      return { by, title: '' };
    case 'quest':
      return { by, quest: '' };
    case 'department':
      return { by, department: '' };
    case 'role':
      return { by, role: 'trainer' };
    default:
      return { by };
  }
};

/** When it is sold and to whom. */
export const RuleFields = ({ good, mall, onChange }: FieldsProps) => {
  const t = useS('mall');
  const zone = useZone();
  return (
    <>
      {(['opensAt', 'closesAt'] as const).map((key) => (
        <Form.Item key={key} label={t(key)}>
          <Input
            type="datetime-local"
            aria-label={t(key)}
            value={good[key] === undefined ? '' : wallText(good[key], zone)}
            onChange={(e) => onChange({ [key]: atWall(e.target.value, zone) })}
          />
        </Form.Item>
      ))}
      <Form.Item label={t('who')}>
        <Select
          aria-label={t('who')}
          value={good.eligible.by}
          onChange={(by: Eligibility['by']) => onChange({ eligible: begin(by) })}
          options={WAYS.map((value) => ({ value, label: t(`who.${value}`) }))}
        />
      </Form.Item>
      <Whom eligible={good.eligible} mall={mall} onChange={(eligible) => onChange({ eligible })} />
    </>
  );
};

type WhomProps = { eligible: Eligibility; mall: FieldsProps['mall']; onChange: (e: Eligibility) => void };

const Whom = ({ eligible, mall, onChange }: WhomProps) => {
  const t = useS('mall');
  const common = useT('common');
  if (eligible.by === 'all') return null;
  if (eligible.by === 'top')
    return (
      <Form.Item label={t('who.percent')}>
        <InputNumber
          aria-label={t('who.percent')}
          min={1}
          max={100}
          precision={0}
          value={eligible.percent}
          onChange={(n) => onChange({ by: 'top', percent: n ?? 30 })}
        />
      </Form.Item>
    );
  const options = {
    title: mall.titles.map((x) => ({ value: x.id, label: pick(x.name) })),
    quest: mall.quests.map((x) => ({ value: x.id, label: pick(x.name) })),
    department: mall.departments.map((x) => ({ value: x.id, label: x.name })),
    role: ROLES.map((value) => ({ value: value as string, label: common(`role.${value}`) })),
  }[eligible.by];
  const value = Object.values(eligible)[1] as string;
  const set = (id: string): void => {
    if (eligible.by === 'role') onChange({ by: 'role', role: id as Role });
    else if (eligible.by === 'title') onChange({ by: 'title', title: id });
    else if (eligible.by === 'quest') onChange({ by: 'quest', quest: id });
    else onChange({ by: 'department', department: id });
  };
  return (
    <Form.Item label={t(`who.${eligible.by}`)}>
      <Select
        aria-label={t(`who.${eligible.by}`)}
        showSearch
        value={value}
        onChange={set}
        options={options}
      />
    </Form.Item>
  );
};
