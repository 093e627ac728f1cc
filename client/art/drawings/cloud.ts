import { randomFrom } from '../random.ts';
import { blur, radial, svg } from './svg.ts';

/** A round puff; those with a smaller `depth` are painted first. */
type Puff = { x: number; y: number; r: number; depth: number };

const circle = ({ x, y, r }: Puff, drop: number): string =>
  `<circle cx="${x.toFixed(1)}" cy="${(y + drop).toFixed(1)}" r="${r.toFixed(1)}"/>`;

const puffs = (width: number, height: number, list: Puff[]): string => {
  const sorted = list.toSorted((a, b) => a.depth - b.depth);
  const light = radial(
    'p',
    [
      [0, '#FFFFFF'],
      [0.5, '#FBFDFF'],
      [0.8, '#E3F1FB'],
      [1, '#C3DEF0'],
    ],
    0.38,
    0.3,
    0.8,
  );
  const halo = sorted.map((puff) => circle(puff, 4)).join('');
  const bodies = sorted.map((puff) => circle(puff, 0)).join('');
  return svg(
    width,
    height,
    `<defs>${light}${blur('b', 1.4)}${blur('s', 10)}</defs><g filter="url(#s)" fill="#EAF6FD" opacity=".8">${halo}</g><g filter="url(#b)" fill="url(#p)">${bodies}</g>`,
  );
};

/** Position of the i-th of n things spread over [-1, 1]. */
const spread = (i: number, n: number): number => ((i + 0.5) / n) * 2 - 1;

const crown = (random: () => number): Puff[] =>
  Array.from({ length: 5 }, (_, i) => {
    const t = spread(i, 5);
    const bulge = 1 - t * t;
    return {
      x: 256 + t * 130 + 10 * (random() - 0.5),
      y: 128 - bulge * 34 * (0.7 + 0.6 * random()),
      r: (40 + 36 * bulge) * (0.9 + 0.25 * random()),
      depth: 1,
    };
  });

const base = (random: () => number): Puff[] =>
  Array.from({ length: 6 }, (_, i) => {
    const t = spread(i, 6);
    return {
      x: 256 + t * 188,
      y: 166 + 6 * random() - Math.abs(t) * 2,
      r: (30 + 18 * (1 - t * t)) * (0.85 + 0.3 * random()),
      depth: 2 + i * 0.01,
    };
  });

/** A fair-weather cloud, 512x240. */
export const cloud = (seed: number): string => {
  const random = randomFrom(seed);
  return puffs(512, 240, [...crown(random), ...base(random)]);
};

const FOG_CENTRE = { x: 300, y: 150 };

const rim = (random: () => number): Puff[] =>
  Array.from({ length: 30 }, (_, i) => {
    const angle = (i / 30) * Math.PI * 2;
    const x = FOG_CENTRE.x + Math.cos(angle) * (215 + 18 * (random() - 0.5));
    const y = FOG_CENTRE.y + Math.sin(angle) * (74 + 8 * (random() - 0.5));
    return { x, y, r: (34 + 22 * random()) * (1 - 0.18 * Math.abs(Math.cos(angle))), depth: y };
  });

const filling = (random: () => number): Puff[] =>
  Array.from({ length: 26 }, () => {
    const angle = random() * Math.PI * 2;
    const reach = Math.sqrt(random()) * 0.82;
    const x = FOG_CENTRE.x + Math.cos(angle) * 215 * reach;
    const y = FOG_CENTRE.y + 2 + Math.sin(angle) * 70 * reach;
    return { x, y, r: 40 + 26 * random(), depth: y };
  });

/** A flat bank of fog that covers an island, 600x300. */
export const fogBank = (seed: number): string => {
  const random = randomFrom(seed);
  return puffs(600, 300, [...rim(random), ...filling(random)]);
};
