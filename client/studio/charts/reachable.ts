/** As a `ref`: the keyboard reaches what takes keys or scrolls, though it is no control. */
export const reachable = (element: HTMLElement | null): void => element?.setAttribute('tabindex', '0');
