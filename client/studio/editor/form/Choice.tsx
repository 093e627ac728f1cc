import { useId, useState } from 'react';
import { MOST_PARTS } from '../../../../server/domain/question.ts';
import { useS } from '../../i18n/index.ts';
import { addOption, isKey, letterOf, markKey, moveOption, removeOption, spreadOptions } from '../choice.ts';
import { type Draft, fieldsOf, isBlank, listOf, put, putAt } from '../draft.ts';
import { useForm } from './context.ts';
import { type PartKeys, PartList } from './PartList.tsx';
import { NumberField, Tick } from './PlainFields.tsx';
import { FaultAt, TextPair } from './TextPair.tsx';

export type PartProps = { value: Draft; onChange: (next: Draft) => void; path: string };
/** `options.2` below the root, `gaps.1.options.2` in a gap. */
export const at = (path: string, ...more: (string | number)[]): string =>
  [path, ...more].filter((p) => p !== '').join('.');

/** Options with their key; of a question or of one gap. */
export const ChoiceFields = ({ value, onChange, path, scored = true }: PartProps & { scored?: boolean }) => {
  const t = useS('editor');
  const name = useId();
  const { readOnly } = useForm();
  const options = listOf(value.options);
  const several = Array.isArray(value.key);
  return (
    <div className="qf-choice">
      <PartList
        path={at(path, 'options')}
        label={t(several ? 'options.several' : 'options.one')}
        count={options.length}
        most={MOST_PARTS}
        addLabel={t('options.add')}
        nameOf={(i) => t('option', { letter: letterOf(i) })}
        onAdd={() => onChange(addOption(value))}
        onMove={(from, to) => onChange(moveOption(value, from, to))}
        onRemove={(i) => onChange(removeOption(value, i))}
        onSpread={(i, lines, lang) => onChange(spreadOptions(value, i, lines, lang))}
      >
        {(i, keys) => (
          <>
            <label className="qf-key">
              <input
                type={several ? 'checkbox' : 'radio'}
                name={name}
                checked={isKey(value, i)}
                disabled={readOnly}
                aria-label={t('option.right', { letter: letterOf(i) })}
                onChange={(e) => onChange(markKey(value, i, e.target.checked))}
              />
              <b aria-hidden="true">{letterOf(i)}</b>
            </label>
            <OptionFields
              value={options[i]}
              letter={letterOf(i)}
              path={at(path, 'options', i)}
              scored={scored}
              keys={keys}
              onChange={(next) => onChange(put(value, 'options', putAt(options, i, next)))}
            />
          </>
        )}
      </PartList>
      <FaultAt path={at(path, 'key')} />
      <Tick
        label={t('options.fixed')}
        checked={value.shuffle === false}
        onChange={(on) => onChange(put(value, 'shuffle', on ? false : undefined))}
      />
      {several && (
        <Tick
          label={t('multiple.all')}
          checked={value.scoring === 'all'}
          onChange={(on) => onChange(put(value, 'scoring', on ? 'all' : undefined))}
        />
      )}
    </div>
  );
};

type OptionProps = {
  value: unknown;
  letter: string;
  path: string;
  scored: boolean;
  keys: PartKeys;
  onChange: (next: Draft) => void;
};
const OptionFields = ({ value, letter, path, scored, keys, onChange }: OptionProps) => {
  const t = useS('editor');
  const o = fieldsOf(value);
  const [open, setOpen] = useState(o.score !== undefined || !isBlank(o.feedback));
  return (
    <div className="qf-option">
      <TextPair
        quiet
        label={t('option', { letter })}
        path={at(path, 'text')}
        value={o.text}
        onChange={(next) => onChange(put(o, 'text', next))}
        {...keys}
      />
      <button
        type="button"
        className="qf-link"
        aria-expanded={open}
        aria-label={t('option.more.of', { letter })}
        onClick={() => setOpen(!open)}
      >
        {t('option.more')} <span aria-hidden="true">{open ? '▴' : '▾'}</span>
      </button>
      {open && (
        <div className="qf-fold-in">
          <TextPair
            optional
            label={t('option.feedback', { letter })}
            path={at(path, 'feedback')}
            value={o.feedback}
            onChange={(next) => onChange(put(o, 'feedback', next))}
          />
          {scored && (
            <ShareField
              label={t('option.score')}
              path={at(path, 'score')}
              value={o.score}
              onChange={(next) => onChange(put(o, 'score', next))}
            />
          )}
        </div>
      )}
    </div>
  );
};

type ShareProps = {
  label: string;
  path: string;
  value: unknown;
  onChange: (next: number | undefined) => void;
};
/** A share of the mark, typed in percent. */
export const ShareField = ({ label, path, value, onChange }: ShareProps) => (
  <NumberField
    label={label}
    path={path}
    value={typeof value === 'number' ? Number((value * 100).toPrecision(12)) : undefined}
    onChange={(next) => onChange(next === undefined ? undefined : Number((next / 100).toPrecision(12)))}
    placeholder="%"
  />
);
