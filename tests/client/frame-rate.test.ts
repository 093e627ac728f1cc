import '../helpers/headless.ts';
import Phaser from 'phaser';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { lightAt } from '../../client/scenes/paint/daylight.ts';
import { seaQuality, watchFrameRate } from '../../client/scenes/quality.ts';
import { keepAwake } from '../../client/scenes/sleep.ts';
import { world } from '../../client/stores/world.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('quality of the sea', () => {
  test('three slow seconds cost one step, a short stutter costs nothing, and it never gets finer again', () => {
    const rate = watchFrameRate();
    const run = (fps: number, ms: number): void => {
      for (let t = 0; t <= ms; t += 100) {
        rate(fps);
        vi.advanceTimersByTime(100);
      }
    };
    run(60, 5000);
    run(30, 2500);
    run(60, 1000);
    run(30, 2500);
    expect(seaQuality.now()).toBe('full');
    run(30, 3500);
    expect(seaQuality.now()).toBe('half');
    run(30, 10_000);
    expect(seaQuality.now()).toBe('half');
    run(12, 3500);
    expect(seaQuality.now()).toBe('still');
    run(60, 10_000);
    expect(seaQuality.now()).toBe('still');
  });
});

describe('the loop', () => {
  let game: Phaser.Game;
  let stop: () => void;
  beforeEach(async () => {
    vi.useRealTimers();
    world.setState(world.getInitialState(), true);
    world.setState({ scene: 'map' });
    await new Promise<void>((resolve) => {
      game = new Phaser.Game({
        type: Phaser.HEADLESS,
        banner: false,
        audio: { noAudio: true },
        input: { keyboard: false },
        callbacks: { postBoot: () => setTimeout(resolve, 20) },
      });
    });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    stop = keepAwake(game);
  });
  afterEach(() => {
    stop();
    game.destroy(true);
  });

  test('sleeps under a play screen and wakes with the map', () => {
    expect(game.loop.running).toBe(true);
    world.hide();
    expect(game.loop.running).toBe(false);
    world.showMap([]);
    expect(game.loop.running).toBe(true);
  });

  test('sleeps after a minute without input; a key, a tap or news wake it', () => {
    vi.advanceTimersByTime(59_000);
    dispatchEvent(new Event('keydown'));
    vi.advanceTimersByTime(59_000);
    expect(game.loop.running).toBe(true);
    vi.advanceTimersByTime(2000);
    expect(game.loop.running).toBe(false);
    dispatchEvent(new Event('pointerdown'));
    expect(game.loop.running).toBe(true);
    vi.advanceTimersByTime(61_000);
    world.setState({ picked: ['coin-0'] });
    expect(game.loop.running).toBe(true);
  });

  test('a sleeping loop under a play screen is not woken by a moving pointer', () => {
    world.hide();
    dispatchEvent(new Event('pointermove'));
    expect(game.loop.running).toBe(false);
  });
});

test('noon is white, every other light is a pale tint of it', () => {
  expect(lightAt(12)).toBe(0xffffff);
  for (let hour = 0; hour < 24; hour += 0.5) {
    const light = lightAt(hour);
    const darkest = Math.min(light >> 16, (light >> 8) & 255, light & 255);
    expect(darkest, `at ${hour}`).toBeGreaterThanOrEqual(0xb0);
  }
  expect(lightAt(23)).toBe(lightAt(2));
});
