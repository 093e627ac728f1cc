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

/** Watches the frame rate, once a frame: `slow` for 3 s costs one step of quality. */
export const watchFrameRate = (): ((fps: number, deltaMs: number) => void) => {
  let slowMs = 0;
  return (fps, deltaMs) => {
    const limit = quality === 'full' ? GOOD : LEAST;
    slowMs = fps < limit && quality !== 'still' ? slowMs + deltaMs : 0;
    if (slowMs < SLOW_MS) return;
    slowMs = 0;
    lower(quality === 'full' ? 'half' : 'still');
  };
};
