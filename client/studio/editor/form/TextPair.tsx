import { type ClipboardEvent, type KeyboardEvent, useId } from 'react';
import type { Lang } from '../../../../server/domain/text.ts';
import { useS } from '../../i18n/index.ts';
import { putText, textAt } from '../draft.ts';
import { faultsAt } from '../question-faults.ts';
import { markByKey } from '../rich-edit.ts';
import { useForm } from './context.ts';

type Props = {
  label: string;
  /** The place in the draft, for faults and for the focus. */
  path: string;
  value: unknown;
  onChange: (next: unknown) => void;
  rows?: number;
  /** A name or a unit: no layout. */
  plain?: boolean;
  /** Empty is as good as absent. */
  optional?: boolean;
  placeholder?: string;
  /** The label is for screen readers alone. */
  quiet?: boolean;
  onKeyDown?: (event: KeyboardEvent<HTMLTextAreaElement>, lang: Lang) => void;
  onFocus?: (field: HTMLTextAreaElement) => void;
  onPaste?: (event: ClipboardEvent<HTMLTextAreaElement>, lang: Lang) => void;
};

const rowsFor = (text: string, least: number): number =>
  Math.max(least, Math.min(14, text.split('\n').length));

/** One text in each language that is shown, side by side; a language may stay empty. */
export const TextPair = (props: Props) => {
  const { label, path, value, onChange, rows = 1, plain = false, optional = false, quiet = false } = props;
  const ts = useS('shell');
  const form = useForm();
  const id = useId();
  const faults = faultsAt(form.faults, path);
  const write = (lang: Lang, text: string): void => {
    const next = putText(value, lang, text);
    onChange(optional && Object.keys(next).length === 0 ? undefined : next);
  };
  return (
    <div className="qf-field">
      {!quiet && (
        <span className="qf-label" id={`${id}-l`}>
          {label}
        </span>
      )}
      <div className="qf-langs">
        {form.show.map((lang) => (
          <textarea
            key={lang}
            className="qf-text"
            lang={lang === 'zh' ? 'zh-CN' : 'en'}
            data-path={path}
            data-lang={lang}
            data-rich={plain ? undefined : true}
            rows={rowsFor(textAt(value, lang), rows)}
            aria-label={form.show.length > 1 || quiet ? `${label} · ${ts(`lang.${lang}`)}` : label}
            aria-invalid={faults.length > 0}
            aria-describedby={faults.length > 0 ? `${id}-f` : undefined}
            placeholder={props.placeholder ?? (form.show.length > 1 ? ts(`lang.${lang}`) : undefined)}
            readOnly={form.readOnly}
            value={textAt(value, lang)}
            onChange={(e) => write(lang, e.target.value)}
            onFocus={(e) => {
              if (!plain) form.onFocus(e.target);
              props.onFocus?.(e.target);
            }}
            onKeyDown={(e) => {
              if (plain || !markByKey(e.currentTarget, e.nativeEvent)) props.onKeyDown?.(e, lang);
            }}
            onPaste={(e) => props.onPaste?.(e, lang)}
          />
        ))}
      </div>
      <FaultLines id={`${id}-f`} faults={faults} />
    </div>
  );
};

export const FaultLines = ({ id, faults }: { id?: string; faults: readonly string[] }) =>
  faults.length === 0 ? null : (
    <span className="qf-fault" id={id}>
      {faults.join(' ')}
    </span>
  );

/** What is wrong with a part that has no field of its own, such as a list. */
export const FaultAt = ({ path }: { path: string }) => (
  <FaultLines faults={faultsAt(useForm().faults, path)} />
);
