import type { KeyboardEvent } from 'react';

/** For `onInputKeyDown` of a select with several choices: Tab leaves the field, as in any other; Enter chooses. Ant's own
 * list takes Tab as a choice and keeps the focus. */
export const leaveByTab = (event: KeyboardEvent): void => {
  if (event.key === 'Tab') event.stopPropagation();
};
