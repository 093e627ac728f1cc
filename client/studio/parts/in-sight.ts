/** As a `ref`: the tab one is on is moved into its row where the row is wider than a phone. */
export const inSight = (element: HTMLElement | null): void =>
  element?.scrollIntoView?.({ block: 'nearest', inline: 'center' });
