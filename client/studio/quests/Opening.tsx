import { Input, InputNumber, Select } from 'antd';
import { type Draft, numberOf, stringOf } from '../editor/draft.ts';
import { useS } from '../i18n/index.ts';
import { type Build, islandsOf } from './build.ts';
import { Field } from './fields.tsx';
import { nameIn } from './names.ts';
import { dateText, dayOfDate } from './opening-day.ts';

const RULES = ['default', 'after-exam', 'after-island', 'day', 'date', 'open'] as const;
type Rule = (typeof RULES)[number];

const FRESH: Record<Rule, Draft | undefined> = {
  default: undefined,
  'after-exam': { kind: 'after-exam' },
  'after-island': { kind: 'after-island' },
  day: { kind: 'day', n: 2 },
  date: { kind: 'date' },
  open: { kind: 'open' },
};

type Props = { build: Build; at: number; value: Draft; onChange: (next: Draft | undefined) => void };

/** When an island opens, in words. */
export const Opening = ({ build, at, value, onChange }: Props) => {
  const t = useS('quests');
  const rule = RULES.find((r) => r === value.kind) ?? 'default';
  const waits = rule === 'after-exam' || rule === 'after-island';
  return (
    <Field label={t('opens')} path={`islands.${at}.opens`} group>
      <div className="qb-row">
        <Select
          aria-label={t('opens')}
          value={rule}
          options={RULES.map((r) => ({
            value: r,
            label: r === 'default' ? t(at === 0 ? 'opens.first' : 'opens.default') : t(`opens.${r}`),
          }))}
          onChange={(next: Rule) => onChange(FRESH[next])}
        />
        {waits && <Which build={build} at={at} value={value} onChange={onChange} />}
        {rule === 'day' && (
          <InputNumber
            aria-label={t('opens.nth')}
            title={t('opens.nth')}
            prefix={<span className="qb-prefix">{t('opens.nth')}</span>}
            min={1}
            max={365}
            precision={0}
            value={numberOf(value.n) ?? null}
            onChange={(n) => onChange({ kind: 'day', ...(typeof n === 'number' ? { n } : {}) })}
          />
        )}
        {rule === 'date' && (
          <Input
            type="date"
            aria-label={t('opens.on')}
            title={t('opens.on')}
            value={dateText(value.day)}
            onChange={(e) => onChange({ kind: 'date', day: dayOfDate(e.target.value) })}
          />
        )}
      </div>
    </Field>
  );
};

const Which = ({ build, at, value, onChange }: Props) => {
  const t = useS('quests');
  const others = islandsOf(build).flatMap((island, i) =>
    i === at ? [] : [{ value: stringOf(island.id), label: nameIn(island.name) || t('unnamed') }],
  );
  return (
    <Select
      aria-label={t('opens.island')}
      value={stringOf(value.island)}
      options={[{ value: '', label: t('opens.before') }, ...others]}
      onChange={(island: string) => onChange({ kind: value.kind, ...(island === '' ? {} : { island }) })}
    />
  );
};
