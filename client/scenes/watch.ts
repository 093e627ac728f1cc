import Phaser from 'phaser';
import { type World, type WorldEffect, world } from '../stores/world.ts';

/** Runs `stop` once, when the scene shuts down or is destroyed. */
export const untilShutdown = (scene: Phaser.Scene, stop: () => void): void => {
  const { SHUTDOWN, DESTROY } = Phaser.Scenes.Events;
  const end = (): void => {
    scene.events.off(SHUTDOWN, end);
    scene.events.off(DESTROY, end);
    stop();
  };
  scene.events.on(SHUTDOWN, end);
  scene.events.on(DESTROY, end);
};

/** Calls `see` when what `select` reads of the world changes, until the scene shuts down. */
export const watch = <T>(
  scene: Phaser.Scene,
  select: (state: World) => T,
  see: (now: T, before: T) => void,
): void => {
  const stop = world.subscribe((state, former) => {
    const now = select(state);
    const before = select(former);
    if (now !== before) see(now, before);
  });
  untilShutdown(scene, stop);
};

/** Calls `play` for every effect, until the scene shuts down. */
export const watchEffects = (scene: Phaser.Scene, play: (effect: WorldEffect) => void): void =>
  untilShutdown(scene, world.onEffect(play));
