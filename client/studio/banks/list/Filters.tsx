import { Button, InputNumber, Select, TreeSelect } from 'antd';
import type { ReactNode } from 'react';
import { type BankFrame, QUESTION_SORTS, STAT_FLAGS } from '../../../../server/domain/api-bank.ts';
import { QUESTION_STATES, QUESTION_TYPES } from '../../../../server/domain/question.ts';
import { pick } from '../../../i18n/index.ts';
import { useS } from '../../i18n/index.ts';
import { leaveByTab } from '../../parts/leave-by-tab.ts';
import { type Branch, branchesOf } from '../category-tree.ts';
import { FLAG_TEXT } from './flag-text.ts';
import { type ListState, narrowed } from './list-filter.ts';

type Props = {
  frame: BankFrame;
  list: ListState;
  onList: (list: ListState) => void;
  /** Opens the care of the category tree. */
  onCategories?: (() => void) | undefined;
};
type Change = Parameters<typeof narrowed>[1];
type TreeNode = { value: string; title: string; children: TreeNode[] };

const nodeOf = (b: Branch): TreeNode => ({
  value: b.id,
  title: `${b.name} (${b.all})`,
  children: b.children.map(nodeOf),
});
const DIFFICULTIES = [1, 2, 3, 4, 5] as const;
const NONE = '∅';

/** Every filter as one field; in a row on a wide screen, one below the other in a drawer. */
export const Filters = (props: Props) => {
  const t = useS('bank');
  const ts = useS('shell');
  const { frame, list, onList } = props;
  const set = (change: Change): void => onList(narrowed(list, change));
  return (
    <>
      <Many
        name={t('col.type')}
        value={list.types}
        options={QUESTION_TYPES.map((value) => ({ value, label: ts(`type.${value}`) }))}
        onPick={(types) => set({ types })}
      />
      <Many
        name={t('col.state')}
        value={list.states}
        options={QUESTION_STATES.map((value) => ({ value, label: ts(`state.${value}`) }))}
        onPick={(states) => set({ states })}
      />
      <CategoryFilter {...props} set={set} />
      <Many
        name={t('col.tags')}
        value={list.tags}
        options={frame.tags.map(({ tag, questions }) => ({ value: tag, label: `${tag} (${questions})` }))}
        onPick={(tags) => set({ tags })}
      />
      <One
        name={t('col.point')}
        value={list.point === '' ? NONE : list.point}
        options={[
          { value: NONE, label: t('point.none') },
          ...frame.points.map((p) => ({ value: p.id, label: `${pick(p.name)} (${p.questions})` })),
        ]}
        onPick={(point) => set({ point: point === NONE ? '' : point })}
      />
      <One
        name={t('col.author')}
        value={list.author}
        options={frame.people.map(({ id, name }) => ({ value: id, label: name }))}
        onPick={(author) => set({ author })}
      />
      <Many
        name={t('col.difficulty')}
        value={list.difficulties}
        options={DIFFICULTIES.map((value) => ({ value, label: ts(`difficulty.${value}`) }))}
        onPick={(difficulties) => set({ difficulties })}
      />
      <One
        name={t('col.flags')}
        value={list.flag}
        options={STAT_FLAGS.map((value) => ({ value, label: t(FLAG_TEXT[value]) }))}
        onPick={(flag) => set({ flag })}
      />
      <Facility list={list} set={set} />
    </>
  );
};

type FieldProps<T, V> = {
  name: string;
  value: V | undefined;
  options: { value: T; label: string }[];
  onPick: (value: V | undefined) => void;
};

const Labelled = ({ name, isSet, children }: { name: string; isSet: boolean; children: ReactNode }) => (
  <div className={`filter${isSet ? ' is-set' : ''}`}>
    <span className="filter-name" aria-hidden="true">
      {name}
    </span>
    {children}
  </div>
);

const Many = <T extends string | number>({ name, value = [], options, onPick }: FieldProps<T, T[]>) => (
  <Labelled name={name} isSet={value.length > 0}>
    <Select<T[]>
      mode="multiple"
      onInputKeyDown={leaveByTab}
      allowClear
      aria-label={name}
      placeholder={name}
      value={value}
      maxTagCount={1}
      popupMatchSelectWidth={false}
      showSearch={{ optionFilterProp: 'label' }}
      options={options}
      onChange={(list) => onPick(list.length === 0 ? undefined : list)}
    />
  </Labelled>
);

const One = <T extends string>({ name, value, options, onPick }: FieldProps<T, T>) => (
  <Labelled name={name} isSet={value !== undefined}>
    <Select<T | null>
      allowClear
      aria-label={name}
      placeholder={name}
      value={value ?? null}
      popupMatchSelectWidth={false}
      showSearch={{ optionFilterProp: 'label' }}
      options={options}
      onChange={(v) => onPick(v ?? undefined)}
    />
  </Labelled>
);

const CategoryFilter = ({ frame, list, set, onCategories }: Props & { set: (c: Change) => void }) => {
  const t = useS('bank');
  return (
    <Labelled name={t('col.category')} isSet={list.category !== undefined}>
      <TreeSelect<string | null>
        allowClear
        aria-label={t('col.category')}
        placeholder={t('col.category')}
        value={list.category === '' ? NONE : (list.category ?? null)}
        popupMatchSelectWidth={false}
        showSearch={{ treeNodeFilterProp: 'title' }}
        treeDefaultExpandAll={frame.categories.length <= 40}
        treeData={[
          { value: NONE, title: t('category.none'), children: [] },
          ...branchesOf(frame.categories).map(nodeOf),
        ]}
        onChange={(v) => set({ category: v === NONE ? '' : (v ?? undefined) })}
        popupRender={(menu) => (
          <>
            {menu}
            {onCategories !== undefined && (
              <Button type="link" block onClick={onCategories}>
                {t('categories.manage')}
              </Button>
            )}
          </>
        )}
      />
    </Labelled>
  );
};

const Facility = ({ list, set }: { list: ListState; set: (c: Change) => void }) => {
  const t = useS('bank');
  const isSet = list.facilityAbove !== undefined || list.facilityBelow !== undefined;
  const field = (name: 'facilityAbove' | 'facilityBelow') => (
    <InputNumber
      aria-label={t(`filter.${name}`)}
      placeholder={t(`filter.${name}`)}
      min={0}
      max={100}
      suffix="%"
      controls={false}
      changeOnWheel={false}
      value={list[name] ?? null}
      onChange={(v) => set({ [name]: v ?? undefined })}
    />
  );
  return (
    <Labelled name={t('col.facility')} isSet={isSet}>
      <span className="filter-pair">
        {field('facilityAbove')}
        {field('facilityBelow')}
      </span>
    </Labelled>
  );
};

/** The order of the list, for a screen without column heads. */
export const SortField = ({ list, onList }: Pick<Props, 'list' | 'onList'>) => {
  const t = useS('bank');
  const now = `${list.sort ?? 'updated'} ${(list.descending ?? true) ? 'down' : 'up'}`;
  return (
    <Labelled name={t('sort')} isSet={false}>
      <Select
        aria-label={t('sort')}
        value={now}
        options={QUESTION_SORTS.flatMap((sort) =>
          (['down', 'up'] as const).map((way) => ({
            value: `${sort} ${way}`,
            label: t(`sort.${way}`, { what: t(`col.${sort}`) }),
          })),
        )}
        onChange={(value) => {
          const [by, way] = value.split(' ');
          onList(narrowed(list, { sort: QUESTION_SORTS.find((s) => s === by), descending: way === 'down' }));
        }}
      />
    </Labelled>
  );
};
