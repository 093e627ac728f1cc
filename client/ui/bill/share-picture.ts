import type { BillDoc, BillLine } from '../../../server/domain/bill.ts';
import { pick, textOf } from '../../i18n/index.ts';
import { amountOf, honourText, nameOf } from './lines.ts';

/** A picture for a phone screen, in pixels. */
export const WIDTH = 1080;
export const HEIGHT = 1440;

/** What is on it. `name` is my own, and only when I have ticked it; nobody else is ever named. */
export type Shared = {
  head: string;
  owner: string;
  honour: { icon: string; name: string; why: string } | null;
  lines: [string, string][];
  proud: [string, string];
  remark: string;
};

const LINES: readonly BillLine[] = ['days', 'minutes', 'answers', 'correct', 'helped', 'islands'];
/** The texts of the picture: numbers of one's own, no skill, no coins, no place among others, no partner. */
export const sharedOf = (doc: BillDoc, name: string | undefined): Shared => {
  const t = textOf('bill');
  const proud: BillLine = doc.sums.repaired > 0 ? 'repaired' : 'correct';
  return {
    head: nameOf(doc),
    owner: name === undefined ? t('share.anon') : t('share.by', { name }),
    honour: doc.honour === null ? null : { icon: doc.honour.icon, ...honourText(doc.honour) },
    lines: LINES.filter((line) => line !== proud).map((line) => [t(`line.${line}`), amountOf(line, doc)]),
    proud: [t(`line.${proud}`), amountOf(proud, doc)],
    remark: pick(doc.remark),
  };
};

const INK = '#0e2a3f';
const INK_2 = '#34546a';
const style = (name: string, fallback: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim() || fallback;

const loadIcon = (src: string): Promise<HTMLImageElement | undefined> =>
  new Promise((done) => {
    const image = new Image();
    image.onload = () => done(image);
    image.onerror = () => done(undefined);
    image.src = src;
  });
const iconOf = async (name: string): Promise<HTMLImageElement | undefined> =>
  (await loadIcon(`/icons/large/${name}.webp`)) ?? loadIcon(`/icons/${name}.webp`);

/** Breaks a text between words so that every line fits. */
export const linesOf = (width: (text: string) => number, text: string, most: number): string[] => {
  const lines: string[] = [];
  let line = '';
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text)) {
    if (line !== '' && width(line + segment) > most && !/^[\p{P}\s]/u.test(segment)) {
      lines.push(line.trim());
      line = '';
    }
    line += segment;
  }
  return line.trim() === '' ? lines : [...lines, line.trim()];
};

type Pen = CanvasRenderingContext2D;
const drawSea = (pen: Pen): void => {
  const sky = pen.createLinearGradient(0, 0, 0, HEIGHT);
  sky.addColorStop(0, '#8fdcf5');
  sky.addColorStop(0.45, '#2ea7d8');
  sky.addColorStop(1, '#0a5c93');
  pen.fillStyle = sky;
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  for (let row = 0; row < 5; row++) {
    pen.fillStyle = `rgba(255,255,255,${0.05 + row * 0.02})`;
    const y = HEIGHT - 210 + row * 45;
    pen.beginPath();
    pen.moveTo(0, y);
    for (let x = 0; x <= WIDTH; x += 20) pen.lineTo(x, y + Math.sin(x / 70 + row * 1.7) * 14);
    pen.lineTo(WIDTH, HEIGHT);
    pen.lineTo(0, HEIGHT);
    pen.fill();
  }
};

const PAPER = { left: 90, right: 990, top: 80, bottom: 1330 };
const drawPaper = (pen: Pen): void => {
  const { left, right, top, bottom } = PAPER;
  pen.save();
  pen.shadowColor = 'rgba(6,40,70,.45)';
  pen.shadowBlur = 50;
  pen.shadowOffsetY = 20;
  pen.fillStyle = '#fffbf2';
  pen.beginPath();
  pen.moveTo(left, top);
  pen.lineTo(right, top);
  pen.lineTo(right, bottom);
  const teeth = 30;
  const step = (right - left) / teeth;
  for (let i = 0; i < teeth; i++) {
    pen.lineTo(right - (i + 0.5) * step, bottom + 22);
    pen.lineTo(right - (i + 1) * step, bottom);
  }
  pen.closePath();
  pen.fill();
  pen.restore();
};

const rule = (pen: Pen, y: number): void => {
  pen.strokeStyle = '#d9c9a2';
  pen.lineWidth = 3;
  pen.setLineDash([12, 10]);
  pen.beginPath();
  pen.moveTo(PAPER.left + 60, y);
  pen.lineTo(PAPER.right - 60, y);
  pen.stroke();
  pen.setLineDash([]);
};

type Write = { text: string; y: number; size: number; bold?: boolean; color?: string; font: string };
const centre = (pen: Pen, { text, y, size, bold = false, color = INK, font }: Write): void => {
  pen.fillStyle = color;
  pen.textAlign = 'center';
  pen.font = `${bold ? 800 : 500} ${size}px ${font}`;
  pen.fillText(text, WIDTH / 2, y, PAPER.right - PAPER.left - 120);
};
const pair = (pen: Pen, [name, value]: [string, string], y: number, font: string, size: number): void => {
  pen.font = `500 ${size}px ${font}`;
  pen.fillStyle = INK_2;
  pen.textAlign = 'left';
  pen.fillText(name, PAPER.left + 70, y);
  pen.font = `800 ${size + 4}px ${font}`;
  pen.fillStyle = INK;
  pen.textAlign = 'right';
  pen.fillText(value, PAPER.right - 70, y);
};

const drawHonour = async (pen: Pen, shared: Shared, font: string): Promise<number> => {
  const { honour } = shared;
  const icon = await iconOf(honour?.icon ?? 'receipt');
  if (icon) pen.drawImage(icon, WIDTH / 2 - 90, 240, 180, 180);
  if (honour === null) return 450;
  centre(pen, { text: honour.name, y: 490, size: 60, bold: true, font });
  centre(pen, { text: honour.why, y: 545, size: 32, color: INK_2, font });
  return 590;
};

const drawLines = (pen: Pen, shared: Shared, from: number, font: string): number => {
  let y = from;
  rule(pen, y);
  for (const line of shared.lines) {
    y += 62;
    pair(pen, line, y, font, 38);
  }
  y += 40;
  pen.fillStyle = '#ffe6a3';
  pen.beginPath();
  pen.roundRect(PAPER.left + 40, y, PAPER.right - PAPER.left - 80, 92, 24);
  pen.fill();
  pair(pen, shared.proud, y + 60, font, 42);
  return y + 92;
};

const drawRemark = (pen: Pen, remark: string, from: number, font: string): void => {
  pen.font = `700 44px ${font}`;
  const lines = linesOf((text) => pen.measureText(text).width, remark, 740);
  const begin = from + 78 + Math.max(0, 2 - lines.length) * 20;
  lines.forEach((text, i) => {
    centre(pen, { text, y: begin + i * 58, size: 44, bold: true, color: '#8a5a00', font });
  });
};

/** Draws the picture in this browser. Nothing is sent anywhere. */
export const drawShared = async (canvas: HTMLCanvasElement, shared: Shared): Promise<void> => {
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('no canvas');
  const font = style('--font-ui', 'sans-serif');
  await document.fonts?.load(`800 40px ${font}`, shared.head + shared.remark).catch(() => undefined);
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  drawSea(pen);
  drawPaper(pen);
  centre(pen, { text: shared.owner, y: 160, size: 34, color: INK_2, font });
  centre(pen, { text: shared.head, y: 216, size: 46, bold: true, font });
  const below = await drawHonour(pen, shared, font);
  const after = drawLines(pen, shared, below, font);
  drawRemark(pen, shared.remark, after, font);
};
