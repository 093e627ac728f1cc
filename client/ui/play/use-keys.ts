import { useEffect, useRef } from 'react';

const TYPING = 'input, textarea, select, [contenteditable="true"]';
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element && target.matches(TYPING);
export const isControl = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('button, a, summary, input, textarea, select') !== null;

/** Plain key presses on the page while `on`; modifier keys, open dialogs and handled events are left alone. */
export const useKeys = (on: boolean, handle: (event: KeyboardEvent) => void): void => {
  const latest = useRef(handle);
  latest.current = handle;
  useEffect(() => {
    if (!on) return;
    const listen = (event: KeyboardEvent): void => {
      const modified = event.ctrlKey || event.metaKey || event.altKey;
      if (event.defaultPrevented || modified || event.isComposing || document.querySelector('dialog[open]'))
        return;
      latest.current(event);
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [on]);
};

/** True for a key that may pick an answer: not while typing, and only a digit where the letters are taken. */
export const plainKey = (event: KeyboardEvent, keys: 'all' | 'digits' | 'none'): boolean =>
  !isTyping(event.target) && (keys === 'all' || /^\d$/u.test(event.key));

/** The option meant by a key: 1-9 or A-Z, as an index; undefined for other keys. */
export const optionOfKey = (key: string): number | undefined => {
  if (/^[1-9]$/u.test(key)) return Number(key) - 1;
  if (/^[a-zA-Z]$/u.test(key)) return key.toLowerCase().charCodeAt(0) - 97;
  return undefined;
};
