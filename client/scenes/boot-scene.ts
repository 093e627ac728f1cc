import Phaser from 'phaser';
import { makeStamps } from './paint/stamps.ts';

/** Loads what all scenes share (two atlases), paints the stamps, then reports. */
export class BootScene extends Phaser.Scene {
  readonly #ready: () => void;
  constructor(ready: () => void) {
    super('boot');
    this.#ready = ready;
  }
  preload(): void {
    this.load.atlas('props', '/art/props.webp', '/art/props.json');
    this.load.atlas('sea', '/art/sea.webp', '/art/sea.json');
  }
  create(): void {
    makeStamps(this);
    this.#ready();
  }
}
