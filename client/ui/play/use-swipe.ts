import { type TouchEvent, useRef } from 'react';

const FAR_PX = 56;

/** Touch handlers that tell a sideways swipe from a scroll: `-1` = to the previous, `1` = to the next. */
export const useSwipe = (onSwipe: (by: -1 | 1) => void) => {
  const from = useRef<{ x: number; y: number }>(undefined);
  return {
    onTouchStart: (event: TouchEvent) => {
      const touch = event.touches[0];
      from.current = event.touches.length === 1 && touch ? { x: touch.clientX, y: touch.clientY } : undefined;
    },
    onTouchEnd: (event: TouchEvent) => {
      const touch = event.changedTouches[0];
      const start = from.current;
      from.current = undefined;
      if (touch === undefined || start === undefined) return;
      const dx = touch.clientX - start.x;
      if (Math.abs(dx) >= FAR_PX && Math.abs(dx) > 2 * Math.abs(touch.clientY - start.y))
        onSwipe(dx < 0 ? 1 : -1);
    },
  };
};
