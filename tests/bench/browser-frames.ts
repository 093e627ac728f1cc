import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { quantile } from './table.ts';

const PHASER = join(resolve(import.meta.dirname, '../..'), 'node_modules/phaser/dist/phaser.min.js');

export type Frames = { fps: number; p50: number; p95: number };

/** Adds up, per frame, the script time of everything that asked for the frame. Runs before every page. */
const watchFrames = (): void => {
  const frames: { at: number; ms: number }[] = [];
  const ask = globalThis.requestAnimationFrame.bind(globalThis);
  globalThis.requestAnimationFrame = (callback) =>
    ask((at) => {
      const began = performance.now();
      callback(at);
      const ms = performance.now() - began;
      const last = frames.at(-1);
      if (last?.at === at) last.ms += ms;
      else frames.push({ at, ms });
    });
  Object.assign(globalThis, { frames });
};

type Watched = typeof globalThis & { frames: { at: number; ms: number }[] };

/** To be called before the page is opened. */
export const readyForFrames = async (page: Page): Promise<void> => {
  await page.addInitScript(watchFrames);
};

/** Frames that ask for script while `during` runs: how many a second, and their script time in ms. */
export const framesOf = async (page: Page, during: () => Promise<void>): Promise<Frames> => {
  const began = await page.evaluate(() => {
    (globalThis as Watched).frames.length = 0;
    return performance.now();
  });
  await during();
  const { frames, now } = await page.evaluate(() => ({
    frames: (globalThis as Watched).frames,
    now: performance.now(),
  }));
  const times = frames.map((f) => f.ms);
  return {
    fps: (frames.length * 1000) / (now - began),
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
  };
};

/** A page of the same size with nothing but an empty Phaser scene: what the engine costs by itself. */
export const emptyScene = async (page: Page, ms: number): Promise<Frames> => {
  await readyForFrames(page);
  await page.goto('about:blank');
  await page.addScriptTag({ path: PHASER });
  await page.addScriptTag({
    content:
      "new Phaser.Game({ type: Phaser.WEBGL, width: innerWidth, height: innerHeight, banner: false, backgroundColor: '#1287be', audio: { noAudio: true }, render: { maxTextures: 1 }, scene: {} })",
  });
  await page.locator('canvas').waitFor();
  await page.waitForTimeout(1500);
  return framesOf(page, () => page.waitForTimeout(ms));
};

/** Sends the critter from one station to another and back for so long. */
export const walkAbout = async (page: Page, from: string, to: string, ms: number): Promise<void> => {
  const end = performance.now() + ms;
  const arrives = (station: string): Promise<unknown> =>
    page.locator(`[data-station=${station}][aria-current=step]`).waitFor();
  for (let n = 0; performance.now() < end; n++) {
    const goal = n % 2 === 0 ? to : from;
    await page.evaluate((id) => document.querySelector<HTMLElement>(`[data-station=${id}]`)?.click(), goal);
    await arrives(goal);
    await page.waitForTimeout(2600);
  }
};

export const frameRow = (name: string, { fps, p50, p95 }: Frames): [string, string] => [
  name,
  `${fps.toFixed(0)} a second, script p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`,
];
