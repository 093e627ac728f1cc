import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync('client/ui/tokens.css', 'utf8');

const tokens = new Map(
  [...css.matchAll(/--([\w-]+):\s*(#[0-9a-f]{3,6})\b/gi)].map((m) => [m[1] ?? '', m[2] ?? '']),
);

const channels = (hex: string): number[] => {
  const full = hex.length === 4 ? [...hex.slice(1)].map((c) => c + c).join('') : hex.slice(1);
  return [0, 2, 4].map((i) => Number.parseInt(full.slice(i, i + 2), 16) / 255);
};
/** Relative luminance and contrast ratio of WCAG 2.2. */
const luminance = (hex: string): number => {
  const [r = 0, g = 0, b = 0] = channels(hex).map((c) =>
    c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a: string, b: string): number => {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
};
const colour = (name: string): string =>
  name.startsWith('#') ? name : (tokens.get(name) ?? `no token ${name}`);

describe('text can be read on its ground (4.5 : 1)', () => {
  test.each([
    ['ink', 'cream'],
    ['ink-2', 'cream'],
    ['ink-3', 'cream'],
    ['gold-text', 'cream'],
    ['gold-text', 'cream-2'],
    ['ink-2', 'cream-2'],
    ['gold-ink', 'gold'],
    ['#ffffff', 'current'],
    ['#ffffff', 'glass-solid'],
    ['locked-ink', 'locked'],
    ['ok-ink', 'ok-bg'],
    ['no-ink', 'no-bg'],
    ['on-key', 'key-a'],
    ['on-key', 'key-b'],
    ['on-key-c', 'key-c'],
    ['on-key', 'key-d'],
    ['#ffffff', 'team-red'],
    ['#ffffff', 'team-blue'],
  ])('%s on %s', (text, ground) => {
    expect(contrast(colour(text), colour(ground))).toBeGreaterThanOrEqual(4.5);
  });
});

describe('borders and marks can be seen (3 : 1)', () => {
  test.each([
    ['ok', '#ffffff'],
    ['no', '#ffffff'],
    ['ink', '#ffffff'],
  ])('%s on %s', (mark, ground) => {
    expect(contrast(colour(mark), colour(ground))).toBeGreaterThanOrEqual(3);
  });
});
