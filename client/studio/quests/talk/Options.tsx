import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { type Draft, numberOf, put, putAt, stringOf, without } from '../../editor/draft.ts';
import { useS } from '../../i18n/index.ts';
import { Field, Said, Texts } from '../fields.tsx';
import { NextField } from './NextField.tsx';
import type { NodeProps } from './NodeForm.tsx';
import {
  LEAST_OPTIONS,
  LEVEL_NAMES,
  LEVELS,
  levelOf,
  MOST_OPTIONS,
  newOption,
  optionsOf,
} from './talk-draft.ts';

/** What the learner can say: words, how good they are, what is told about them, and where they lead. */
export const Options = (props: NodeProps) => {
  const { node, path, onChange } = props;
  const t = useS('talk');
  const options = optionsOf(node);
  const write = (next: readonly unknown[]): void => onChange(put(node, 'options', next));
  return (
    <section className="te-options" aria-label={t('options')}>
      <h4>{t('options')}</h4>
      <Said path={`${path}.options`} />
      {options.map((option, i) => (
        <Option
          key={stringOf(option.id) || i}
          {...props}
          n={i}
          option={option}
          onOption={(next) => write(putAt(options, i, next))}
          onRemove={options.length > LEAST_OPTIONS ? () => write(without(options, i)) : undefined}
        />
      ))}
      {options.length < MOST_OPTIONS && (
        <Button
          block
          type="dashed"
          icon={<PlusOutlined />}
          onClick={() => write([...options, newOption(node, '')])}
        >
          {t('option.add')}
        </Button>
      )}
    </section>
  );
};

type OptionProps = NodeProps & {
  n: number;
  option: Draft;
  onOption: (next: Draft) => void;
  onRemove: (() => void) | undefined;
};
const Option = ({ talk, at, path, n, option, onOption, onRemove, onNew, onGo }: OptionProps) => {
  const t = useS('talk');
  const here = `${path}.options.${n}`;
  const set = (field: string) => (value: unknown) => onOption(put(option, field, value));
  const level = levelOf(numberOf(option.score) ?? 0);
  const nth = { n: n + 1 };
  return (
    <section className={`te-option is-${level}`} aria-label={t('option', nth)}>
      <header>
        <b>{t('option', nth)}</b>
        {onRemove !== undefined && (
          <Button
            type="text"
            size="small"
            aria-label={t('option.remove', nth)}
            icon={<DeleteOutlined />}
            onClick={onRemove}
          />
        )}
      </header>
      <Said path={here} />
      <Texts
        label={t('option.text', nth)}
        path={`${here}.text`}
        value={option.text}
        rows={2}
        most={400}
        onChange={set('text')}
      />
      <Field label={t('level')} path={`${here}.score`}>
        <Segmented
          block
          aria-label={`${t('option', nth)} · ${t('level')}`}
          value={level}
          options={LEVEL_NAMES.map((l) => ({ value: l, label: t(`level.${l}`) }))}
          onChange={(l) => set('score')(LEVELS[l])}
        />
      </Field>
      <Texts
        label={t('option.feedback', nth)}
        {...(n === 0 ? { hint: t('option.feedback.hint') } : {})}
        path={`${here}.feedback`}
        value={option.feedback}
        rows={2}
        most={600}
        onChange={set('feedback')}
      />
      <NextField
        talk={talk}
        from={at}
        label={`${t('option', nth)} · ${t('next')}`}
        path={`${here}.next`}
        value={stringOf(option.next)}
        onLink={set('next')}
        onNew={(kind) => onNew({ at, option: n }, kind)}
        onGo={onGo}
      />
    </section>
  );
};
