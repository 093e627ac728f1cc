import { Button, Checkbox, Input, InputNumber, Select } from 'antd';
import { useCallback } from 'react';
import type { OsmMeasure, OsmTree } from '../../../../server/domain/effect.ts';
import type { MetricView } from '../../../../server/domain/figure.ts';
import { pick } from '../../../i18n/index.ts';
import { definitions } from '../../../net/figures.ts';
import { loadStudio } from '../../../net/studio.ts';
import { columnOf } from '../../charts/draw.ts';
import { useS } from '../../i18n/index.ts';
import { Labelled } from '../../parts/Labelled.tsx';
import { useLoaded } from '../../parts/use-loaded.ts';
import { freshId, newMeasure, type Strategy, withOne } from './osm.ts';

const MOST = 20;
type Objective = OsmTree['objectives'][number];
/** What every form of the tree needs: figures, people who may own a measure, an id that nothing has. */
type Tools = {
  metrics: ReadonlyMap<string, MetricView>;
  people: { value: string; label: string }[];
  fresh: () => string;
};
const load = async (): Promise<Omit<Tools, 'fresh'>> => {
  const [metrics, studio] = await Promise.all([definitions(), loadStudio()]);
  const people = studio.people.filter(({ role }) => role !== 'learner');
  return { metrics, people: people.map(({ id, name }) => ({ value: id, label: name })) };
};
type Edit<T> = { value: T; onChange: (next?: T) => void };

/** The tree as a form: names, figures, targets; everything by keyboard. */
export const OsmEditor = ({ tree, onChange }: { tree: OsmTree; onChange: (next: OsmTree) => void }) => {
  const t = useS('effect');
  const { value } = useLoaded(useCallback(load, []));
  const { objectives } = tree;
  const tools: Tools = { metrics: new Map(), people: [], ...value, fresh: () => freshId(tree) };
  const add = (): void =>
    onChange({ objectives: [...objectives, { id: freshId(tree), name: '', strategies: [] }] });
  return (
    <div className="osm-form">
      {objectives.map((o, i) => (
        <ObjectiveForm
          key={o.id}
          value={o}
          tools={tools}
          onChange={(next) => onChange({ objectives: withOne(objectives, i, next) })}
        />
      ))}
      <Button disabled={objectives.length >= MOST} onClick={add}>
        {t('osm.add.objective')}
      </Button>
    </div>
  );
};

type NamedProps = { label: string; name: string; onName: (name: string) => void; onRemove: () => void };
const Named = ({ label, name, onName, onRemove }: NamedProps) => {
  const t = useS('effect');
  return (
    <div className="osm-named">
      <Labelled label={label}>
        <Input maxLength={120} value={name} onChange={(e) => onName(e.target.value)} />
      </Labelled>
      <Button aria-label={`${t('remove')} · ${label} ${name}`} onClick={onRemove}>
        {t('remove')}
      </Button>
    </div>
  );
};

const ObjectiveForm = ({ value, tools, onChange }: Edit<Objective> & { tools: Tools }) => {
  const t = useS('effect');
  const { strategies } = value;
  return (
    <fieldset>
      <legend>{value.name || t('osm.objective')}</legend>
      <Named
        label={t('osm.objective')}
        name={value.name}
        onName={(name) => onChange({ ...value, name })}
        onRemove={() => onChange(undefined)}
      />
      {strategies.map((s, i) => (
        <StrategyForm
          key={s.id}
          value={s}
          tools={tools}
          onChange={(next) => onChange({ ...value, strategies: withOne(strategies, i, next) })}
        />
      ))}
      <Button
        disabled={strategies.length >= MOST}
        onClick={() =>
          onChange({ ...value, strategies: [...strategies, { id: tools.fresh(), name: '', measures: [] }] })
        }
      >
        {t('osm.add.strategy')}
      </Button>
    </fieldset>
  );
};

const StrategyForm = ({ value, tools, onChange }: Edit<Strategy> & { tools: Tools }) => {
  const t = useS('effect');
  const { measures } = value;
  return (
    <fieldset>
      <legend>{value.name || t('osm.strategy')}</legend>
      <Named
        label={t('osm.strategy')}
        name={value.name}
        onName={(name) => onChange({ ...value, name })}
        onRemove={() => onChange(undefined)}
      />
      {measures.map((m, i) => (
        <MeasureForm
          key={m.id}
          value={m}
          tools={tools}
          onChange={(next) => onChange({ ...value, measures: withOne(measures, i, next) })}
        />
      ))}
      <Button
        disabled={measures.length >= MOST}
        onClick={() => onChange({ ...value, measures: [...measures, newMeasure(tools.fresh())] })}
      >
        {t('osm.add.measure')}
      </Button>
    </fieldset>
  );
};

const NUMBERS: ReadonlySet<string> = new Set(['count', 'number', 'share', 'change', 'ms', 'coins']);
const MeasureForm = ({ value, tools, onChange }: Edit<OsmMeasure> & { tools: Tools }) => {
  const t = useS('effect');
  const { metrics, people } = tools;
  const metric = metrics.get(value.metric);
  const columns = metric?.columns.filter((c) => NUMBERS.has(c.kind)) ?? [];
  const scale = metric !== undefined && columnOf(metric, value.column)?.kind === 'share' ? 100 : 1;
  const { target } = value;
  const aim = (field: 'value' | 'amber') => (
    <Labelled label={`${t(`osm.aim.${field}`)}${scale === 100 ? ' (%)' : ''}`}>
      <InputNumber
        value={Math.round(target[field] * scale * 1000) / 1000}
        onChange={(n) => onChange({ ...value, target: { ...target, [field]: (n ?? 0) / scale } })}
      />
    </Labelled>
  );
  const choose = (id: string): void => {
    const first = metrics.get(id)?.columns.find((c) => c.id === 'rate' || NUMBERS.has(c.kind));
    onChange({ ...value, metric: id, column: first?.id ?? value.column });
  };
  return (
    <fieldset>
      <legend>{value.name || t('osm.measure')}</legend>
      <Named
        label={t('osm.measure')}
        name={value.name}
        onName={(name) => onChange({ ...value, name })}
        onRemove={() => onChange(undefined)}
      />
      <div className="effect-fields">
        <Labelled label={t('osm.metric')}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            value={value.metric}
            options={[...metrics.values()].map((m) => ({ value: m.id, label: pick(m.name) }))}
            onChange={choose}
          />
        </Labelled>
        <Labelled label={t('osm.column')}>
          <Select
            value={value.column}
            options={columns.map((c) => ({ value: c.id, label: pick(c.name) }))}
            onChange={(column: string) => onChange({ ...value, column })}
          />
        </Labelled>
        <Labelled label={t('osm.row')}>
          <Select
            value={value.row}
            options={(['first', 'last'] as const).map((row) => ({ value: row, label: t(`osm.row.${row}`) }))}
            onChange={(row: 'first' | 'last') => onChange({ ...value, row })}
          />
        </Labelled>
        <Labelled label={t('osm.days')}>
          <InputNumber
            min={1}
            max={400}
            precision={0}
            value={value.days}
            onChange={(days) => onChange({ ...value, days: days ?? 1 })}
          />
        </Labelled>
        <Labelled label={t('osm.better')}>
          <Select
            value={target.better}
            options={(['up', 'down'] as const).map((way) => ({ value: way, label: t(`osm.better.${way}`) }))}
            onChange={(better: 'up' | 'down') => onChange({ ...value, target: { ...target, better } })}
          />
        </Labelled>
        {aim('value')}
        {aim('amber')}
        <Labelled label={t('osm.owner')}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            value={value.owner ?? null}
            options={people}
            onChange={(owner: string | null | undefined) => {
              const { owner: _, ...rest } = value;
              onChange(owner ? { ...rest, owner } : rest);
            }}
          />
        </Labelled>
        <Labelled label={t('osm.action')}>
          <Input
            maxLength={200}
            placeholder="/reach/segments"
            value={value.action ?? ''}
            onChange={(e) => onChange({ ...value, action: e.target.value })}
          />
        </Labelled>
      </div>
      <Checkbox checked={value.alert} onChange={(e) => onChange({ ...value, alert: e.target.checked })}>
        {t('osm.alert')}
      </Checkbox>
    </fieldset>
  );
};
