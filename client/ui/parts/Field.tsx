import { type ComponentProps, type ReactNode, useId } from 'react';

type Props = ComponentProps<'input'> & {
  label: ReactNode;
  hint?: string | undefined;
  fault?: string | undefined;
};

/** A text field with its label above; `fault` replaces the hint and is read as the field's error. */
export const Field = ({ label, hint, fault, ...input }: Props) => {
  const id = useId();
  const note = fault ?? hint;
  return (
    <div className="form-field">
      <label htmlFor={id}>{label}</label>
      <input
        {...input}
        id={id}
        aria-invalid={fault !== undefined || undefined}
        aria-describedby={note === undefined ? undefined : `${id}-note`}
      />
      {note !== undefined && (
        <p id={`${id}-note`} className={fault === undefined ? 'field-hint' : 'field-fault'}>
          {note}
        </p>
      )}
    </div>
  );
};
