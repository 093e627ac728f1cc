import { useId } from 'react';

type Props<V extends string> = {
  label: string;
  value: V;
  options: readonly { value: V; label: string; lang?: string }[];
  onPick: (value: V) => void;
};

/** One of a few, side by side; native radios, so arrows and screen readers work. */
export const Choice = <V extends string>({ label, value, options, onPick }: Props<V>) => {
  const name = useId();
  return (
    <fieldset className="choice">
      <legend>{label}</legend>
      <div className="choice-row">
        {options.map((o) => (
          <label key={o.value} className={o.value === value ? 'on' : ''} lang={o.lang}>
            <input type="radio" name={name} checked={o.value === value} onChange={() => onPick(o.value)} />
            {o.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
};

/** On or off, with a line that says what it does. */
export const Switch = ({
  label,
  note,
  on,
  onFlip,
}: {
  label: string;
  note?: string;
  on: boolean;
  onFlip: (on: boolean) => void;
}) => (
  <label className="switch">
    <span className="switch-text">
      <b>{label}</b>
      {note !== undefined && <small>{note}</small>}
    </span>
    <input
      type="checkbox"
      role="switch"
      aria-checked={on}
      checked={on}
      onChange={(e) => onFlip(e.target.checked)}
    />
  </label>
);
