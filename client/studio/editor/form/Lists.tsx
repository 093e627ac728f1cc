import { MOST_PARTS } from '../../../../server/domain/question.ts';
import type { Lang } from '../../../../server/domain/text.ts';
import { useS } from '../../i18n/index.ts';
import { letterOf, spread } from '../choice.ts';
import { fieldsOf, listOf, moved, numberOf, put, putAt, putText, textAt, without } from '../draft.ts';
import { at, type PartProps } from './Choice.tsx';
import { useForm } from './context.ts';
import { PartList } from './PartList.tsx';
import { NumberField } from './PlainFields.tsx';
import { FaultAt, TextPair } from './TextPair.tsx';

type TextsProps = {
  path: string;
  label: string;
  addLabel: string;
  list: readonly unknown[];
  nameOf: (at: number) => string;
  most?: number;
  least?: number;
  movable?: boolean;
  onChange: (next: readonly unknown[]) => void;
};
/** A list of texts. */
const Texts = ({ path, label, addLabel, list, nameOf, onChange, ...more }: TextsProps) => (
  <PartList
    path={path}
    label={label}
    addLabel={addLabel}
    count={list.length}
    most={more.most ?? MOST_PARTS}
    least={more.least ?? 2}
    nameOf={nameOf}
    onAdd={() => onChange([...list, {}])}
    onRemove={(i) => onChange(without(list, i))}
    onSpread={(i, lines, lang) => onChange(spread(list, i, lines, (p, line) => putText(p, lang, line)))}
    {...(more.movable === true ? { onMove: (a: number, b: number) => onChange(moved(list, a, b)) } : {})}
  >
    {(i, keys) => (
      <TextPair
        quiet
        label={nameOf(i)}
        path={at(path, i)}
        value={list[i]}
        onChange={(next) => onChange(putAt(list, i, next))}
        {...keys}
      />
    )}
  </PartList>
);

export const OrderingFields = ({ value, onChange, path }: PartProps) => {
  const t = useS('editor');
  return (
    <Texts
      movable
      path={at(path, 'items')}
      label={t('ordering.items')}
      addLabel={t('ordering.add')}
      list={listOf(value.items)}
      nameOf={(i) => t('step', { n: i + 1 })}
      onChange={(items) => onChange(put(value, 'items', items))}
    />
  );
};

/** "left = right", "left\tright" or only the left side of a pasted pair. */
const pairIn = (part: unknown, lang: Lang, line: string) => {
  const [left = '', right] = line.split(/\t|\s(?:=|—|->|→)\s/u);
  const p = fieldsOf(part);
  const next = put(p, 'left', putText(p.left, lang, left.trim()));
  return put(next, 'right', right === undefined ? (p.right ?? {}) : putText(p.right, lang, right.trim()));
};

export const MatchingFields = ({ value, onChange, path }: PartProps) => {
  const t = useS('editor');
  const pairs = listOf(value.pairs);
  return (
    <>
      <PartList
        path={at(path, 'pairs')}
        label={t('pairs')}
        addLabel={t('pairs.add')}
        count={pairs.length}
        most={MOST_PARTS}
        nameOf={(i) => t('pair', { n: i + 1 })}
        onAdd={() => onChange(put(value, 'pairs', [...pairs, { left: {}, right: {} }]))}
        onMove={(a, b) => onChange(put(value, 'pairs', moved(pairs, a, b)))}
        onRemove={(i) => onChange(put(value, 'pairs', without(pairs, i)))}
        onSpread={(i, lines, lang) =>
          onChange(
            put(
              value,
              'pairs',
              spread(pairs, i, lines, (p, line) => pairIn(p, lang, line)),
            ),
          )
        }
      >
        {(i, keys) => (
          <div className="qf-pair">
            {(['left', 'right'] as const).map((side) => (
              <TextPair
                key={side}
                quiet
                label={t(`pair.${side}`, { n: i + 1 })}
                placeholder={t(`pair.${side}.short`)}
                path={at(path, 'pairs', i, side)}
                value={fieldsOf(pairs[i])[side]}
                onChange={(next) => onChange(put(value, 'pairs', putAt(pairs, i, put(pairs[i], side, next))))}
                {...keys}
              />
            ))}
          </div>
        )}
      </PartList>
      <Texts
        path={at(path, 'extras')}
        label={t('extras')}
        addLabel={t('extras.add')}
        least={0}
        list={listOf(value.extras)}
        nameOf={(i) => t('extra', { n: i + 1 })}
        onChange={(extras) => onChange(put(value, 'extras', extras.length === 0 ? undefined : extras))}
      />
    </>
  );
};

export const CategorisingFields = ({ value, onChange, path }: PartProps) => {
  const t = useS('editor');
  const [categories, items] = [listOf(value.categories), listOf(value.items)];
  const dropCategory = (next: readonly unknown[]): void => {
    const gone = categories.findIndex((c, i) => c !== next[i]);
    const home = (c: number | undefined): number =>
      c === undefined || c < gone ? (c ?? 0) : Math.max(0, c - 1);
    const rehomed = items.map((i) => put(i, 'category', home(numberOf(fieldsOf(i).category))));
    onChange({ ...value, categories: next, items: rehomed });
  };
  return (
    <>
      <Texts
        path={at(path, 'categories')}
        label={t('categories')}
        addLabel={t('categories.add')}
        most={8}
        list={categories}
        nameOf={(i) => t('category', { letter: letterOf(i) })}
        onChange={(next) =>
          next.length < categories.length ? dropCategory(next) : onChange(put(value, 'categories', next))
        }
      />
      <PartList
        path={at(path, 'items')}
        label={t('items')}
        addLabel={t('items.add')}
        count={items.length}
        most={MOST_PARTS}
        least={2}
        nameOf={(i) => t('item', { n: i + 1 })}
        onAdd={() =>
          onChange(
            put(value, 'items', [
              ...items,
              { text: {}, category: numberOf(fieldsOf(items.at(-1)).category) ?? 0 },
            ]),
          )
        }
        onMove={(a, b) => onChange(put(value, 'items', moved(items, a, b)))}
        onRemove={(i) => onChange(put(value, 'items', without(items, i)))}
        onSpread={(i, lines, lang) =>
          onChange(
            put(
              value,
              'items',
              spread(items, i, lines, (p, line) => ({
                category: numberOf(fieldsOf(p).category) ?? 0,
                text: putText(fieldsOf(p).text, lang, line),
              })),
            ),
          )
        }
      >
        {(i, keys) => (
          <div className="qf-item">
            <TextPair
              quiet
              label={t('item', { n: i + 1 })}
              path={at(path, 'items', i, 'text')}
              value={fieldsOf(items[i]).text}
              onChange={(next) => onChange(put(value, 'items', putAt(items, i, put(items[i], 'text', next))))}
              {...keys}
            />
            <CategorySelect
              label={t('item.category', { n: i + 1 })}
              value={numberOf(fieldsOf(items[i]).category) ?? 0}
              categories={categories}
              onChange={(c) => onChange(put(value, 'items', putAt(items, i, put(items[i], 'category', c))))}
            />
            <FaultAt path={at(path, 'items', i)} />
          </div>
        )}
      </PartList>
    </>
  );
};

type SelectProps = {
  label: string;
  value: number;
  categories: readonly unknown[];
  onChange: (next: number) => void;
};
const CategorySelect = ({ label, value, categories, onChange }: SelectProps) => {
  const { readOnly, show } = useForm();
  const named = (c: unknown): string => textAt(c, show[0] ?? 'zh') || textAt(c, 'zh') || textAt(c, 'en');
  return (
    <select
      className="qf-text qf-select"
      aria-label={label}
      disabled={readOnly}
      value={value}
      onChange={(e) => onChange(Number(e.target.value))}
    >
      {categories.map((c, i) => (
        <option key={letterOf(i)} value={i}>
          {letterOf(i)} {named(c)}
        </option>
      ))}
    </select>
  );
};

export const EssayFields = ({ value, onChange, path }: PartProps) => {
  const t = useS('editor');
  const rubric = listOf(value.rubric);
  const rubricChanged = (next: readonly unknown[]): void =>
    onChange(put(value, 'rubric', next.length === 0 ? undefined : next));
  return (
    <>
      <PartList
        path={at(path, 'rubric')}
        label={t('rubric')}
        addLabel={t('rubric.add')}
        count={rubric.length}
        most={10}
        least={0}
        nameOf={(i) => t('criterion', { n: i + 1 })}
        onAdd={() => rubricChanged([...rubric, { name: {}, points: 5 }])}
        onMove={(a, b) => rubricChanged(moved(rubric, a, b))}
        onRemove={(i) => rubricChanged(without(rubric, i))}
      >
        {(i, keys) => (
          <div className="qf-item">
            <TextPair
              quiet
              plain
              label={t('criterion', { n: i + 1 })}
              path={at(path, 'rubric', i, 'name')}
              value={fieldsOf(rubric[i]).name}
              onChange={(name) => rubricChanged(putAt(rubric, i, put(rubric[i], 'name', name)))}
              {...keys}
            />
            <NumberField
              label={t('criterion.points')}
              path={at(path, 'rubric', i, 'points')}
              value={fieldsOf(rubric[i]).points}
              onChange={(points) => rubricChanged(putAt(rubric, i, put(rubric[i], 'points', points)))}
            />
          </div>
        )}
      </PartList>
      {(['sample', 'template'] as const).map((field) => (
        <TextPair
          key={field}
          optional
          rows={3}
          label={t(field)}
          path={at(path, field)}
          value={value[field]}
          onChange={(next) => onChange(put(value, field, next))}
        />
      ))}
      <NumberField
        label={t('words')}
        path={at(path, 'maxWords')}
        value={value.maxWords}
        onChange={(n) => onChange(put(value, 'maxWords', n))}
      />
    </>
  );
};
