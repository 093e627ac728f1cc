import type Phaser from 'phaser';
import type { SeaQuality } from './paint/sea.ts';
import { untilShutdown } from './watch.ts';

/** Below this many frames per second for SLOW_MS the sea is drawn at half resolution, below LEAST it stands still. */
const GOOD = 45;
const LEAST = 20;
const SLOW_MS = 3000;

let quality: SeaQuality = 'full';
const followers = new Set<(quality: SeaQuality) => void>();

/** How finely the sea is drawn on this device; it only ever gets coarser, and every scene begins with it. */
export const seaQuality = {
  now: (): SeaQuality => quality,
  follow: (scene: Phaser.Scene, see: (quality: SeaQuality) => void): void => {
    followers.add(see);
    untilShutdown(scene, () => followers.delete(see));
  },
};

const lower = (to: SeaQuality): void => {
  quality = to;
  for (const follower of followers) follower(to);
};

/** A device that draws in software (a virtual desktop, a machine without a driver) begins with a still sea. */
export const expectSoftware = (): void => lower('still');

/** Watches the frame rate; to be called once a frame. Too slow for 3 s costs one step of quality. */
export const watchFrameRate = (): ((fps: number) => void) => {
  let slowSince: number | undefined;
  return (fps) => {
    const now = performance.now();
    const slow = quality !== 'still' && fps < (quality === 'full' ? GOOD : LEAST);
    if (!slow) slowSince = undefined;
    else if (slowSince === undefined) slowSince = now;
    else if (now - slowSince > SLOW_MS) {
      slowSince = undefined;
      lower(quality === 'full' ? 'half' : 'still');
    }
  };
};
