import { useEffect } from 'react';

/** Where a phone's keyboard covers the page instead of making it smaller, `--seen` is the height that is still seen. */
export const useKeyboardRoom = (): void => {
  useEffect(() => {
    const seen = globalThis.visualViewport;
    if (!seen) return;
    const { style } = document.documentElement;
    const measure = (): void => {
      if (seen.scale > 1.01) return;
      style.setProperty('--seen', `${Math.round(seen.height)}px`);
      if (seen.offsetTop > 0) scrollTo(0, 0);
    };
    measure();
    seen.addEventListener('resize', measure);
    return () => {
      seen.removeEventListener('resize', measure);
      style.removeProperty('--seen');
    };
  }, []);
};
