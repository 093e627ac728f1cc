import { cloneElement, type ReactElement, type ReactNode, useId } from 'react';

type Control = ReactElement<{ id?: string }>;
type Props = { label: ReactNode; children: Control | [Control, ReactNode] };

/** A control under its label, with a note below it where one is given. */
export const Labelled = ({ label, children }: Props) => {
  const id = useId();
  const [control, note] = Array.isArray(children) ? children : [children, null];
  return (
    <div className="labelled">
      <label htmlFor={id}>{label}</label>
      {cloneElement(control, { id })}
      {note}
    </div>
  );
};
