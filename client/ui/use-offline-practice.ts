import { useEffect } from 'react';
import { useStore } from 'zustand';
import { keepShell } from '../net/shell.ts';
import { session } from '../stores/session.ts';

/** After this the first screen has what it needs. */
const AFTER_MS = 4000;
let following = false;

/** Once somebody has entered and the first screen stands, practice without a network is kept ready for good. */
export const useOfflinePractice = (): void => {
  const entered = useStore(session, (s) => s.status === 'in');
  useEffect(() => {
    if (!entered || following) return;
    const timer = setTimeout(() => {
      void keepShell();
      import('./practice/follow.ts').then(
        ({ followOffline }) => {
          if (!following) followOffline();
          following = true;
        },
        () => undefined,
      );
    }, AFTER_MS);
    return () => clearTimeout(timer);
  }, [entered]);
};
