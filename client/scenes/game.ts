import Phaser from 'phaser';
import { type World, world } from '../stores/world.ts';
import { ArchipelagoScene } from './archipelago-scene.ts';
import { BootScene } from './boot-scene.ts';
import { density } from './camera.ts';
import { IslandScene } from './island-scene.ts';
import { expectSoftware, watchFrameRate } from './quality.ts';
import { keepAwake } from './sleep.ts';

const SOFTWARE = /swiftshader|llvmpipe|software|basic render/i;

/** What draws WebGL here: a graphics card, software, or nothing. */
const renderer = (): 'card' | 'software' | 'none' => {
  const canvas = document.createElement('canvas');
  const gl = canvas.getContext('webgl2') ?? canvas.getContext('webgl');
  if (!gl) return 'none';
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const name = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return SOFTWARE.test(name) ? 'software' : 'card';
};

const configOf = (parent: HTMLElement, ready: () => void): Phaser.Types.Core.GameConfig => {
  const { size } = world.getState();
  return {
    type: Phaser.WEBGL,
    parent,
    width: Math.round(size.w * density()),
    height: Math.round(size.h * density()),
    backgroundColor: '#1287be',
    scale: { mode: Phaser.Scale.NONE, zoom: 1 / density() },
    banner: false,
    autoFocus: false,
    audio: { noAudio: true },
    input: { keyboard: false, gamepad: false, windowEvents: false },
    render: { antialias: true, roundPixels: false, maxTextures: 1, powerPreference: 'low-power' },
    scene: [new BootScene(ready), new ArchipelagoScene(), new IslandScene()],
  };
};

/** What a scene was made for; another value means it must be made anew. */
const sceneKey = ({ scene, island, open, stations, size, reduced }: World): string => {
  const { seed = '', biome = '', size: extent = '' } = open?.style ?? {};
  const land = scene === 'island' ? `${island} ${seed} ${biome} ${extent} ${stations.length}` : '';
  return `${scene} ${land} ${size.w}x${size.h} ${reduced}`;
};

const RESIZE_MS = 150;

/** Runs the scene the store asks for. A scene that is only covered and uncovered again goes on as it was. */
const directScenes = (game: Phaser.Game): (() => void) => {
  let running = '';
  let later: ReturnType<typeof setTimeout> | undefined;
  const show = (): void => {
    const state = world.getState();
    if (state.scene === 'none') return;
    const key = sceneKey(state);
    if (key === running) {
      if (!state.drawn) world.setState({ drawn: true });
      return;
    }
    running = key;
    game.scale.resize(Math.round(state.size.w * density()), Math.round(state.size.h * density()));
    game.scene.stop(state.scene === 'map' ? 'island' : 'map');
    game.scene.stop(state.scene);
    game.scene.start(state.scene);
  };
  const see = (now: World, before: World): void => {
    if (now.scene === before.scene && sceneKey(now) === sceneKey(before)) return;
    clearTimeout(later);
    if (now.size === before.size) show();
    else later = setTimeout(show, RESIZE_MS);
  };
  const stop = world.subscribe(see);
  show();
  return () => {
    clearTimeout(later);
    stop();
  };
};

/**
 * Starts the drawn world in an element and follows the world store until the returned function is called.
 * Without WebGL it sets `failed` and draws nothing.
 */
export const startWorld = (parent: HTMLElement): (() => void) => {
  const drawnBy = renderer();
  if (drawnBy === 'none') {
    world.setState({ failed: true });
    return () => undefined;
  }
  if (drawnBy === 'software') {
    expectSoftware();
    // Style sheets then let their endless backdrops rest: each frame would be painted by hand.
    document.documentElement.dataset.paint = 'software';
  }
  const stops: (() => void)[] = [];
  let booted = false;
  let ended = false;
  const game = new Phaser.Game(
    configOf(parent, () => {
      booted = true;
      if (ended) game.destroy(true);
      else stops.push(directScenes(game), keepAwake(game));
    }),
  );
  const rate = watchFrameRate();
  game.events.on(Phaser.Core.Events.POST_STEP, () => rate(game.loop.actualFps));
  return () => {
    ended = true;
    for (const stop of stops) stop();
    world.setState({ drawn: false });
    // Phaser cannot be destroyed while its first textures are on their way: it ends when they have come.
    if (booted) game.destroy(true);
  };
};
