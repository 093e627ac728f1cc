import { useEffect } from 'react';
import { record } from '../net/outbox.ts';
import { screen } from '../stores/screen.ts';

const SPAN_MS = 60_000;
/** Without a key, a tap or a move for this long, time does not count as active. */
const IDLE_MS = 30_000;
const TICK_MS = 1000;

/** Tells the log which screens were looked at for how long, and how much of the time somebody was really there. */
const watchScreens = (): (() => void) => {
  let since = performance.now();
  let route: string = screen.getState().name;
  let from: string | undefined;
  return screen.subscribe(({ name }) => {
    if (name === route) return;
    const dwellMs = Math.round(performance.now() - since);
    void record('nav.viewed', { data: { route, dwellMs, ...(from === undefined ? {} : { from }) } });
    from = route;
    route = name;
    since = performance.now();
  });
};

const watchActivity = (): (() => void) => {
  let lastSign = performance.now();
  let activeMs = 0;
  let blurN = 0;
  let began = performance.now();
  const sign = (): void => {
    lastSign = performance.now();
  };
  const blur = (): void => {
    if (document.visibilityState === 'hidden') blurN += 1;
  };
  const report = (): void => {
    if (activeMs > 0)
      void record('activity.span', { data: { scope: screen.getState().name, activeMs, blurN } });
    activeMs = 0;
    blurN = 0;
    began = performance.now();
  };
  const timer = setInterval(() => {
    const now = performance.now();
    if (document.visibilityState === 'visible' && now - lastSign < IDLE_MS) activeMs += TICK_MS;
    if (now - began >= SPAN_MS) report();
  }, TICK_MS);
  const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;
  for (const kind of signs) addEventListener(kind, sign, { passive: true });
  document.addEventListener('visibilitychange', blur);
  return () => {
    clearInterval(timer);
    for (const kind of signs) removeEventListener(kind, sign);
    document.removeEventListener('visibilitychange', blur);
  };
};

export const useWatch = (): void => {
  useEffect(watchScreens, []);
  useEffect(watchActivity, []);
};
