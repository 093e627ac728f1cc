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

/** A wooden pier that leads from the beach (right) down to a ship (left). */
export const pier = (): string => {
  const planks = Array.from({ length: 11 }, (_, i) => {
    const x = 208 - i * 19;
    const y = 14 + i * 4.6;
    const fill = i % 2 ? 'url(#even)' : 'url(#odd)';
    const post =
      i % 3 === 1 ? `<rect x="${x + 3}" y="${y + 34}" width="8" height="34" rx="4" fill="#5E3920"/>` : '';
    return `${post}<rect x="${x}" y="${y}" width="18" height="44" rx="4" fill="${fill}"/><rect x="${x + 2}" y="${y + 2}" width="14" height="4" rx="2" fill="#F3CB96" opacity=".7"/>`;
  });
  const shades = `${linear('odd', [
    [0, '#C98F58'],
    [1, '#99612F'],
  ])}${linear('even', [
    [0, '#B97D48'],
    [1, '#8A5428'],
  ])}`;
  return svg(
    236,
    150,
    `<defs>${shades}</defs><path d="M8 116 L226 64 L226 84 L12 138 Z" fill="#0A3F66" opacity=".25"/>${planks.toReversed().join('')}`,
  );
};
