import { useState } from 'react';
import { useS } from '../../i18n/index.ts';
import { type Draft, fieldsOf, listOf, numberOf, put, putAt, stringOf, without } from '../draft.ts';
import { at, type PartProps, ShareField } from './Choice.tsx';
import { useForm } from './context.ts';
import { type PartKeys, PartList } from './PartList.tsx';
import { Fold, LinesField, NumberField, Tick } from './PlainFields.tsx';
import { FaultAt, TextPair } from './TextPair.tsx';

/** An empty list is taken out of the draft. */
const some = (list: readonly unknown[]): readonly unknown[] | undefined =>
  list.length === 0 ? undefined : list;

/** A typed answer: accepted texts, texts that get a part of the mark, upper and lower case. */
export const ShortFields = ({ value, onChange, path }: PartProps) => {
  const t = useS('editor');
  const replies = listOf(value.replies);
  return (
    <>
      <LinesField
        label={t('short.key')}
        note={t('short.note')}
        path={at(path, 'key')}
        value={value.key}
        most={50}
        onChange={(key) => onChange(put(value, 'key', key))}
      />
      <Tick
        label={t('short.case')}
        checked={value.caseSensitive === true}
        onChange={(on) => onChange(put(value, 'caseSensitive', on ? true : undefined))}
      />
      <Fold title={t('replies')} open={replies.length > 0}>
        <Rows
          path={at(path, 'replies')}
          label={t('replies.note')}
          list={replies}
          nameOf={(i) => t('reply', { n: i + 1 })}
          fresh={{ text: '', score: 0.5 }}
          onChange={(next) => onChange(put(value, 'replies', some(next)))}
        >
          {(reply, change, i, keys) => (
            <>
              <OneLine
                label={t('reply.text')}
                path={at(path, 'replies', i, 'text')}
                value={reply.text}
                keys={keys}
                onChange={(text) => change(put(reply, 'text', text))}
              />
              <Said value={reply} path={at(path, 'replies', i)} onChange={change} />
            </>
          )}
        </Rows>
      </Fold>
    </>
  );
};

/** A number: its value and tolerance or a range, its unit, other units, other numbers. */
export const NumericFields = ({ value, onChange, path }: PartProps) => {
  const t = useS('editor');
  const { readOnly } = useForm();
  const [ranged, setRanged] = useState(false);
  const [units, others] = [listOf(value.units), listOf(value.others)];
  return (
    <>
      <div className="qf-row">
        <select
          className="qf-text qf-select"
          aria-label={t('numeric.how')}
          disabled={readOnly}
          value={ranged ? 'range' : 'value'}
          onChange={(e) => setRanged(e.target.value === 'range')}
        >
          <option value="value">{t('numeric.value')}</option>
          <option value="range">{t('numeric.range')}</option>
        </select>
        {ranged ? (
          <Range value={value} path={path} onChange={onChange} />
        ) : (
          <Exact value={value} path={path} onChange={onChange} />
        )}
      </div>
      <TextPair
        optional
        plain
        label={t('numeric.unit')}
        path={at(path, 'unit')}
        value={value.unit}
        onChange={(unit) => onChange(put(value, 'unit', unit))}
      />
      <TextPair
        optional
        label={t('numeric.feedback')}
        path={at(path, 'feedback')}
        value={value.feedback}
        onChange={(said) => onChange(put(value, 'feedback', said))}
      />
      <Fold title={t('numeric.units')} open={units.length > 0}>
        <Rows
          path={at(path, 'units')}
          label={t('numeric.units.note')}
          list={units}
          nameOf={(i) => t('unit', { n: i + 1 })}
          fresh={{ name: '', factor: 1 }}
          onChange={(next) => onChange(put(value, 'units', some(next)))}
        >
          {(unit, change, i, keys) => (
            <div className="qf-row">
              <OneLine
                label={t('unit.name')}
                path={at(path, 'units', i, 'name')}
                value={unit.name}
                keys={keys}
                onChange={(name) => change(put(unit, 'name', name))}
              />
              <NumberField
                label={t('unit.factor')}
                path={at(path, 'units', i, 'factor')}
                value={unit.factor}
                onChange={(factor) => change(put(unit, 'factor', factor))}
              />
            </div>
          )}
        </Rows>
      </Fold>
      <Fold title={t('numeric.others')} open={others.length > 0}>
        <Rows
          path={at(path, 'others')}
          label={t('numeric.others.note')}
          list={others}
          nameOf={(i) => t('other', { n: i + 1 })}
          fresh={{ tolerance: 0, score: 0.5 }}
          onChange={(next) => onChange(put(value, 'others', some(next)))}
        >
          {(other, change, i) => (
            <>
              <div className="qf-row">
                <NumberField
                  label={t('numeric.number')}
                  path={at(path, 'others', i, 'value')}
                  value={other.value}
                  onChange={(n) => change(put(other, 'value', n))}
                />
                <NumberField
                  label={t('numeric.tolerance')}
                  path={at(path, 'others', i, 'tolerance')}
                  value={other.tolerance}
                  onChange={(n) => change(put(other, 'tolerance', n))}
                />
              </div>
              <Said value={other} path={at(path, 'others', i)} onChange={change} />
            </>
          )}
        </Rows>
      </Fold>
    </>
  );
};

const Exact = ({ value, path, onChange }: PartProps) => {
  const t = useS('editor');
  return (
    <>
      <NumberField
        label={t('numeric.number')}
        path={at(path, 'key')}
        value={value.key}
        onChange={(key) => onChange(put(value, 'key', key))}
      />
      <NumberField
        label={t('numeric.tolerance')}
        path={at(path, 'tolerance')}
        value={value.tolerance ?? 0}
        onChange={(tolerance) => onChange(put(value, 'tolerance', tolerance))}
      />
    </>
  );
};

const neat = (n: number): number => Number(n.toPrecision(12));
/** A range as the draft keeps it: its middle and half its width; undefined when the bounds do not fit. */
const rangeOf = (from: number, to: number): { key: number; tolerance: number } | undefined =>
  to < from ? undefined : { key: neat((from + to) / 2), tolerance: neat((to - from) / 2) };

const Range = ({ value, path, onChange }: PartProps) => {
  const t = useS('editor');
  const [key, tolerance] = [numberOf(value.key), numberOf(value.tolerance) ?? 0];
  const [low, setLow] = useState(key === undefined ? undefined : neat(key - tolerance));
  const [high, setHigh] = useState(key === undefined ? undefined : neat(key + tolerance));
  const write = (from: number | undefined, to: number | undefined): void => {
    setLow(from);
    setHigh(to);
    const range = from === undefined || to === undefined ? undefined : rangeOf(from, to);
    onChange({ ...put(value, 'key', range?.key), tolerance: range?.tolerance ?? 0 });
  };
  return (
    <>
      <NumberField
        label={t('numeric.from')}
        path={at(path, 'key')}
        value={low}
        onChange={(n) => write(n, high)}
      />
      <NumberField
        label={t('numeric.to')}
        path={at(path, 'tolerance')}
        value={high}
        onChange={(n) => write(low, n)}
      />
    </>
  );
};

/** What an other answer brings, and what is said of it. */
const Said = ({ value, path, onChange }: PartProps) => {
  const t = useS('editor');
  return (
    <>
      <ShareField
        label={t('score')}
        path={at(path, 'score')}
        value={value.score}
        onChange={(score) => onChange(put(value, 'score', score))}
      />
      <TextPair
        optional
        label={t('feedback')}
        path={at(path, 'feedback')}
        value={value.feedback}
        onChange={(said) => onChange(put(value, 'feedback', said))}
      />
    </>
  );
};

type LineProps = {
  label: string;
  path: string;
  value: unknown;
  keys: PartKeys;
  onChange: (next: string) => void;
};
const OneLine = ({ label, path, value, keys, onChange }: LineProps) => {
  const { readOnly } = useForm();
  return (
    <label className="qf-field">
      <span className="qf-label">{label}</span>
      <input
        className="qf-text"
        data-path={path}
        readOnly={readOnly}
        value={stringOf(value)}
        onChange={(e) => onChange(e.target.value)}
        onKeyDown={keys.onKeyDown}
      />
      <FaultAt path={path} />
    </label>
  );
};

type RowsProps = {
  path: string;
  label: string;
  list: readonly unknown[];
  fresh: Draft;
  nameOf: (at: number) => string;
  onChange: (next: readonly unknown[]) => void;
  children: (value: Draft, change: (next: Draft) => void, at: number, keys: PartKeys) => React.ReactNode;
};
const Rows = ({ path, label, list, fresh, nameOf, onChange, children }: RowsProps) => {
  const t = useS('editor');
  return (
    <PartList
      path={path}
      label={label}
      count={list.length}
      most={20}
      least={0}
      addLabel={t('add')}
      nameOf={nameOf}
      onAdd={() => onChange([...list, fresh])}
      onRemove={(i) => onChange(without(list, i))}
    >
      {(i, keys) => (
        <div className="qf-stack">
          {children(fieldsOf(list[i]), (next) => onChange(putAt(list, i, next)), i, keys)}
        </div>
      )}
    </PartList>
  );
};
