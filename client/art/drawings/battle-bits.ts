import { linear, radial, svg } from './svg.ts';

const disc = (fill: string, inside: string): string =>
  svg(
    64,
    68,
    `<circle cx="33" cy="37" r="29" fill="#0A3F66" opacity=".25"/><circle cx="32" cy="32" r="28" fill="${fill}" stroke="#fff" stroke-width="5"/>${inside}`,
  );

const dots = [19, 32, 45].map((x) => `<circle cx="${x}" cy="32" r="5" fill="#55707F"/>`).join('');

/** Signs over the heads: answered or right, still thinking, not right, and the balloon of a cheer. */
export const bubbles = (): Record<string, string> => ({
  'bubble-ok': disc(
    '#1E9E5A',
    '<path d="M19 33 L28.500 42.500 L46 22.500" fill="none" stroke="#fff" stroke-width="8" stroke-linecap="round" stroke-linejoin="round"/>',
  ),
  'bubble-dots': disc('#FFFFFF', dots),
  'bubble-miss': disc(
    '#7D93A4',
    '<path d="M21 32 H43" stroke="#fff" stroke-width="8" stroke-linecap="round"/>',
  ),
  'bubble-cheer': svg(
    96,
    116,
    `<circle cx="50" cy="53" r="44" fill="#0A3F66" opacity=".22"/><path d="M48 4 a44 44 0 0 1 12 86 L38 112 L36 91 A44 44 0 0 1 48 4 Z" fill="#fff"/>`,
  ),
});

/** A stroke of speed, thin at its end. */
export const speedLine = svg(
  200,
  8,
  `<defs>${linear(
    'l',
    [
      [0, '#fff', 0],
      [0.4, '#fff', 0.9],
      [1, '#fff', 1],
    ],
    1,
    0,
  )}</defs><rect x="0" y="1" width="200" height="6" rx="3" fill="url(#l)"/>`,
);

/** The shade of a boat on the water. */
export const waterShade = svg(
  256,
  40,
  `<defs>${radial('s', [
    [0, '#07466B', 0.42],
    [0.7, '#07466B', 0.3],
    [1, '#07466B', 0],
  ])}</defs><ellipse cx="128" cy="20" rx="128" ry="20" fill="url(#s)"/>`,
);

/** A gust from behind. */
export const gust = svg(
  200,
  110,
  `<g fill="none" stroke="#fff" stroke-width="9" stroke-linecap="round"><path d="M8 40 H128 C156 40 158 8 134 10 C122 12 120 26 130 30"/><path d="M34 62 H166 C198 62 196 98 170 94 C158 92 158 78 168 76" opacity=".85"/><path d="M14 84 H104" opacity=".7"/></g>`,
);
