import type Phaser from 'phaser';
import { fleet } from '../stores/fleet.ts';
import { world } from '../stores/world.ts';

const IDLE_MS = 60_000;
const INPUTS = ['pointerdown', 'pointermove', 'wheel', 'keydown', 'touchstart', 'focus'] as const;

/**
 * Lets the game's loop sleep while nobody looks: the page hidden, a play screen over the world, 60 s without input.
 * Input and news in the stores wake it. Returns the function that ends this.
 */
export const keepAwake = (game: Phaser.Game): (() => void) => {
  let idle: ReturnType<typeof setTimeout> | undefined;
  const sleep = (): void => {
    clearTimeout(idle);
    if (game.loop.running) game.loop.sleep();
  };
  const wake = (): void => {
    clearTimeout(idle);
    if (document.hidden || world.getState().scene === 'none') {
      sleep();
      return;
    }
    if (!game.loop.running) game.loop.wake();
    idle = setTimeout(sleep, IDLE_MS);
  };
  const stops = [
    world.subscribe((now, before) => {
      if (now.camera === before.camera || now.scene !== before.scene) wake();
    }),
    fleet.subscribe(wake),
  ];
  for (const input of INPUTS) addEventListener(input, wake, { passive: true });
  document.addEventListener('visibilitychange', wake);
  wake();
  return () => {
    clearTimeout(idle);
    for (const stop of stops) stop();
    for (const input of INPUTS) removeEventListener(input, wake);
    document.removeEventListener('visibilitychange', wake);
  };
};
