import { blur, linear, radial, svg } from './svg.ts';

const ring = svg(
  128,
  100,
  `<ellipse cx="64" cy="50" rx="56" ry="42" fill="none" stroke="#fff" stroke-width="9"/>`,
);

const sparkle = svg(
  64,
  64,
  `<defs>${radial('s', [
    [0, '#fff'],
    [0.5, '#FFF3B8'],
    [1, '#FFD24A'],
  ])}</defs><path d="M32 2 C34 22 42 30 62 32 C42 34 34 42 32 62 C30 42 22 34 2 32 C22 30 30 22 32 2 Z" fill="url(#s)"/>`,
);

const glow = svg(
  128,
  128,
  `<defs>${radial('g', [
    [0, '#FFF3B8', 0.95],
    [0.45, '#FFE07A', 0.45],
    [1, '#FFD24A', 0],
  ])}</defs><circle cx="64" cy="64" r="64" fill="url(#g)"/>`,
);

const starDot = svg(40, 40, `<circle cx="20" cy="20" r="17" fill="#fff"/>`);

const footprint = svg(
  32,
  32,
  `<ellipse cx="16" cy="18" rx="13" ry="9" fill="#8A5A00" opacity=".35"/><ellipse cx="16" cy="16" rx="13" ry="9" fill="#F7A928"/>`,
);

const digCross = svg(
  90,
  70,
  `<defs>${linear('x', [
    [0, '#E4573D'],
    [1, '#9F2A17'],
  ])}${blur('b', 2.5)}</defs>
<path d="M20 18 L70 54 M70 18 L20 54" stroke="#4A2A10" stroke-opacity=".35" stroke-width="16" stroke-linecap="round" transform="translate(2 5)" filter="url(#b)"/>
<path d="M20 16 L70 52 M70 16 L20 52" stroke="url(#x)" stroke-width="15" stroke-linecap="round"/><path d="M20 13 L42 29 M70 13 L52 26" stroke="#fff" stroke-opacity=".35" stroke-width="4" stroke-linecap="round"/>`,
);

type PadColours = { face: string; edge: string; light: string };

const PADS: Record<string, PadColours> = {
  done: { face: '#FFD25A', edge: '#D98B12', light: '#FFF0BD' },
  current: { face: '#FF7A59', edge: '#C23A22', light: '#FFD3C4' },
  open: { face: '#FFFFFF', edge: '#C9B68F', light: '#FFFFFF' },
  locked: { face: '#DFE8EE', edge: '#8FA5B5', light: '#F7FBFD' },
};

const pad = ({ face, edge, light }: PadColours): string =>
  svg(
    132,
    112,
    `<defs>${linear('f', [
      [0, light],
      [0.55, face],
      [1, face],
    ])}${linear('e', [
      [0, face],
      [0.35, edge],
      [1, edge],
    ])}${radial('d', [
      [0, face, 1],
      [0.7, face, 0.85],
      [1, light, 0.9],
    ])}${blur('b', 4)}</defs>
<ellipse cx="70" cy="66" rx="56" ry="38" fill="#16305A" opacity=".32" filter="url(#b)"/>
<path d="M10 48 a56 41 0 0 1 112 0 v11 a56 41 0 0 1 -112 0 z" fill="url(#e)"/><ellipse cx="66" cy="48" rx="56" ry="41" fill="url(#f)"/>
<ellipse cx="66" cy="48" rx="44" ry="31" fill="${edge}" opacity=".35"/><ellipse cx="66" cy="49.5" rx="44" ry="30.5" fill="url(#d)"/>
<path d="M20 38 C28 20 44 12 62 10" fill="none" stroke="#fff" stroke-opacity=".8" stroke-width="5" stroke-linecap="round"/>`,
  );

/** Small things of the scenes: station pads, the dig cross, rings, glows. */
export const bits = (): Record<string, string> => ({
  ring,
  sparkle,
  glow,
  'star-dot': starDot,
  footprint,
  'dig-cross': digCross,
  ...Object.fromEntries(Object.entries(PADS).map(([state, colours]) => [`pad-${state}`, pad(colours)])),
});
