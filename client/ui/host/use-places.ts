import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

const FIRST = 40;

/** How many of the things in a grid can be seen whole; measured anew when the grid or the number of things changes. */
export const usePlaces = <E extends HTMLElement>(n: number): { box: RefObject<E | null>; places: number } => {
  const box = useRef<E>(null);
  const [places, setPlaces] = useState(FIRST);
  useLayoutEffect(() => {
    const grid = box.current;
    if (grid === null || n === 0 || typeof ResizeObserver === 'undefined') return;
    const measure = (): void => {
      const look = getComputedStyle(grid);
      const columns = look.gridTemplateColumns.split(' ').length;
      const height = grid.firstElementChild?.getBoundingClientRect().height ?? 0;
      const gap = Number.parseFloat(look.rowGap) || 0;
      const padding = Number.parseFloat(look.paddingTop) + Number.parseFloat(look.paddingBottom);
      if (height === 0 || look.overflowY !== 'hidden') return;
      const rows = Math.floor((grid.clientHeight - padding + gap) / (height + gap));
      setPlaces(Math.max(1, rows) * columns);
    };
    const eye = new ResizeObserver(measure);
    eye.observe(grid);
    measure();
    return () => eye.disconnect();
  }, [n]);
  return { box, places };
};
