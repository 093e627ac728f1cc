import './station.css';
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Dropdown, Input, Select } from 'antd';
import { SurveyItem } from '../../../../server/domain/survey.ts';
import { LANGS } from '../../../../server/domain/text.ts';
import {
  type Draft,
  fieldsOf,
  listOf,
  put,
  putAt,
  putText,
  stringOf,
  textAt,
  without,
} from '../../editor/draft.ts';
import { useS } from '../../i18n/index.ts';
import { Field, Said, Texts } from '../fields.tsx';
import { RowTools } from './RowTools.tsx';

const KINDS = SurveyItem.options.map((o) => o.shape.kind.value);
type Kind = (typeof KINDS)[number];
const MOST_ITEMS = 12;
const MOST_CHOICES = 10;
const kindOf = (item: Draft): Kind => KINDS.find((k) => k === item.kind) ?? 'text';

const freeId = (items: readonly unknown[]): string => {
  const taken = new Set(items.map((i) => fieldsOf(i).id));
  for (let n = items.length + 1; ; n += 1) if (!taken.has(`item-${n}`)) return `item-${n}`;
};
/** The item as another kind; its words stay. */
const asKind = (item: Draft, kind: Kind): Draft => {
  const { id, text = {} } = item;
  return {
    kind,
    id,
    text,
    ...(kind === 'choice' ? { options: listOf(item.options).length > 1 ? item.options : [{}, {}] } : {}),
  };
};

type Props = { path: string; survey: Draft; onChange: (next: Draft) => void };

/** The items of a survey in their order. */
export const SurveyForm = ({ path, survey, onChange }: Props) => {
  const t = useS('station');
  const items = listOf(survey.items);
  const write = (next: readonly unknown[]): void => onChange(put(survey, 'items', next));
  return (
    <section className="st-part" data-path={path}>
      <Field label={t('survey.items')} hint={t('survey.hint')} path={`${path}.items`} group>
        <ol className="st-rows">
          {[...items.entries()].map(([i, item]) => (
            <Item
              key={stringOf(fieldsOf(item).id) || i}
              at={i}
              item={fieldsOf(item)}
              items={items}
              path={`${path}.items.${i}`}
              onItem={(next) => write(putAt(items, i, next))}
              onItems={write}
            />
          ))}
        </ol>
        <Dropdown
          classNames={{ root: 'qb-menu' }}
          trigger={['click']}
          disabled={items.length >= MOST_ITEMS}
          menu={{
            items: KINDS.map((k) => ({ key: k, label: t(`item.${k}`) })),
            onClick: ({ key }) => {
              const kind = KINDS.find((k) => k === key);
              if (kind !== undefined) write([...items, asKind({ id: freeId(items) }, kind)]);
            },
          }}
        >
          <Button icon={<PlusOutlined />}>{t('item.add')}</Button>
        </Dropdown>
      </Field>
    </section>
  );
};

type ItemProps = {
  at: number;
  item: Draft;
  items: readonly unknown[];
  path: string;
  onItem: (next: Draft) => void;
  onItems: (next: readonly unknown[]) => void;
};
const Item = ({ at, item, items, path, onItem, onItems }: ItemProps) => {
  const t = useS('station');
  const nth = { n: at + 1 };
  const kind = kindOf(item);
  return (
    <li className="st-row" data-path={path}>
      <header>
        <b>{t('item', nth)}</b>
        <Select
          aria-label={`${t('item', nth)} · ${t(`item.${kind}`)}`}
          value={kind}
          options={KINDS.map((k) => ({ value: k, label: t(`item.${k}`) }))}
          onChange={(next: Kind) => onItem(asKind(item, next))}
        />
        <RowTools
          list={items}
          at={at}
          labels={{ up: t('item.up', nth), down: t('item.down', nth), remove: t('item.remove', nth) }}
          onChange={onItems}
        />
      </header>
      <Said path={path} />
      <Texts
        label={t('item.words', nth)}
        path={`${path}.text`}
        value={item.text}
        most={300}
        onChange={(text) => onItem(put(item, 'text', text))}
      />
      {kind === 'choice' && (
        <Choices
          n={at + 1}
          path={`${path}.options`}
          options={listOf(item.options)}
          onChange={(next) => onItem(put(item, 'options', next))}
        />
      )}
    </li>
  );
};

type ChoicesProps = {
  n: number;
  path: string;
  options: readonly unknown[];
  onChange: (next: readonly unknown[]) => void;
};
const Choices = ({ n, path, options, onChange }: ChoicesProps) => {
  const t = useS('station');
  const ts = useS('shell');
  return (
    <div className="st-choices" data-path={path}>
      <Said path={path} />
      {[...options.entries()].map(([k, option]) => (
        <span key={k} className="st-choice" data-path={`${path}.${k}`}>
          {LANGS.map((l) => (
            <Input
              key={l}
              aria-label={`${t('choice.words', { n, k: k + 1 })} · ${ts(`lang.${l}`)}`}
              placeholder={ts(`lang.${l}`)}
              lang={l === 'zh' ? 'zh-CN' : 'en'}
              maxLength={200}
              value={textAt(option, l)}
              onChange={(e) => onChange(putAt(options, k, putText(option, l, e.target.value)))}
            />
          ))}
          <Button
            type="text"
            aria-label={t('choice.remove', { n, k: k + 1 })}
            disabled={options.length <= 2}
            icon={<DeleteOutlined />}
            onClick={() => onChange(without(options, k))}
          />
          <Said path={`${path}.${k}`} />
        </span>
      ))}
      {options.length < MOST_CHOICES && (
        <Button size="small" icon={<PlusOutlined />} onClick={() => onChange([...options, {}])}>
          {t('choice.add')}
        </Button>
      )}
    </div>
  );
};
