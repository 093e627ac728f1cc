import { type KeyboardEvent, useId } from 'react';

type Props = {
  label: string;
  most: number;
  value: number | undefined;
  onGive: (points: number | undefined) => void;
};

/** Up to this many points they stand in a row; more are typed. */
const MOST_ROW = 10;

/** The points of one criterion: a row of choices, by number key too, or a field for many points. */
export const Criterion = (props: Props) =>
  props.most <= MOST_ROW ? <Choices {...props} /> : <Field {...props} />;

/** Goes on to the next line of the rubric. */
const goOn = (from: HTMLElement): void => {
  const next = from.nextElementSibling;
  next?.querySelector<HTMLInputElement>('input:checked, input')?.focus();
};

const upTo = (most: number): number[] => [...Array(most + 1).keys()];

const Choices = ({ label, most, value, onGive }: Props) => {
  const name = useId();
  const onKey = (event: KeyboardEvent<HTMLFieldSetElement>): void => {
    const digit = /^\d$/.test(event.key) ? Number(event.key) : undefined;
    if (digit === undefined || digit > most || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    onGive(digit);
    goOn(event.currentTarget);
  };
  return (
    <fieldset className="marking-line" onKeyDown={onKey}>
      <legend>{label}</legend>
      <div className="marking-points">
        {upTo(most).map((n) => (
          <label key={n} className={value === n ? 'is-given' : undefined}>
            <input type="radio" name={name} checked={value === n} onChange={() => onGive(n)} />
            <span className="num">{n}</span>
          </label>
        ))}
        {value !== undefined && !Number.isInteger(value) && <b className="num">{value}</b>}
      </div>
    </fieldset>
  );
};

const Field = ({ label, most, value, onGive }: Props) => (
  <label className="marking-line marking-field">
    <span>{label}</span>
    <input
      type="number"
      inputMode="numeric"
      min={0}
      max={most}
      step={1}
      value={value ?? ''}
      onChange={(event) => {
        const n = event.target.valueAsNumber;
        onGive(Number.isFinite(n) ? Math.min(most, Math.max(0, n)) : undefined);
      }}
    />
  </label>
);
