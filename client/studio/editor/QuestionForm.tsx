import './form.css';
import { useMemo, useRef, useState } from 'react';
import type { BankFrame } from '../../../server/domain/api-bank.ts';
import { QUESTION_TYPES } from '../../../server/domain/question.ts';
import type { QuestionFault } from '../../../server/domain/question-fault.ts';
import { LANGS, type Lang } from '../../../server/domain/text.ts';
import { lang, pick } from '../../i18n/index.ts';
import { useS } from '../i18n/index.ts';
import { asType, type Draft, fieldsOf, numberOf, put, stringOf, typeOf } from './draft.ts';
import { ChoiceFields, type PartProps } from './form/Choice.tsx';
import { ClozeFields, ClozeStem } from './form/Cloze.tsx';
import { FormContext, type FormSetting, useForm } from './form/context.ts';
import { CategorisingFields, EssayFields, MatchingFields, OrderingFields } from './form/Lists.tsx';
import { Fold } from './form/PlainFields.tsx';
import { FaultAt, TextPair } from './form/TextPair.tsx';
import { Toolbar } from './form/Toolbar.tsx';
import { TrueFalseFields } from './form/TrueFalse.tsx';
import { NumericFields, ShortFields } from './form/Typed.tsx';

export { emptyQuestion } from './draft.ts';

type Props = {
  /** A question in any stage of being written. */
  value: unknown;
  onChange: (next: unknown) => void;
  frame: BankFrame;
  /** Said at their fields. */
  faults?: readonly QuestionFault[];
  readOnly?: boolean;
};

type Columns = Lang | 'both';
const NO_FAULTS: readonly QuestionFault[] = [];

/** The languages that a draft is written in; of an empty one, the author's own. */
const columnsOf = (draft: unknown): Columns => {
  const used = LANGS.filter((l) => JSON.stringify(draft ?? null).includes(`"${l}":"`));
  return used.length === 2 ? 'both' : (used[0] ?? lang());
};

/** A question of any type as a form, tolerant of everything that is still missing. */
export const QuestionForm = ({ value, onChange, frame, faults = NO_FAULTS, readOnly = false }: Props) => {
  const t = useS('editor');
  const [columns, setColumns] = useState<Columns>(() => columnsOf(value));
  const field = useRef<HTMLTextAreaElement>(undefined);
  const setting = useMemo<FormSetting>(
    () => ({
      show: columns === 'both' ? LANGS : [columns],
      readOnly,
      faults,
      onFocus: (f) => {
        field.current = f;
      },
    }),
    [columns, readOnly, faults],
  );
  const draft = fieldsOf(value);
  const parts = { value: draft, onChange, path: '' };
  return (
    <FormContext value={setting}>
      <div className="qf">
        <div className="qf-head">
          <TypeSelect draft={draft} onChange={onChange} />
          <ColumnSwitch value={columns} onChange={setColumns} />
        </div>
        {!readOnly && <Toolbar field={() => (field.current?.isConnected ? field.current : undefined)} />}
        {draft.type === 'cloze' ? (
          <ClozeStem value={draft} onChange={onChange} />
        ) : (
          <TextPair
            rows={3}
            label={t('stem')}
            path="stem"
            value={draft.stem}
            onChange={(stem) => onChange(put(draft, 'stem', stem))}
          />
        )}
        <Parts {...parts} />
        {draft.type !== 'description' && <Sayings {...parts} />}
        <About draft={draft} onChange={onChange} frame={frame} />
      </div>
    </FormContext>
  );
};

const Parts = (props: PartProps) => {
  switch (typeOf(props.value)) {
    case 'true-false':
      return <TrueFalseFields {...props} />;
    case 'short':
      return <ShortFields {...props} />;
    case 'numeric':
      return <NumericFields {...props} />;
    case 'matching':
      return <MatchingFields {...props} />;
    case 'ordering':
      return <OrderingFields {...props} />;
    case 'cloze':
      return <ClozeFields {...props} />;
    case 'categorising':
      return <CategorisingFields {...props} />;
    case 'essay':
      return <EssayFields {...props} />;
    case 'description':
      return null;
    default:
      return <ChoiceFields {...props} />;
  }
};

type DraftProps = { draft: Draft; onChange: (next: unknown) => void };

const TypeSelect = ({ draft, onChange }: DraftProps) => {
  const t = useS('editor');
  const ts = useS('shell');
  const { readOnly } = useForm();
  return (
    <label className="qf-field">
      <span className="qf-label">{t('type')}</span>
      <select
        className="qf-text qf-select"
        disabled={readOnly}
        value={typeOf(draft)}
        onChange={(e) => onChange(asType(draft, typeOf({ type: e.target.value })))}
      >
        {QUESTION_TYPES.map((type) => (
          <option key={type} value={type}>
            {ts(`type.${type}`)}
          </option>
        ))}
      </select>
    </label>
  );
};

const COLUMNS = ['zh', 'en', 'both'] as const;
const ColumnSwitch = ({ value, onChange }: { value: Columns; onChange: (next: Columns) => void }) => {
  const t = useS('editor');
  return (
    <fieldset className="qf-switch">
      <legend className="qf-label">{t('languages')}</legend>
      {COLUMNS.map((c) => (
        <button key={c} type="button" aria-pressed={value === c} onClick={() => onChange(c)}>
          {t(`languages.${c}`)}
        </button>
      ))}
    </fieldset>
  );
};

/** Explanation and hint. */
const Sayings = ({ value, onChange }: PartProps) => {
  const t = useS('editor');
  return (
    <>
      <TextPair
        optional
        rows={2}
        label={t('explanation')}
        path="explanation"
        value={value.explanation}
        onChange={(next) => onChange(put(value, 'explanation', next))}
      />
      <Fold title={t('hint')} open={value.hint !== undefined}>
        <TextPair
          optional
          quiet
          label={t('hint')}
          path="hint"
          value={value.hint}
          onChange={(next) => onChange(put(value, 'hint', next))}
        />
      </Fold>
    </>
  );
};

const LEVELS = [1, 2, 3, 4, 5] as const;
/** Difficulty and knowledge point. */
const About = ({ draft, onChange, frame }: DraftProps & { frame: BankFrame }) => {
  const t = useS('editor');
  const ts = useS('shell');
  const { readOnly } = useForm();
  const point = stringOf(draft.point);
  const known = frame.points.some((p) => p.id === point);
  return (
    <div className="qf-row">
      <label className="qf-field">
        <span className="qf-label">{t('difficulty')}</span>
        <select
          className="qf-text qf-select"
          disabled={readOnly}
          value={numberOf(draft.difficulty) ?? 3}
          onChange={(e) => onChange(put(draft, 'difficulty', Number(e.target.value)))}
        >
          {LEVELS.map((level) => (
            <option key={level} value={level}>
              {level} · {ts(`difficulty.${level}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="qf-field">
        <span className="qf-label">{t('point')}</span>
        <select
          className="qf-text qf-select"
          disabled={readOnly}
          value={point}
          onChange={(e) => onChange(put(draft, 'point', e.target.value === '' ? undefined : e.target.value))}
        >
          <option value="">{t('point.none')}</option>
          {point !== '' && !known && <option value={point}>{point}</option>}
          {frame.points.map((p) => (
            <option key={p.id} value={p.id}>
              {pick(p.name)}
            </option>
          ))}
        </select>
        <FaultAt path="point" />
      </label>
    </div>
  );
};
