import { useId } from 'react';
import { useT } from '../../i18n/index.ts';

type Props = {
  label: string;
  value: string;
  most: number;
  rows: number;
  hint?: string;
  first?: boolean;
  onChange: (text: string) => void;
};

/** A few lines of text with what is left of its length; characters, not bytes. */
export const TextArea = ({ label, value, most, rows, hint, first = false, onChange }: Props) => {
  const t = useT('kind');
  const id = useId();
  const left = most - [...value].length;
  return (
    <div className="form-field text-area">
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        rows={rows}
        value={value}
        aria-describedby={`${id}-note`}
        aria-invalid={left < 0 || undefined}
        {...(first ? { 'data-first': true } : {})}
        onChange={(e) => onChange(e.target.value)}
      />
      <p id={`${id}-note`} className={left < 0 ? 'field-fault' : 'field-hint'}>
        {hint !== undefined && <span>{hint} </span>}
        {left < 0 ? t('text.over', { count: -left }) : t('text.left', { count: left })}
      </p>
    </div>
  );
};
