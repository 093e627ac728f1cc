import { useId } from 'react';

type Props = {
  label: string;
  hint?: string;
  value: string;
  options: readonly { value: string; label: string }[];
  onPick: (value: string) => void;
};

/** One of many by a native list. */
export const SelectField = ({ label, hint, value, options, onPick }: Props) => {
  const id = useId();
  return (
    <div className="form-field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value}
        aria-describedby={hint === undefined ? undefined : `${id}-note`}
        onChange={(e) => onPick(e.target.value)}
      >
        {options.map((o) => (
          <option key={o.value} value={o.value}>
            {o.label}
          </option>
        ))}
      </select>
      {hint !== undefined && (
        <p id={`${id}-note`} className="field-hint">
          {hint}
        </p>
      )}
    </div>
  );
};
