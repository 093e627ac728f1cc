import Phaser from 'phaser';
import { type Point, type Size, world } from '../../stores/world.ts';
import { untilShutdown } from '../watch.ts';
import { distanceField } from './distance.ts';
import { SEA_SHADER, SHORE } from './sea-shader.ts';

/** How finely the sea is drawn: per device pixel, at half of that, or one still picture. */
export type SeaQuality = 'full' | 'half' | 'still';
/** Draws the islands' masks (white = land) into a canvas of `scale` px per world px. */
export type MaskPainter = (ctx: CanvasRenderingContext2D, scale: number) => void;
/** `reshape` makes the shore anew when the land has changed. */
export type Sea = { setQuality: (quality: SeaQuality) => void; reshape: () => Promise<void> };

/** Shore texture px per world px. */
const SHORE_SCALE = 0.4;
const CALM = 0.25;
const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

let named = 0;
/** A texture name that no other sea and no other picture of this one has: what one lets go, none of them loses. */
const newKey = (what: 'shore' | 'picture'): string => {
  named += 1;
  return `sea-${what}-${named}`;
};

const landMask = (
  ctx: CanvasRenderingContext2D,
  w: number,
  h: number,
): { image: ImageData; land: Uint8Array } => {
  const image = ctx.getImageData(0, 0, w, h);
  const land = new Uint8Array(w * h);
  for (let i = 0; i < land.length; i++)
    land[i] = (image.data[i * 4] ?? 0) > 127 && (image.data[i * 4 + 3] ?? 0) > 127 ? 1 : 0;
  return { image, land };
};

const paintDistances = (image: ImageData, distances: Float32Array): void => {
  for (const [i, distance] of distances.entries()) {
    const value = Math.min(255, (distance / SHORE_SCALE / SHORE) * 255);
    image.data.fill(value, i * 4, i * 4 + 3);
    image.data[i * 4 + 3] = 255;
  }
};

/** The canvas of the distances: made when the sea is new, painted over when its shore has changed. */
const shoreCanvas = (
  scene: Phaser.Scene,
  key: string,
  w: number,
  h: number,
): Phaser.Textures.CanvasTexture | null => {
  if (!scene.textures.exists(key)) return scene.textures.createCanvas(key, w, h);
  const texture = scene.textures.get(key);
  return texture instanceof Phaser.Textures.CanvasTexture ? texture : null;
};

/** Makes the texture of distances to the shore, in pieces of a few ms. */
const shoreTexture = async (
  scene: Phaser.Scene,
  size: Size,
  paint: MaskPainter,
  isOver: () => boolean,
  key: string,
): Promise<boolean> => {
  const w = Math.ceil(size.w * SHORE_SCALE);
  const h = Math.ceil(size.h * SHORE_SCALE);
  const canvas = document.createElement('canvas');
  canvas.width = w;
  canvas.height = h;
  const ctx = canvas.getContext('2d', { willReadFrequently: true });
  if (!ctx) return false;
  paint(ctx, SHORE_SCALE);
  const { image, land } = landMask(ctx, w, h);
  await rest();
  const distances = await distanceField(land, w, h, rest);
  if (isOver() || (!scene.sys.isActive() && !scene.sys.isVisible())) return false;
  paintDistances(image, distances);
  const shore = shoreCanvas(scene, key, w, h);
  shore?.context.putImageData(image, 0, 0);
  shore?.refresh();
  return shore !== null;
};

type Uniform = (name: string, value: number | number[]) => void;

const seaShader = (
  scene: Phaser.Scene,
  sea: Size,
  picture: Size,
  shore: string,
  out: string,
): Phaser.GameObjects.Shader => {
  const setupUniforms = (set: Uniform): void => {
    const { size, camera, reduced } = world.getState();
    set('uShore', 0);
    set('uTime', scene.game.loop.getDuration() + 20);
    set('uCalm', reduced ? CALM : 1);
    set('uView', [size.w, size.h]);
    set('uScroll', [camera.x, camera.y]);
    set('uWorld', [sea.w, sea.h]);
  };
  const config = { name: 'Sea', fragmentSource: SEA_SHADER, setupUniforms };
  const shader = new Phaser.GameObjects.Shader(scene, config, 0, 0, picture.w, picture.h, [shore]);
  return shader.setRenderToTexture(out);
};

type Shown = { shader: Phaser.GameObjects.Shader; image: Phaser.GameObjects.Image };

const show = (scene: Phaser.Scene, sea: Size, pixels: number, shore: string): Shown => {
  const out = newKey('picture');
  const { size } = world.getState();
  const shader = seaShader(
    scene,
    sea,
    { w: Math.ceil(size.w * pixels), h: Math.ceil(size.h * pixels) },
    shore,
    out,
  );
  const image = scene.add.image(0, 0, out).setOrigin(0).setScrollFactor(0);
  image.setDisplaySize(size.w, size.h).setDepth(-1000);
  return { shader, image };
};

const hide = ({ shader, image }: Shown): void => {
  image.destroy();
  shader.destroy();
};

/** Sea px per canvas px. A still sea is drawn once, so it may be fine, unless the camera moves over it. */
const pixelsOf = (quality: SeaQuality, sea: Size): number => {
  const { size } = world.getState();
  const panned = sea.w > size.w || sea.h > size.h;
  return quality === 'full' || (quality === 'still' && !panned) ? 1 : 0.5;
};

/**
 * Adds the living sea below everything. Resolves when its shore is known and the first picture drawn; undefined
 * when the scene ended meanwhile or there is no renderer. It is drawn once per frame into a picture of the viewport's
 * size, a still sea only when the camera moved.
 */
export const addSea = async (
  scene: Phaser.Scene,
  size: Size,
  density: number,
  quality: SeaQuality,
  paint: MaskPainter,
): Promise<Sea | undefined> => {
  // A scene that starts anew meanwhile has a sea of its own: this one must not touch its shore.
  const shore = newKey('shore');
  let over = false;
  const isOver = (): boolean => over;
  untilShutdown(scene, () => {
    over = true;
  });
  if (!scene.renderer || !(await shoreTexture(scene, size, paint, isOver, shore))) return undefined;
  let now = quality;
  let shown = show(scene, size, density * pixelsOf(now, size), shore);
  let seen: Point | undefined;
  const draw = (): void => {
    const { camera } = world.getState();
    if (now === 'still' && seen === camera) return;
    seen = camera;
    shown.shader.renderImmediate();
  };
  const drawAnew = (): void => {
    seen = undefined;
  };
  const { UPDATE, SHUTDOWN } = Phaser.Scenes.Events;
  const { RESTORE_WEBGL } = Phaser.Renderer.Events;
  const { renderer } = scene;
  scene.events.on(UPDATE, draw);
  renderer.on(RESTORE_WEBGL, drawAnew);
  scene.events.once(SHUTDOWN, () => {
    scene.events.off(UPDATE, draw);
    renderer.off(RESTORE_WEBGL, drawAnew);
    hide(shown);
    if (scene.textures.exists(shore)) scene.textures.remove(shore);
  });
  const setQuality = (next: SeaQuality): void => {
    if (next === now) return;
    now = next;
    seen = undefined;
    hide(shown);
    shown = show(scene, size, density * pixelsOf(now, size), shore);
  };
  const reshape = async (): Promise<void> => {
    if (await shoreTexture(scene, size, paint, isOver, shore)) seen = undefined;
  };
  return { setQuality, reshape };
};
