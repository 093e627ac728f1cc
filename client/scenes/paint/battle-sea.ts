import Phaser from 'phaser';
import type { Sea } from '../../stores/fleet-layout.ts';
import { world } from '../../stores/world.ts';
import { untilShutdown } from '../watch.ts';
import { RACE_SHADER } from './battle-shader.ts';
import type { SeaQuality } from './sea.ts';

/** `run` = how fast the water passes by: 0 at rest, 1 rowing. */
export type RaceSea = {
  setQuality: (quality: SeaQuality) => void;
  run: (speed: number) => void;
  /** The band is higher or lower now. */
  reframe: (sea: Sea) => void;
};

const CALM = 0.2;
/** A picture is stretched so far in height before it is made anew. */
const MOST_STRETCH = 1.15;
type Uniform = (name: string, value: number | number[]) => void;
type View = { sea: Sea; t: number; shift: number };
type Shown = { shader: Phaser.GameObjects.Shader; image: Phaser.GameObjects.Image };

let named = 0;

const show = (scene: Phaser.Scene, now: View, pixels: number): Shown => {
  const { w, h } = now.sea;
  named += 1;
  const out = `race-${named}`;
  const setupUniforms = (set: Uniform): void => {
    set('uTime', now.t);
    set('uShift', now.shift);
    set('uSize', [now.sea.w, now.sea.h]);
    set('uHorizon', now.sea.horizon / now.sea.h);
  };
  const config = { name: 'Race', fragmentSource: RACE_SHADER, setupUniforms };
  const shader = new Phaser.GameObjects.Shader(
    scene,
    config,
    0,
    0,
    Math.ceil(w * pixels),
    Math.ceil(h * pixels),
  );
  shader.setRenderToTexture(out);
  const image = scene.add.image(0, 0, out).setOrigin(0).setDisplaySize(w, h).setDepth(-1000);
  return { shader, image };
};

const hide = ({ shader, image }: Shown): void => {
  image.destroy();
  shader.destroy();
};

/** The picture of the sea at the present quality and size; `paint` draws it, a still one only when something is new. */
const pictureOf = (scene: Phaser.Scene, now: View, density: number, first: SeaQuality) => {
  let quality = first;
  let fresh = true;
  const pixels = (): number => density * (quality === 'half' ? 0.5 : 1);
  let shown = show(scene, now, pixels());
  const anew = (): void => {
    fresh = true;
    hide(shown);
    shown = show(scene, now, pixels());
  };
  return {
    paint: (): void => {
      if (quality === 'still' && !fresh) return;
      fresh = false;
      shown.shader.renderImmediate();
    },
    restore: (): void => {
      fresh = true;
    },
    setQuality: (next: SeaQuality): void => {
      if (next === quality) return;
      quality = next;
      anew();
    },
    reframe: (sea: Sea): void => {
      now.sea = sea;
      fresh = true;
      if (sea.h * pixels() > shown.shader.height * MOST_STRETCH) anew();
      else shown.image.setDisplaySize(sea.w, sea.h);
    },
    end: (): void => hide(shown),
  };
};

/** Sky, sun and the sea seen from its side, drawn once per frame into one picture; a still sea is drawn once. */
export const addRaceSea = (
  scene: Phaser.Scene,
  sea: Sea,
  density: number,
  quality: SeaQuality,
): RaceSea | undefined => {
  const { renderer } = scene;
  if (!renderer) return undefined;
  const now: View = { sea, t: 20, shift: 0 };
  const { paint, restore, setQuality, reframe, end } = pictureOf(scene, now, density, quality);
  let speed = 0;
  let wanted = 0;
  const draw = (_time: number, ms: number): void => {
    speed += (wanted - speed) * Math.min(1, ms / 500);
    const s = (Math.min(ms, 100) / 1000) * (world.getState().reduced ? CALM : 1);
    now.t += s;
    now.shift += s * speed;
    paint();
  };
  const { UPDATE } = Phaser.Scenes.Events;
  const { RESTORE_WEBGL } = Phaser.Renderer.Events;
  scene.events.on(UPDATE, draw);
  renderer.on(RESTORE_WEBGL, restore);
  untilShutdown(scene, () => {
    scene.events.off(UPDATE, draw);
    renderer.off(RESTORE_WEBGL, restore);
    end();
  });
  const run = (to: number): void => {
    wanted = to;
  };
  return { setQuality, reframe, run };
};
