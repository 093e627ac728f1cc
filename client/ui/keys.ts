import { useEffect, useRef } from 'react';
import { settings } from '../stores/settings.ts';

export type KeyMap = Partial<Record<string, (e: KeyboardEvent) => void>>;

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, select, textarea, [contenteditable]') !== null;
const pressable = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('button, a, summary, [role="button"]') !== null;

/**
 * Keys of the whole screen, by `event.key` (letters in lower case, Space as "Space"). Silent while typing or in a
 * dialog; single letters obey the shortcuts setting; Enter and Space leave a focused button its own press.
 */
export const useKeys = (keys: KeyMap, on = true): void => {
  const now = useRef(keys);
  now.current = keys;
  useEffect(() => {
    if (!on) return;
    const press = (e: KeyboardEvent): void => {
      if (e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey || typing(e.target)) return;
      if (document.querySelector('dialog[open]') !== null) return;
      const key = e.key === ' ' ? 'Space' : e.key.length === 1 ? e.key.toLowerCase() : e.key;
      if (key.length === 1 && !settings.getState().shortcuts) return;
      if ((key === 'Enter' || key === 'Space') && pressable(e.target)) return;
      const act = now.current[key];
      if (act === undefined) return;
      e.preventDefault();
      act(e);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [on]);
};
