import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';

/** A number in the HUD. `label` says it in full, e.g. "1,280 coins". */
export const Pill = ({
  icon,
  label,
  id,
  children,
}: {
  icon: string;
  label: string;
  id?: string;
  children: ReactNode;
}) => (
  <span className="pill" id={id} role="img" aria-label={label}>
    <Icon name={icon} size={24} />
    {children}
  </span>
);
