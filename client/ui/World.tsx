import { useEffect, useRef } from 'react';
import { world } from '../stores/world.ts';

/** Starts the drawn world in an element and gives the function that ends it; loads it lazily. */
export type MountWorld = (parent: HTMLElement) => Promise<() => void>;

/** Follows the window: the world's size is the viewport in CSS px. */
const followWindow = (): (() => void) => {
  const read = (): void => world.resize({ w: innerWidth, h: innerHeight });
  read();
  addEventListener('resize', read);
  return () => removeEventListener('resize', read);
};

/** The canvas behind all screens. It only decorates: everything in it can be reached through labels and lists. */
export const World = ({ mount, reduced }: { mount: MountWorld; reduced: boolean }) => {
  const parent = useRef<HTMLDivElement>(null);
  useEffect(followWindow, []);
  useEffect(() => world.setState({ reduced }), [reduced]);
  useEffect(() => {
    const element = parent.current;
    if (!element) return;
    let ended = false;
    let stop: (() => void) | undefined;
    mount(element).then(
      (end) => {
        if (ended) end();
        else stop = end;
      },
      () => world.setState({ failed: true }),
    );
    return () => {
      ended = true;
      stop?.();
    };
  }, [mount]);
  return (
    <div
      ref={parent}
      className="world"
      aria-hidden="true"
      style={{ position: 'fixed', inset: 0, overflow: 'hidden' }}
    />
  );
};
