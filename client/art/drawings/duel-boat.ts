import { linear, svg } from './svg.ts';

/** The colours of a small sailing boat. */
export type SailColours = { main: string; dark: string; light: string };

const paints = ({ main, dark, light }: SailColours): string =>
  `<defs>${linear('hull', [
    [0, '#D28A4C'],
    [1, '#7A3E22'],
  ])}${linear('band', [
    [0, main],
    [1, dark],
  ])}${linear(
    'cloth',
    [
      [0, light],
      [0.5, main],
      [1, dark],
    ],
    1,
    1,
  )}${linear(
    'mast',
    [
      [0, '#B97D48'],
      [1, '#70401F'],
    ],
    1,
    0,
  )}</defs>`;

/** Mast and sail, 320x340; the bow is on the right, the helm is free on the left. `mark` = the sail's mark. */
export const duelSail = (colours: SailColours, mark: 'square' | 'round'): string =>
  svg(
    320,
    340,
    `${paints(colours)}<rect x="176" y="14" width="13" height="236" rx="6" fill="url(#mast)"/>
<path d="M196 24 C250 66 292 140 296 214 Q244 230 196 222 Z" fill="url(#cloth)"/><path d="M196 24 C222 46 246 78 262 112 L196 122 Z" fill="#fff" opacity=".28"/>
<path d="M168 46 C150 66 134 92 128 122 Q150 132 168 128 Z" fill="#FFFDF5"/>
${
  mark === 'square'
    ? '<rect x="212" y="140" width="48" height="48" rx="10" fill="#FFFDF5"/>'
    : '<circle cx="236" cy="164" r="26" fill="#FFFDF5"/>'
}`,
  );

/** The hull before the sailor, the same size as the sail. */
export const duelHull = (colours: SailColours): string =>
  svg(
    320,
    340,
    `${paints(colours)}<path d="M22 232 C70 244 120 248 168 248 C226 248 276 240 310 222 C302 270 272 310 234 316 L88 316 C50 310 28 276 22 232 Z" fill="url(#hull)"/>
<path d="M22 232 C70 244 120 248 168 248 C226 248 276 240 310 222 L306 244 C270 258 222 266 168 266 C116 266 68 262 25 250 Z" fill="url(#band)"/>
<path d="M44 288 C110 300 222 300 286 282" fill="none" stroke="#5B2C17" stroke-opacity=".35" stroke-width="5"/><path d="M34 238 C80 248 120 251 168 251" fill="none" stroke="#fff" stroke-opacity=".5" stroke-width="4" stroke-linecap="round"/>`,
  );

/** A piece of rope; it is stretched between two boats. */
export const rope = svg(
  256,
  16,
  `<rect x="0" y="3" width="256" height="10" fill="#C99A5B"/>${Array.from(
    { length: 32 },
    (_, i) => `<path d="M${i * 8 - 2} 13 L${i * 8 + 6} 3" stroke="#8A5A34" stroke-width="2.4"/>`,
  ).join('')}<rect x="0" y="3" width="256" height="3" fill="#fff" opacity=".3"/>`,
);

/** The ribbon in the middle of the rope. */
export const ropeRibbon = svg(
  56,
  80,
  `<defs>${linear('r', [
    [0, '#FF7A59'],
    [1, '#C7391F'],
  ])}</defs><path d="M20 18 L10 74 L22 64 L30 76 L34 20 Z" fill="url(#r)"/><path d="M32 18 L48 66 L38 60 L30 68 L24 20 Z" fill="#E4573D"/>
<rect x="16" y="6" width="24" height="22" rx="8" fill="#FFC53D"/><rect x="19" y="8" width="18" height="6" rx="3" fill="#fff" opacity=".5"/>`,
);
