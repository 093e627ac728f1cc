import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const ui = resolve(import.meta.dirname, '../../client/ui');
const read = (path: string) => readFileSync(join(ui, path), 'utf8');
const tokens = new Map(
  [...(read('tokens.css') + read('play/play.css')).matchAll(/--([\w-]+):\s*(#[0-9a-f]{3,6})\b/gi)].map(
    (m) => [m[1] ?? '', m[2] ?? ''],
  ),
);

type Rgb = [number, number, number];
const rgb = (hex: string): Rgb => {
  const full = hex.length === 4 ? [...hex.slice(1)].map((c) => c + c).join('') : hex.slice(1);
  return [0, 2, 4].map((i) => Number.parseInt(full.slice(i, i + 2), 16)) as Rgb;
};
const luminance = (colour: Rgb): number => {
  const [r, g, b] = colour.map((c) =>
    c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4,
  ) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a: Rgb, b: Rgb): number => {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
};
const colour = (name: string): Rgb => {
  const hex = name.startsWith('#') ? name : tokens.get(name);
  if (hex === undefined) throw new Error(`no token ${name}`);
  return rgb(hex);
};

/** The value of a property in the first rule of a file whose selector list holds exactly this selector. */
const styleOf = (file: string, selector: string, property: string): string => {
  for (const [, selectors = '', body = ''] of read(`play/${file}`).matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    const names = selectors
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .split(',')
      .map((s) => s.trim());
    const value = new RegExp(`(?:^|[;\\s])${property}:\\s*([^;]+);`).exec(body)?.[1];
    if (names.includes(selector) && value !== undefined) return value.trim();
  }
  throw new Error(`${file}: ${selector} has no ${property}`);
};
const paint = (value: string): Rgb => colour(/^var\(--([\w-]+)\)$/.exec(value)?.[1] ?? value);

describe('answers can be read before and after the verdict (4.5 : 1)', () => {
  test.each([
    ['an open tile', '#ui .tile', '#ui .tile'],
    ['a dim tile', '.tile-dim .tile-text', '#ui .tile-dim'],
    ['a wrong tile', '.tile-wrong .tile-text', '#ui .tile-wrong'],
    ['the right tile', '.tile-right .tile-text', '#ui .tile-right'],
    ['a missed tile', '.tile-missed .tile-text', '#ui .tile-missed'],
    ['a right pair', '.told li', '.told li'],
    ['a wrong pair struck out', '.told-pair del', '.told .told-wrong'],
    ['the key under a wrong text', '.field-key', '.field-wrong'],
  ])('%s', (_, text, ground) => {
    const file = ground.includes('tile') ? 'tiles.css' : 'answers.css';
    const ink = paint(styleOf(file, text, 'color'));
    expect(contrast(ink, paint(styleOf(file, ground, 'background')))).toBeGreaterThanOrEqual(4.5);
  });

  test('the verdict on its strip, right and wrong', () => {
    const strip = paint(styleOf('panel.css', '.verdict', 'background'));
    for (const kind of ['right', 'wrong'])
      expect(
        contrast(paint(styleOf('panel.css', `.verdict-${kind} .verdict-head b`, 'color')), strip),
      ).toBeGreaterThanOrEqual(4.5);
    expect(contrast(paint(styleOf('panel.css', '.gain', 'color')), strip)).toBeGreaterThanOrEqual(4.5);
  });

  test('hints and notes over the panel', () => {
    const deep = ['#0c6496', '#0a4a72', '#0e5079', '#0a3f63'].map(rgb);
    for (const ground of deep) {
      expect(contrast(paint(styleOf('panel.css', '.key-hint', 'color')), ground)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(rgb('#ffffff'), ground)).toBeGreaterThanOrEqual(4.5);
    }
  });
});

describe('the eight answer keys', () => {
  const KEYS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

  test.each(KEYS)('the letter of key %s can be read on its badge', (key) => {
    const letter = key === 'c' ? 'on-key-c' : 'on-key';
    expect(contrast(colour(letter), colour(`key-${key}`))).toBeGreaterThanOrEqual(4.5);
  });

  test('the first four stay apart in grey, so that no eye depends on hue alone', () => {
    const light = KEYS.slice(0, 4).map((k) => luminance(colour(`key-${k}`)));
    for (const [i, a] of light.entries())
      for (const b of light.slice(i + 1)) expect(Math.abs(a - b)).toBeGreaterThan(0.02);
  });
});
