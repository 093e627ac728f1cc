import { useStore } from 'zustand';
import { settings } from '../../stores/settings.ts';

/** The key that does the same as the button around it. Hidden on touch devices and when shortcuts are off. */
export const Key = ({ children, letter = false }: { children: string; letter?: boolean }) => {
  const on = useStore(settings, (s) => s.shortcuts);
  if (letter && !on) return null;
  return (
    <span className="key" aria-hidden="true">
      {children}
    </span>
  );
};
