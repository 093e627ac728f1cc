import { useRef } from 'react';
import type { QuestionView } from '../../../../server/domain/answer.ts';
import { readsAsNumber } from '../../../../server/domain/grade.ts';
import { pick, pickedLang, useT } from '../../../i18n/index.ts';
import { keyLines } from '../answer-text.ts';
import type { AnswerProps } from './props.ts';

type Props = AnswerProps & { question: Extract<QuestionView, { type: 'short' | 'numeric' }> };

/** A typed answer: a short text, or a number with its unit. Enter confirms (not while an input method composes). */
export const Field = ({ question, draft, verdict, locked, labelledBy, onDraft, onCommit }: Props) => {
  const t = useT('play');
  const box = useRef<HTMLInputElement>(null);
  const numeric = question.type === 'numeric';
  const unit = question.type === 'numeric' ? question.unit : undefined;
  const text = typeof draft === 'string' ? draft : '';
  const odd = numeric && text.trim() !== '' && !readsAsNumber(text);
  return (
    <div className={`field${verdict === undefined ? '' : verdict.ok ? ' field-right' : ' field-wrong'}`}>
      <div className="field-row">
        <input
          ref={box}
          className="field-box"
          value={text}
          readOnly={locked}
          maxLength={200}
          inputMode={numeric ? 'decimal' : 'text'}
          enterKeyHint="done"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          placeholder={numeric ? t('field.number') : t('field.text')}
          aria-labelledby={labelledBy}
          aria-invalid={odd || undefined}
          aria-describedby={odd ? `${labelledBy}-odd` : undefined}
          onChange={(e) => onDraft(e.target.value === '' ? undefined : e.target.value)}
          onKeyDown={(e) => {
            if (e.key !== 'Enter' || e.nativeEvent.isComposing) return;
            e.preventDefault();
            onCommit();
          }}
        />
        {unit !== undefined && (
          <span className="field-unit" lang={pickedLang(unit)}>
            {pick(unit)}
          </span>
        )}
      </div>
      {odd && (
        <p id={`${labelledBy}-odd`} className="field-note">
          {t('field.odd')}
        </p>
      )}
      {verdict !== undefined && (
        <p className="field-key">
          <b>{t('key.label')}</b> {keyLines(question, verdict.key).join(t('key.or'))}
        </p>
      )}
    </div>
  );
};
