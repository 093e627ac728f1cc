import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Button } from './Button.tsx';

/** Held this long, it counts. */
const HOLD_MS = 600;
/** A second press within this time confirms as well. */
const AGAIN_MS = 5000;

type Props = {
  /** Below the button: how it is confirmed; after a first press: that one more is needed. */
  hint: string;
  again: string;
  busy?: boolean;
  onConfirm: () => void;
  children: ReactNode;
};

/** For what cannot be undone: held for 600 ms, or pressed twice (keyboard, switch, screen reader). */
export const HoldButton = ({ hint, again, busy = false, onConfirm, children }: Props) => {
  const id = useId();
  const [holding, setHolding] = useState(false);
  const [armed, setArmed] = useState(false);
  const held = useRef(false);
  useEffect(() => {
    if (!holding) return;
    const timer = setTimeout(() => {
      held.current = true;
      setHolding(false);
      setArmed(false);
      onConfirm();
    }, HOLD_MS);
    return () => clearTimeout(timer);
  }, [holding, onConfirm]);
  useEffect(() => {
    if (!armed) return;
    const timer = setTimeout(() => setArmed(false), AGAIN_MS);
    return () => clearTimeout(timer);
  }, [armed]);
  const press = (): void => {
    if (held.current) {
      held.current = false;
      return;
    }
    setArmed(!armed);
    if (armed) onConfirm();
  };
  const stop = (): void => setHolding(false);
  return (
    <div className="hold">
      <Button
        look="cta"
        wide
        busy={busy}
        className={holding ? 'hold-on' : ''}
        aria-describedby={id}
        onPointerDown={(e) => {
          held.current = false;
          if (!busy && e.button === 0) setHolding(true);
        }}
        onPointerUp={stop}
        onPointerLeave={stop}
        onPointerCancel={stop}
        onContextMenu={(e) => e.preventDefault()}
        onClick={press}
      >
        <span className="hold-fill" aria-hidden="true" />
        {children}
      </Button>
      <p id={id} aria-live="polite">
        {armed ? again : hint}
      </p>
    </div>
  );
};
