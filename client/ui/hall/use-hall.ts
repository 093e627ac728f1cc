import { useEffect } from 'react';
import { loadHall } from '../../net/battles.ts';

const LOOK_MS = 8_000;

/** Asks again and again what can be played while the hall is on the screen, and at once when the page is looked at. */
export const useHall = (): void => {
  useEffect(() => {
    const look = (): void => {
      if (!document.hidden) void loadHall();
    };
    look();
    const timer = setInterval(look, LOOK_MS);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, []);
};
