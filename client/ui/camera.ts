import { type RefObject, useLayoutEffect, useRef } from 'react';
import { world } from '../stores/world.ts';

/** A layer of labels in world px that moves with the world's camera, without drawing React anew. */
export const useCamera = <E extends HTMLElement>(): RefObject<E | null> => {
  const layer = useRef<E>(null);
  useLayoutEffect(() => {
    const move = (): void => {
      const { x, y } = world.getState().camera;
      if (layer.current !== null) layer.current.style.transform = `translate(${-x}px, ${-y}px)`;
    };
    move();
    return world.subscribe(move);
  }, []);
  return layer;
};
