import { Button, Input, InputNumber, Select } from 'antd';
import {
  AWARD_METRICS,
  type AwardComponent,
  type AwardDefinition,
  MISSING,
  PRACTICE_CAP,
  weightOf,
} from '../../../server/domain/award-shape.ts';
import { useT } from '../../i18n/index.ts';
import { Icon } from '../../ui/parts/index.ts';
import { useS } from '../i18n/index.ts';
import { Labelled } from '../parts/Labelled.tsx';
import { textWith } from './Fields.tsx';

type Composite = Extract<AwardDefinition, { kind: 'composite' }>;
type Props = { def: Composite; onChange: (next: Composite) => void };

const MOST = 10;
/** The first id that no component has. */
const freeId = (all: readonly AwardComponent[]): string => {
  const taken = new Set(all.map((c) => c.id));
  return Array.from({ length: MOST + 1 }, (_, i) => `c${i + 1}`).find((id) => !taken.has(id)) ?? 'c';
};
/** A component of another metric, with what that one needs. */
const asMetric = (c: AwardComponent, metric: AwardComponent['metric'], label: string): AwardComponent => {
  const { cap: _, label: __, ...rest } = c;
  return {
    ...rest,
    metric,
    ...(metric === 'practice' ? { cap: PRACTICE_CAP } : {}),
    ...(metric === 'imported' ? { label: { zh: label } } : {}),
  };
};

/** The components with their weights; what they add up to is said at once. */
export const Parts = ({ def, onChange }: Props) => {
  const t = useS('awards');
  const { components } = def;
  const sum = weightOf(components);
  const put = (at: number, next: AwardComponent | undefined): void =>
    onChange({
      ...def,
      components: components.flatMap((c, i) => (i === at ? (next ? [next] : []) : [c])),
    });
  const add = (): void => {
    const fresh: AwardComponent = {
      ...{ id: freeId(components), metric: 'completion', weight: Math.max(1, 100 - sum) },
      ...{ direction: 'more', missing: 'zero' },
    };
    onChange({ ...def, components: [...components, fresh] });
  };
  return (
    <fieldset className="award-part-list">
      <legend>{t('parts')}</legend>
      {components.map((c, i) => (
        <Part
          key={c.id}
          part={c}
          onChange={(next) => put(i, next)}
          {...(components.length > 1 ? { onRemove: () => put(i, undefined) } : {})}
        />
      ))}
      <p className={`award-sum ${sum === 100 ? 'is-whole' : 'is-off'}`} role="status">
        <Icon name={sum === 100 ? 'check-mark-button' : 'balance-scale'} size={24} />
        {sum === 100 ? t('sum.ok') : t('sum.off', { n: sum })}
      </p>
      <Button disabled={components.length >= MOST} onClick={add}>
        {t('add')}
      </Button>
    </fieldset>
  );
};

type PartProps = { part: AwardComponent; onChange: (next: AwardComponent) => void; onRemove?: () => void };
const Part = ({ part, onChange, onRemove }: PartProps) => {
  const t = useS('awards');
  const game = useT('seasons');
  const name = game(`award.m.${part.metric}`);
  return (
    <div className="award-part">
      <Select
        aria-label={t('part')}
        value={part.metric}
        options={AWARD_METRICS.map((m) => ({ value: m, label: game(`award.m.${m}`) }))}
        onChange={(metric: AwardComponent['metric']) =>
          onChange(asMetric(part, metric, game('award.m.imported')))
        }
      />
      <Labelled label={t('weight')}>
        <InputNumber
          min={1}
          max={100}
          precision={0}
          aria-label={`${t('weight')} · ${name}`}
          value={part.weight}
          onChange={(n) => onChange({ ...part, weight: n ?? 1 })}
        />
      </Labelled>
      <Select
        aria-label={`${t('direction')} · ${name}`}
        value={part.direction}
        options={(['more', 'less'] as const).map((d) => ({ value: d, label: t(`direction.${d}`) }))}
        onChange={(direction: AwardComponent['direction']) => onChange({ ...part, direction })}
      />
      <Select
        aria-label={`${t('missing')} · ${name}`}
        value={part.missing}
        options={MISSING.map((m) => ({ value: m, label: `${t('missing')} ${t(`missing.${m}`)}` }))}
        onChange={(missing: AwardComponent['missing']) => onChange({ ...part, missing })}
      />
      {part.metric === 'practice' && (
        <Labelled label={t('cap')}>
          <InputNumber
            min={1}
            max={1000}
            value={part.cap ?? PRACTICE_CAP}
            onChange={(n) => onChange({ ...part, cap: n ?? PRACTICE_CAP })}
          />
        </Labelled>
      )}
      {part.metric === 'imported' &&
        (['zh', 'en'] as const).map((lang) => (
          <Input
            key={lang}
            maxLength={40}
            aria-label={`${t('label')} · ${t(lang)}`}
            placeholder={`${t('label')} · ${t(lang)}`}
            value={part.label?.[lang] ?? ''}
            onChange={(e) => onChange({ ...part, label: textWith(part.label, lang, e.target.value) })}
          />
        ))}
      {onRemove && (
        <Button type="text" aria-label={`${t('remove')} · ${name}`} onClick={onRemove}>
          {t('remove')}
        </Button>
      )}
    </div>
  );
};
