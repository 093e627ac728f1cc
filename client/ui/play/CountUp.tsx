import { useEffect, useState } from 'react';
import { number } from '../../i18n/index.ts';
import { isReduced } from '../../stores/settings.ts';

const COUNT_MS = 500;

/** A number that counts up from zero in half a second; at once when motion is reduced. Screen readers get the end. */
export const CountUp = ({ to, delayMs = 0 }: { to: number; delayMs?: number }) => {
  const [now, setNow] = useState(() => (isReduced() ? to : 0));
  useEffect(() => {
    if (isReduced()) return setNow(to);
    const from = performance.now() + delayMs;
    let frame = requestAnimationFrame(function step(tick) {
      const part = Math.min(1, Math.max(0, (tick - from) / COUNT_MS));
      setNow(Math.round(to * (1 - (1 - part) ** 3)));
      if (part < 1) frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [to, delayMs]);
  return (
    <>
      <span aria-hidden="true">{number(now)}</span>
      <span className="sr-only">{number(to)}</span>
    </>
  );
};
