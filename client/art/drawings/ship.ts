import { linear, radial, svg } from './svg.ts';

const paints = `<defs>${linear('hull', [
  [0, '#C9793F'],
  [1, '#7A3E22'],
])}${linear(
  'sail',
  [
    [0, '#FFFDF5'],
    [1, '#F3DDB4'],
  ],
  1,
  1,
)}
${linear(
  'cloth',
  [
    [0, '#FF7A59'],
    [1, '#E4472E'],
  ],
  1,
  0,
)}${linear(
  'mast',
  [
    [0, '#A8693C'],
    [1, '#70401F'],
  ],
  1,
  0,
)}</defs>`;

const rig = `<rect x="150" y="26" width="13" height="214" rx="6" fill="url(#mast)"/><path d="M163 30 L214 42 L163 58 Z" fill="url(#cloth)"/>
<path d="M142 62 C96 96 70 150 66 208 Q106 222 142 216 Z" fill="url(#sail)"/><path d="M142 62 C120 84 104 106 92 132 L142 138 Z" fill="#fff" opacity=".6"/>
<path d="M170 70 C228 96 262 150 262 212 Q214 226 170 216 Z" fill="url(#sail)"/>
<path d="M170 132 C206 132 234 140 250 158 C257 174 261 192 262 206 C236 190 206 182 170 182 Z" fill="url(#cloth)"/>
<path d="M142 140 C122 138 104 140 86 148 C76 166 70 186 67 203 C90 192 116 186 142 186 Z" fill="url(#cloth)"/>`;

const hull = `<path d="M34 226 C60 236 110 242 160 242 C216 242 262 236 292 220 C288 268 262 306 228 312 L96 312 C60 304 38 268 34 226 Z" fill="url(#hull)"/>
<path d="M34 226 C60 236 110 242 160 242 C216 242 262 236 292 220 L290 238 C258 254 214 260 160 260 C106 260 62 254 36 244 Z" fill="#FFC53D"/>
<path d="M48 274 C110 290 220 290 280 270" fill="none" stroke="#5B2C17" stroke-opacity=".35" stroke-width="5"/>
<circle cx="110" cy="276" r="9" fill="#FFE9B8"/><circle cx="160" cy="279" r="9" fill="#FFE9B8"/><circle cx="210" cy="276" r="9" fill="#FFE9B8"/>`;

/** The expedition ship, bow to the right. */
export const ship = svg(320, 340, paints + rig + hull);

/** A soft white puff of spray. */
export const puff = svg(
  128,
  128,
  `<defs>${radial('g', [
    [0, '#fff', 1],
    [0.5, '#fff', 0.65],
    [1, '#fff', 0],
  ])}</defs><circle cx="64" cy="64" r="64" fill="url(#g)"/>`,
);

const PLANKS = 16;
const PLANK_WIDTH = 14;
const PLANK_DROP = 3.4;
const DECK_DEPTH = 34;

const plank = (i: number): string => {
  const x = 6 + i * PLANK_WIDTH;
  const y = 10 + (PLANKS - 1 - i) * PLANK_DROP;
  const post =
    i % 5 === 1
      ? `<rect x="${x + 3}" y="${y + DECK_DEPTH}" width="9" height="38" rx="4" fill="url(#post)"/>`
      : '';
  return `${post}<rect x="${x}" y="${y + 5}" width="${PLANK_WIDTH}" height="${DECK_DEPTH + 6}" rx="3" fill="#6B4023"/>
<rect x="${x}" y="${y}" width="${PLANK_WIDTH - 1.2}" height="${DECK_DEPTH}" rx="2.5" fill="url(#${i % 2 ? 'even' : 'odd'})"/><rect x="${x + 1.5}" y="${y + 1.5}" width="${PLANK_WIDTH - 4.5}" height="3" rx="1.5" fill="#FFE2B4" opacity=".65"/>`;
};

const bollard = (x: number, y: number): string =>
  `<rect x="${x}" y="${y}" width="11" height="24" rx="5" fill="url(#post)"/><ellipse cx="${x + 5.5}" cy="${y + 3}" rx="7" ry="4.5" fill="#E0AE77"/>`;

/** A wooden pier that leads from the beach (right) down to a ship (left). */
export const pier = (): string =>
  svg(
    236,
    136,
    `<defs>${linear('odd', [
      [0, '#DDA870'],
      [1, '#B97D48'],
    ])}${linear('even', [
      [0, '#D09A60'],
      [1, '#A96F3C'],
    ])}${linear(
      'post',
      [
        [0, '#8A5A34'],
        [1, '#4E2F1A'],
      ],
      1,
      0,
    )}</defs>
<path d="M2 104 L228 58 L232 82 L10 132 Z" fill="#0A3F66" opacity=".26"/>${Array.from({ length: PLANKS }, (_, i) => plank(i)).join('')}${bollard(10, 42)}${bollard(10, 84)}`,
  );
