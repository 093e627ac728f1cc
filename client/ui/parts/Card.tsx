import type { ComponentProps } from 'react';

/** A cream panel. Give it `aria-label` or `aria-labelledby` to make it a region. */
export const Card = (props: ComponentProps<'section'>) => (
  <section {...props} className={`card ${props.className ?? ''}`} />
);
