import type Phaser from 'phaser';
import { upload } from './upload.ts';

/** The texture of everything drawn by code: its frames share one texture, so that they share one draw call. */
export const STAMPS = 'stamps';

export type Stamp =
  | 'pad-done'
  | 'pad-current'
  | 'pad-locked'
  | 'ring'
  | 'shadow'
  | 'wake'
  | 'dot-gold'
  | 'dot-white'
  | 'crumb-gold'
  | 'crumb-white'
  | 'cross'
  | 'paper';

type Frame = { x: number; y: number; w: number; h: number };
/** Frames in texture px; they are drawn at half of that size in world px. */
const FRAMES: Record<Stamp, Frame> = {
  'pad-done': { x: 0, y: 0, w: 140, h: 132 },
  'pad-current': { x: 144, y: 0, w: 140, h: 132 },
  'pad-locked': { x: 288, y: 0, w: 140, h: 132 },
  ring: { x: 0, y: 136, w: 136, h: 104 },
  shadow: { x: 140, y: 136, w: 128, h: 44 },
  wake: { x: 140, y: 184, w: 180, h: 48 },
  'dot-gold': { x: 324, y: 136, w: 32, h: 32 },
  'dot-white': { x: 360, y: 136, w: 32, h: 32 },
  'crumb-gold': { x: 324, y: 172, w: 24, h: 18 },
  'crumb-white': { x: 352, y: 172, w: 24, h: 18 },
  cross: { x: 324, y: 194, w: 68, h: 52 },
  paper: { x: 396, y: 136, w: 20, h: 14 },
};
/** World px per texture px of a stamp at scale 1. */
export const STAMP_SCALE = 0.5;

type Brush = CanvasRenderingContext2D;
const ellipse = (
  ctx: Brush,
  x: number,
  y: number,
  w: number,
  h: number,
  fill: string | CanvasGradient,
): void => {
  ctx.fillStyle = fill;
  ctx.beginPath();
  ctx.ellipse(x, y, w / 2, h / 2, 0, 0, Math.PI * 2);
  ctx.fill();
};

const FLAT = 0.74;
type PadColours = { face: string; edge: string; gloss: string };
const PADS: Record<'done' | 'current' | 'locked', PadColours> = {
  done: { face: '#ffd25a', edge: '#d98b12', gloss: '#fff0bd' },
  current: { face: '#ff7a59', edge: '#c23a22', gloss: '#ffd3c4' },
  locked: { face: '#dfe8ee', edge: '#8fa5b5', gloss: '#f7fbfd' },
};

const paintPad = (ctx: Brush, { x, y, w }: Frame, { face, edge, gloss }: PadColours): void => {
  const cx = x + w / 2;
  const cy = y + 54;
  const r = 54;
  ellipse(ctx, cx + 6, cy + 18, r * 2.1, r * 2.1 * FLAT, 'rgba(22,48,90,.25)');
  ellipse(ctx, cx, cy + 14, r * 2, r * 2 * FLAT, edge);
  ellipse(ctx, cx, cy, r * 2, r * 2 * FLAT, face);
  const shine = ctx.createLinearGradient(0, cy - r * FLAT, 0, cy + r * FLAT);
  shine.addColorStop(0, gloss);
  shine.addColorStop(1, face);
  ellipse(ctx, cx, cy - 2, r * 1.66, r * 1.66 * FLAT, gloss);
  ellipse(ctx, cx, cy + 3, r * 1.54, r * 1.5 * FLAT, shine);
};

const soft = (ctx: Brush, { x, y, w, h }: Frame, rgb: string, strength: number): void => {
  ctx.save();
  ctx.translate(x + w / 2, y + h / 2);
  ctx.scale(1, h / w);
  const fade = ctx.createRadialGradient(0, 0, 0, 0, 0, w / 2);
  fade.addColorStop(0, `rgba(${rgb},${strength})`);
  fade.addColorStop(0.6, `rgba(${rgb},${strength * 0.8})`);
  fade.addColorStop(1, `rgba(${rgb},0)`);
  ellipse(ctx, 0, 0, w, w, fade);
  ctx.restore();
};

const paintDot = (ctx: Brush, { x, y }: Frame, colour: string, w: number, h: number): void => {
  ellipse(ctx, x + 16 + 2, y + 15 + 6, 24, 18, 'rgba(6,58,94,.35)');
  ellipse(ctx, x + 16, y + 14, w, h, colour);
};

const paintCross = (ctx: Brush, { x, y }: Frame): void => {
  ctx.lineCap = 'round';
  for (const [colour, width, down] of [
    ['rgba(70,30,10,.3)', 15, 4],
    ['#b4402a', 13, 0],
    ['#d2603f', 5, -2],
  ] as const) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.beginPath();
    ctx.moveTo(x + 10, y + 9 + down);
    ctx.lineTo(x + 58, y + 41 + down);
    ctx.moveTo(x + 58, y + 9 + down);
    ctx.lineTo(x + 10, y + 41 + down);
    ctx.stroke();
  }
};

const paintRing = (ctx: Brush, { x, y, w, h }: Frame): void => {
  ctx.strokeStyle = '#ffffff';
  ctx.lineWidth = 8;
  ctx.beginPath();
  ctx.ellipse(x + w / 2, y + h / 2, w / 2 - 8, h / 2 - 8, 0, 0, Math.PI * 2);
  ctx.stroke();
};

const paintAll = (ctx: Brush): void => {
  paintPad(ctx, FRAMES['pad-done'], PADS.done);
  paintPad(ctx, FRAMES['pad-current'], PADS.current);
  paintPad(ctx, FRAMES['pad-locked'], PADS.locked);
  paintRing(ctx, FRAMES.ring);
  soft(ctx, FRAMES.shadow, '22,48,90', 0.34);
  soft(ctx, FRAMES.wake, '255,255,255', 0.62);
  paintDot(ctx, FRAMES['dot-gold'], '#ffd25a', 22, 18);
  paintDot(ctx, FRAMES['dot-white'], '#ffffff', 18, 15);
  ellipse(ctx, 324 + 12, 172 + 9, 18, 13, '#f7a928');
  ellipse(ctx, 352 + 12, 172 + 9, 16, 11, '#ffffff');
  paintCross(ctx, FRAMES.cross);
  ctx.fillStyle = '#ffffff';
  ctx.fillRect(396, 136, 20, 14);
};

/** Paints the stamps once per game. */
export const makeStamps = (scene: Phaser.Scene): void => {
  if (scene.textures.exists(STAMPS)) return;
  const texture = scene.textures.createCanvas(STAMPS, 432, 252);
  if (!texture) return;
  paintAll(texture.context);
  for (const [name, { x, y, w, h }] of Object.entries(FRAMES)) texture.add(name, 0, x, y, w, h);
  upload(texture);
};

/** Adds a stamp at its world size times `scale`. */
export const stamp = (
  scene: Phaser.Scene,
  name: Stamp,
  x: number,
  y: number,
  scale = 1,
): Phaser.GameObjects.Image => scene.add.image(x, y, STAMPS, name).setScale(STAMP_SCALE * scale);
