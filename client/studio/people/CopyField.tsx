import { useId, useRef } from 'react';
import { say } from '../../stores/toast.ts';
import { Button } from '../../ui/parts/index.ts';
import { useS } from '../i18n/index.ts';

/** Copies where the browser has no clipboard, as on a plain http address of the company's network. */
const copySelected = (field: HTMLInputElement): boolean => {
  field.focus();
  field.select();
  return document.execCommand('copy');
};

/** A text to be sent on: it can be selected by hand, and the button copies it. */
export const CopyField = ({ label, text }: { label: string; text: string }) => {
  const t = useS('people');
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const copy = async (): Promise<void> => {
    const done = await (navigator.clipboard?.writeText(text) ?? Promise.reject(new Error())).then(
      () => true,
      () => field.current !== null && copySelected(field.current),
    );
    say(done ? t('copied', { what: label }) : t('copy.failed'), { tone: done ? 'good' : 'plain' });
  };
  return (
    <div className="form-field copy-field">
      <label htmlFor={id}>{label}</label>
      <div className="copy-row">
        <input ref={field} id={id} readOnly value={text} onFocus={(e) => e.target.select()} />
        <Button onClick={() => void copy()} aria-label={`${t('copy')} ${label}`}>
          {t('copy')}
        </Button>
      </div>
    </div>
  );
};
