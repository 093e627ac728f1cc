/** As a `ref`: the keyboard reaches what takes keys or scrolls, though it is no control. */
export const reachable = (element: HTMLElement | null): void => element?.setAttribute('tabindex', '0');
/** The same for a table of the library that is wider than its page. */
export const reachableTable = (table: { nativeElement: HTMLElement } | null): void =>
  reachable(table?.nativeElement.querySelector<HTMLElement>('.ant-table-content') ?? null);
