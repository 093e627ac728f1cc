import { Button, Segmented, Select } from 'antd';
import { useId, useState } from 'react';
import type { FilterChoices } from '../../../server/domain/api-figure.ts';
import type { Filter } from '../../../server/domain/figure.ts';
import { pick } from '../../i18n/index.ts';
import { useS } from '../i18n/index.ts';
import { treeOf } from '../people/tree.ts';
import { daysOf, type Narrowing, narrowed, PRESETS, type Preset, presetOf } from './filter-address.ts';

type Props = { choices: FilterChoices; filter: Filter; onChange: (next: Filter) => void };
type Option = { value: string; label: string };

const iso = (day: number): string => String(day).replace(/^(\d{4})(\d\d)(\d\d)$/u, '$1-$2-$3');
const dayIn = (said: string): number => Number(said.replaceAll('-', ''));

const optionsOf = (choices: FilterChoices): Record<Narrowing, Option[]> => ({
  department: treeOf(
    choices.departments.map(({ id, name, parent }) => ({
      id,
      name,
      people: 0,
      ...(parent === null ? {} : { parent }),
    })),
  ).map(({ id, name, depth }) => ({
    value: id,
    label: `${'　'.repeat(depth)}${name}`,
  })),
  post: choices.posts.map((post) => ({ value: post, label: post })),
  cohort: choices.cohorts.map(({ id, name }) => ({ value: id, label: name })),
  quest: choices.quests.map(({ id, name }) => ({ value: id, label: pick(name) })),
  bank: choices.banks.map(({ id, name }) => ({ value: id, label: pick(name) })),
});

/** Days and narrowings for all figures below; on a phone the narrowings are folded away. */
export const FilterBar = ({ choices, filter, onChange }: Props) => {
  const t = useS('insight');
  const [open, setOpen] = useState(false);
  const fields = useId();
  const options = optionsOf(choices);
  const names = (Object.keys(options) as Narrowing[]).filter(
    (name) => options[name].length > 0 || filter[name] !== undefined,
  );
  const set = names.filter((name) => filter[name] !== undefined);
  const onDay = (end: 'from' | 'to', said: string): void => {
    const day = dayIn(said);
    if (said === '' || day < 19_700_101) return;
    const next = { ...filter, [end]: day };
    onChange(next.from > next.to ? { ...next, from: day, to: day } : next);
  };
  return (
    <search className="filter-bar" aria-label={t('filter')}>
      <Segmented<Preset | 'own'>
        aria-label={t('days')}
        value={presetOf(filter, choices) ?? 'own'}
        options={PRESETS.map((preset) => ({ value: preset, label: t(`preset.${preset}`) }))}
        onChange={(preset) => preset !== 'own' && onChange({ ...filter, ...daysOf(preset, choices) })}
      />
      <span className="filter-days">
        {(['from', 'to'] as const).map((end) => (
          <input
            key={end}
            type="date"
            aria-label={t(end)}
            value={iso(filter[end])}
            max={iso(choices.today)}
            onChange={(e) => onDay(end, e.target.value)}
          />
        ))}
      </span>
      <Button
        className="filter-more"
        aria-expanded={open}
        aria-controls={fields}
        onClick={() => setOpen(!open)}
      >
        {t('narrow', { n: set.length })}
      </Button>
      <div id={fields} className={open ? 'filter-fields is-open' : 'filter-fields'}>
        {names.map((name) => (
          <Select
            key={name}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            aria-label={t(`by.${name}`)}
            placeholder={t(`by.${name}`)}
            value={filter[name] ?? null}
            options={options[name]}
            onChange={(value: string | null | undefined) =>
              onChange(narrowed(filter, name, value ?? undefined))
            }
          />
        ))}
      </div>
    </search>
  );
};

/** The filter in words, for paper. */
export const FilterLine = ({ choices, filter, at }: Omit<Props, 'onChange'> & { at: string }) => {
  const t = useS('insight');
  const options = optionsOf(choices);
  const said = (Object.keys(options) as Narrowing[]).flatMap((name) => {
    const value = filter[name];
    if (value === undefined) return [];
    const label = options[name].find((one) => one.value === value)?.label.trim() ?? value;
    return [`${t(`by.${name}`)}: ${label}`];
  });
  return (
    <p className="paper-line">
      {[`${iso(filter.from)} – ${iso(filter.to)}`, ...said, t('printed', { at })].join(' · ')}
    </p>
  );
};
