import { useId } from 'react';
import { useS } from '../../i18n/index.ts';
import { fieldsOf, put } from '../draft.ts';
import { at, type PartProps } from './Choice.tsx';
import { useForm } from './context.ts';
import { FaultAt, TextPair } from './TextPair.tsx';

export const TrueFalseFields = ({ value, onChange, path }: PartProps) => {
  const t = useS('editor');
  const name = useId();
  const { readOnly } = useForm();
  const said = fieldsOf(value.feedback);
  return (
    <fieldset className="qf-parts">
      <legend className="qf-label">{t('truth')}</legend>
      {([true, false] as const).map((truth) => (
        <div key={String(truth)} className="qf-truth">
          <label className="qf-tick">
            <input
              type="radio"
              name={name}
              checked={value.key === truth}
              disabled={readOnly}
              onChange={() => onChange(put(value, 'key', truth))}
            />
            {t(`truth.${truth}`)}
          </label>
          <TextPair
            optional
            quiet
            label={t(`truth.feedback.${truth}`)}
            placeholder={t(`truth.feedback.${truth}`)}
            path={at(path, 'feedback', String(truth))}
            value={said[String(truth)]}
            onChange={(next) => {
              const feedback = put(said, String(truth), next);
              onChange(put(value, 'feedback', Object.keys(feedback).length === 0 ? undefined : feedback));
            }}
          />
        </div>
      ))}
      <FaultAt path={at(path, 'key')} />
    </fieldset>
  );
};
