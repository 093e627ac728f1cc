import type Phaser from 'phaser';
import { cameraOn } from '../stores/layout.ts';
import { type Point, placeOf, world, worldSize } from '../stores/world.ts';
import { untilShutdown, watch } from './watch.ts';

/** Canvas px per CSS px. */
export const density = (): number => Math.min(globalThis.devicePixelRatio || 1, 2);

const PAN_MS = 450;
/** A pointer that moved less than this many CSS px has tapped. */
const TAP = 9;

export type OnPointer = (pointer: Phaser.Input.Pointer) => void;

/** True when the pointer that goes up now has tapped, not dragged. */
export const isTap = (pointer: Phaser.Input.Pointer): boolean => pointer.getDistance() < TAP * density();

const panTo = (scene: Phaser.Scene, to: Point): Phaser.Tweens.Tween => {
  const { camera, drawn, reduced } = world.getState();
  const at = { ...camera };
  const duration = drawn && !reduced ? PAN_MS : 0;
  return scene.tweens.add({
    targets: at,
    ...to,
    duration,
    ease: 'Sine.inOut',
    onUpdate: () => world.moveCamera({ ...at }),
    onComplete: () => world.moveCamera(to),
  });
};

const listenToDrag = (scene: Phaser.Scene, stop: () => void): void => {
  scene.input.on('pointermove', (pointer: Phaser.Input.Pointer) => {
    if (!pointer.isDown || isTap(pointer)) return;
    stop();
    const { camera } = world.getState();
    const { x, y } = pointer.prevPosition;
    world.moveCamera({
      x: camera.x - (pointer.x - x) / density(),
      y: camera.y - (pointer.y - y) / density(),
    });
  });
  scene.input.on('wheel', (_pointer: unknown, _over: unknown, dx: number, dy: number) => {
    stop();
    const { camera } = world.getState();
    world.moveCamera({ x: camera.x + dx, y: camera.y + dy });
  });
};

/** The scene's camera follows the world's; drag, wheel and a new focus move the world's. */
export const followCamera = (scene: Phaser.Scene): void => {
  const cam = scene.cameras.main.setZoom(density()).setOrigin(0, 0);
  let pan: Phaser.Tweens.Tween | undefined;
  const stop = (): void => {
    pan?.stop();
  };
  const look = ({ x, y }: Point): void => {
    cam.setScroll(x, y);
  };
  look(world.getState().camera);
  watch(scene, (s) => s.camera, look);
  watch(
    scene,
    (s) => s.looks,
    () => {
      const state = world.getState();
      const place = state.focus === undefined ? undefined : placeOf(state, state.focus);
      if (!place) return;
      stop();
      pan = panTo(scene, cameraOn(place, state.size, worldSize(state)));
    },
  );
  listenToDrag(scene, stop);
  untilShutdown(scene, stop);
};
