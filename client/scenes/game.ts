import Phaser from 'phaser';
import { fleet } from '../stores/fleet.ts';
import type { Box } from '../stores/layout.ts';
import { type World, world } from '../stores/world.ts';
import { ArchipelagoScene } from './archipelago-scene.ts';
import { BattleScene } from './battle-scene.ts';
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
    scene: [new BootScene(ready), new ArchipelagoScene(), new IslandScene(), new BattleScene()],
  };
};

const SCENES = ['map', 'island', 'battle'] as const;

/** Where the present scene is to be seen, in CSS px of the window; undefined while a battle has no band. */
const frameOf = ({ scene, size }: World): Box | undefined =>
  scene === 'battle' ? fleet.getState().band : { x: 0, y: 0, ...size };

/** What a scene was made for; another value means it must be made anew. A battle follows the height of its band itself. */
const sceneKey = (state: World): string => {
  const { scene, island, open, stations, size, reduced } = state;
  if (scene === 'battle') return `battle ${frameOf(state)?.w} ${reduced}`;
  const { seed = '', biome = '', size: extent = '' } = open?.style ?? {};
  const land = scene === 'island' ? `${island} ${seed} ${biome} ${extent} ${stations.length}` : '';
  return `${scene} ${land} ${size.w}x${size.h} ${reduced}`;
};

const RESIZE_MS = 150;

const placeCanvas = ({ canvas, scale }: Phaser.Game, { x, y, w, h }: Box): void => {
  scale.resize(Math.round(w * density()), Math.round(h * density()));
  Object.assign(canvas.style, { position: 'absolute', left: `${x}px`, top: `${y}px` });
};

/** Moves the canvas to the present frame; in the next step, since a canvas that is resized is empty until painted. */
const canvasMover = (game: Phaser.Game): (() => void) => {
  let waits = false;
  const place = (): void => {
    waits = false;
    const frame = frameOf(world.getState());
    if (world.getState().scene !== 'none' && frame) placeCanvas(game, frame);
  };
  return () => {
    if (!waits) game.events.once(Phaser.Core.Events.PRE_STEP, place);
    waits = true;
  };
};

/** Starts the scene that the stores ask for; one that is only covered and uncovered again goes on as it was. */
const sceneStarter = (game: Phaser.Game, moveCanvas: () => void): (() => void) => {
  let running = '';
  return () => {
    const state = world.getState();
    const frame = frameOf(state);
    if (state.scene === 'none' || !frame) return;
    const key = sceneKey(state);
    if (key === running) {
      moveCanvas();
      if (!state.drawn) world.setState({ drawn: true });
      return;
    }
    running = key;
    placeCanvas(game, frame);
    for (const scene of SCENES) game.scene.stop(scene);
    game.scene.start(state.scene);
  };
};

/** Keeps the game with the stores: scene, size, and the band of a battle. */
const directScenes = (game: Phaser.Game): (() => void) => {
  const moveCanvas = canvasMover(game);
  const show = sceneStarter(game, moveCanvas);
  let later: ReturnType<typeof setTimeout> | undefined;
  let wanted = sceneKey(world.getState());
  const see = (resized: boolean): void => {
    const key = sceneKey(world.getState());
    if (key === wanted) return;
    wanted = key;
    clearTimeout(later);
    if (resized) later = setTimeout(show, RESIZE_MS);
    else show();
  };
  const stops = [
    world.subscribe((now, before) => {
      if (now.scene !== before.scene) wanted = '';
      see(now.scene === before.scene && now.size !== before.size);
    }),
    fleet.subscribe(({ band }, { band: before }) => {
      if (band === before || world.getState().scene !== 'battle') return;
      moveCanvas();
      see(before !== undefined);
    }),
  ];
  show();
  return () => {
    clearTimeout(later);
    for (const stop of stops) stop();
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
