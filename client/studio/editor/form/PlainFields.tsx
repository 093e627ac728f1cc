import { useId, useState } from 'react';
import { MOST_PARTS } from '../../../../server/domain/question.ts';
import { numberOf } from '../draft.ts';
import { faultsAt } from '../question-faults.ts';
import { useForm } from './context.ts';
import { FaultLines } from './TextPair.tsx';

/** What was typed as a number: full width digits and a decimal comma too; undefined = not one. */
export const numberIn = (typed: string): number | undefined => {
  const folded = typed
    .normalize('NFKC')
    .trim()
    .replace(/−/gu, '-')
    .replace(/^(-?\d+),(\d+)$/u, '$1.$2');
  if (folded === '' || !/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu.test(folded)) return undefined;
  return numberOf(Number(folded));
};

type NumberProps = {
  label: string;
  path: string;
  value: unknown;
  onChange: (next: number | undefined) => void;
  placeholder?: string;
};

/** A number; what is being typed stays as it is typed. */
export const NumberField = ({ label, path, value, onChange, placeholder }: NumberProps) => {
  const form = useForm();
  const id = useId();
  const [typed, setTyped] = useState('');
  const known = numberOf(value);
  const text =
    numberIn(typed) === known && typed !== '' ? typed : known === undefined ? typed : String(known);
  const shown = known === undefined && numberIn(typed) !== undefined ? '' : text;
  const faults = faultsAt(form.faults, path);
  return (
    <label className="qf-field qf-number">
      <span className="qf-label">{label}</span>
      <input
        className="qf-text"
        inputMode="decimal"
        autoComplete="off"
        data-path={path}
        aria-invalid={faults.length > 0 || (shown !== '' && known === undefined)}
        aria-describedby={faults.length > 0 ? id : undefined}
        placeholder={placeholder}
        readOnly={form.readOnly}
        value={shown}
        onChange={(e) => {
          setTyped(e.target.value);
          onChange(numberIn(e.target.value));
        }}
      />
      <FaultLines id={id} faults={faults} />
    </label>
  );
};

type LinesProps = {
  label: string;
  path: string;
  value: unknown;
  onChange: (next: string[]) => void;
  note?: string;
  most?: number;
};
const linesIn = (typed: string): string[] => [
  ...new Set(
    typed
      .split('\n')
      .map((l) => l.trim())
      .filter((l) => l !== ''),
  ),
];

/** Several short texts, one in each line. */
export const LinesField = ({ label, path, value, onChange, note, most = MOST_PARTS }: LinesProps) => {
  const form = useForm();
  const id = useId();
  const known = Array.isArray(value) ? value.map(String) : [];
  const [typed, setTyped] = useState(known.join('\n'));
  const shown = linesIn(typed).join('\n') === known.join('\n') ? typed : known.join('\n');
  const faults = faultsAt(form.faults, path);
  return (
    <label className="qf-field">
      <span className="qf-label">{label}</span>
      <textarea
        className="qf-text"
        rows={Math.max(2, Math.min(10, shown.split('\n').length))}
        data-path={path}
        aria-invalid={faults.length > 0}
        aria-describedby={`${id}-n ${id}-f`}
        readOnly={form.readOnly}
        value={shown}
        onChange={(e) => {
          setTyped(e.target.value);
          onChange(linesIn(e.target.value).slice(0, most));
        }}
      />
      {note !== undefined && (
        <small className="qf-note" id={`${id}-n`}>
          {note}
        </small>
      )}
      <FaultLines id={`${id}-f`} faults={faults} />
    </label>
  );
};

type TickProps = { label: string; checked: boolean; onChange: (next: boolean) => void };
export const Tick = ({ label, checked, onChange }: TickProps) => {
  const { readOnly } = useForm();
  return (
    <label className="qf-tick">
      <input
        type="checkbox"
        checked={checked}
        disabled={readOnly}
        onChange={(e) => onChange(e.target.checked)}
      />
      {label}
    </label>
  );
};

/** A fold that opens by itself when something is written in it. */
export const Fold = ({
  title,
  open,
  children,
}: {
  title: string;
  open: boolean;
  children: React.ReactNode;
}) => {
  const [first] = useState(open);
  return (
    <details className="qf-fold" open={first}>
      <summary>{title}</summary>
      <div className="qf-fold-in">{children}</div>
    </details>
  );
};
