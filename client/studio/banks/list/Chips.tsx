import { Button, Tag } from 'antd';
import type { BankFrame } from '../../../../server/domain/api-bank.ts';
import { pick } from '../../../i18n/index.ts';
import { type StudioT, useS } from '../../i18n/index.ts';
import { branchesOf, flat } from '../category-tree.ts';
import { FLAG_TEXT } from './flag-text.ts';
import { ALL, filtersIn, type ListState, narrowed } from './list-filter.ts';

type Chip = { key: string; label: string; without: Parameters<typeof narrowed>[1] };
type Texts = { t: StudioT<'bank'>; ts: StudioT<'shell'> };

const manyOf = <K extends 'types' | 'states' | 'tags' | 'difficulties'>(
  list: ListState,
  field: K,
  label: (value: NonNullable<ListState[K]>[number]) => string,
): Chip[] => {
  const all: readonly NonNullable<ListState[K]>[number][] = list[field] ?? [];
  return all.map((value) => ({
    key: `${field} ${value}`,
    label: label(value),
    without: { [field]: all.filter((v) => v !== value) },
  }));
};

const chipsOf = (list: ListState, frame: BankFrame, { t, ts }: Texts): Chip[] => {
  const one = (field: keyof ListState, label: string): Chip[] =>
    list[field] === undefined ? [] : [{ key: field, label, without: { [field]: undefined } }];
  const category = flat(branchesOf(frame.categories)).find((c) => c.id === list.category);
  const point = frame.points.find((p) => p.id === list.point);
  return [
    ...manyOf(list, 'types', (v) => ts(`type.${v}`)),
    ...manyOf(list, 'states', (v) => ts(`state.${v}`)),
    ...one('category', category?.path ?? t('category.none')),
    ...manyOf(list, 'tags', (v) => `#${v}`),
    ...one('point', point === undefined ? t('point.none') : pick(point.name)),
    ...one('author', frame.people.find((p) => p.id === list.author)?.name ?? '?'),
    ...manyOf(list, 'difficulties', (v) => ts(`difficulty.${v}` as 'difficulty.1')),
    ...one('flag', list.flag === undefined ? '' : t(FLAG_TEXT[list.flag])),
    ...one('facilityAbove', t('chip.above', { n: list.facilityAbove ?? 0 })),
    ...one('facilityBelow', t('chip.below', { n: list.facilityBelow ?? 0 })),
  ];
};

type Props = { frame: BankFrame; list: ListState; onList: (list: ListState) => void };

/** What the list is narrowed to, each taken off by its cross. */
export const Chips = ({ frame, list, onList }: Props) => {
  const texts = { t: useS('bank'), ts: useS('shell') };
  if (filtersIn(list) === 0) return null;
  const { text, sort, descending, size } = list;
  return (
    <p className="list-chips">
      {chipsOf(list, frame, texts).map(({ key, label, without }) => (
        <Tag
          key={key}
          color="blue"
          closable={{ 'aria-label': texts.t('chip.off', { what: label }) }}
          onClose={(e) => {
            e.preventDefault();
            onList(narrowed(list, without));
          }}
        >
          {label}
        </Tag>
      ))}
      <Button
        type="link"
        size="small"
        onClick={() => onList(narrowed({ ...ALL, size }, { text, sort, descending }))}
      >
        {texts.t('chip.clear')}
      </Button>
    </p>
  );
};
