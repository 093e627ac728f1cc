import type { CSSProperties } from 'react';

type Props = { value: number; max: number; label: string; className?: string };

/** A bar filled to value of max. */
export const Progress = ({ value, max, label, className = '' }: Props) => (
  <div
    className={`bar ${className}`}
    role="progressbar"
    aria-valuenow={value}
    aria-valuemin={0}
    aria-valuemax={max}
    aria-label={label}
  >
    <i style={{ width: `${max === 0 ? 0 : Math.min(100, (value / max) * 100)}%` }} />
  </div>
);

/** A ring around "3/9". */
export const Ring = ({ value, max, label, className = '' }: Props) => (
  <span
    className={`ring num ${className}`}
    style={{ '--p': `${max === 0 ? 0 : (value / max) * 100}%` } as CSSProperties}
    role="img"
    aria-label={label}
  >
    {value}
    <small>/{max}</small>
  </span>
);
