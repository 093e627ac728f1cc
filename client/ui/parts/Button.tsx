import type { ComponentProps } from 'react';
import { Icon } from './Icon.tsx';

type Look = 'cta' | 'soft' | 'mini' | 'glass' | 'danger' | 'link';
type Props = ComponentProps<'button'> & { look?: Look; icon?: string; busy?: boolean; wide?: boolean };

/** cta = the one gold button of a screen; soft = beside it; mini, glass, danger, link = smaller jobs. */
export const Button = ({ look = 'soft', icon, busy = false, wide = false, children, ...rest }: Props) => (
  <button
    type="button"
    {...rest}
    className={`btn btn-${look}${wide ? ' btn-wide' : ''} ${rest.className ?? ''}`}
    aria-busy={busy || undefined}
    onClick={busy ? undefined : rest.onClick}
  >
    {busy ? (
      <span className="spinner" aria-hidden="true" />
    ) : (
      icon !== undefined && <Icon name={icon} size={22} />
    )}
    {children}
  </button>
);

/** A round button with a sign instead of words; the name is for screen readers. */
export const RoundButton = ({ label, children, ...rest }: ComponentProps<'button'> & { label: string }) => (
  <button type="button" {...rest} className={`round ${rest.className ?? ''}`} aria-label={label}>
    {children}
  </button>
);
