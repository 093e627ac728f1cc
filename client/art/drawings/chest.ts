import { blur, linear, radial, svg } from './svg.ts';

type Metal = { light: string; main: string; dark: string };
type ChestColours = { wood: Metal; metal: Metal; gem: string };

const COLOURS: Record<string, ChestColours> = {
  wood: {
    wood: { light: '#E0A063', main: '#B87238', dark: '#7C431F' },
    metal: { light: '#B9A08A', main: '#86695A', dark: '#57413A' },
    gem: '#F6D9A8',
  },
  bronze: {
    wood: { light: '#C0603C', main: '#93402A', dark: '#5F231B' },
    metal: { light: '#FFC48E', main: '#DE8747', dark: '#A4541F' },
    gem: '#FFE0B0',
  },
  silver: {
    wood: { light: '#5E8FE0', main: '#3563B8', dark: '#203C80' },
    metal: { light: '#FFFFFF', main: '#CBD8E6', dark: '#8798AF' },
    gem: '#7CE3FF',
  },
  gold: {
    wood: { light: '#B45CF0', main: '#8432C8', dark: '#501A8C' },
    metal: { light: '#FFF0A0', main: '#FFC53D', dark: '#D5830C' },
    gem: '#FF5A7A',
  },
};

const paint = ({ wood, metal, gem }: ChestColours): string =>
  `<defs>${linear('lid', [
    [0, wood.light],
    [0.6, wood.main],
    [1, wood.dark],
  ])}${linear('box', [
    [0, wood.main],
    [1, wood.dark],
  ])}
${linear('band', [
  [0, metal.light],
  [0.5, metal.main],
  [1, metal.dark],
])}${linear('rim', [
  [0, metal.light],
  [0.45, metal.main],
  [1, metal.dark],
])}
${linear('inside', [
  [0, '#2B1420'],
  [1, wood.dark],
])}${radial('glow', [
  [0, '#FFF6C8', 0.95],
  [0.5, '#FFE07A', 0.5],
  [1, '#FFD24A', 0],
])}
${linear(
  'coin',
  [
    [0, '#FFF0A0'],
    [0.5, '#FFC93F'],
    [1, '#E3920F'],
  ],
  1,
  1,
)}${radial(
  'gem',
  [
    [0, '#FFFFFF'],
    [0.35, gem],
    [1, metal.dark],
  ],
  0.38,
  0.32,
  0.75,
)}
${blur('soft', 2.2)}${blur('wide', 5)}</defs>`;

const ground = `<ellipse cx="66" cy="117" rx="54" ry="7" fill="#16305A" opacity=".28" filter="url(#wide)"/>`;

const bands = (top: number, bottom: number): string =>
  [26, 86]
    .map(
      (x) =>
        `<rect x="${x}" y="${top}" width="16" height="${bottom - top}" rx="3" fill="url(#band)"/><rect x="${x + 2.5}" y="${top + 3}" width="3.5" height="${bottom - top - 6}" rx="1.7" fill="#fff" opacity=".42"/>`,
    )
    .join('');

const studs = (y: number): string =>
  [34, 94].map((x) => `<circle cx="${x}" cy="${y}" r="3.6" fill="url(#gem)"/>`).join('');

const body = `<rect x="14" y="66" width="100" height="50" rx="9" fill="url(#box)"/>
<path d="M18 83 H110 M18 99 H110" stroke="#000" stroke-opacity=".16" stroke-width="2.4"/>
<rect x="17" y="70" width="94" height="8" rx="4" fill="#fff" opacity=".16" filter="url(#soft)"/>
<rect x="14" y="106" width="100" height="10" rx="5" fill="url(#rim)"/>${bands(68, 116)}${studs(108)}`;

const lock = `<rect x="52" y="56" width="24" height="29" rx="7" fill="url(#rim)"/><rect x="54.5" y="58.5" width="19" height="6" rx="3" fill="#fff" opacity=".5"/>
<circle cx="64" cy="70" r="5.4" fill="url(#gem)"/><path d="M62.3 73.5 h3.4 l1.4 7 h-6.2 z" fill="#2B1420" opacity=".6"/>`;

const closedLid = `<path d="M12 68 V50 C12 31 25 20 43 20 H85 C103 20 116 31 116 50 V68 Z" fill="url(#lid)"/>
<path d="M20 47 C22 34 31 27 44 27 H84" fill="none" stroke="#fff" stroke-opacity=".45" stroke-width="5" stroke-linecap="round" filter="url(#soft)"/>
<path d="M14 45 H114" stroke="#000" stroke-opacity=".14" stroke-width="2.4"/>
<path d="M26 66 V29 C29 25 37 21 42 20.2 V66 Z M86 66 V20.2 C92 21 99 25 102 29 V66 Z" fill="url(#band)"/>
<path d="M29 62 V32 M89 62 V26" stroke="#fff" stroke-opacity=".45" stroke-width="3.4" stroke-linecap="round"/>${studs(40)}
<rect x="10" y="60" width="108" height="12" rx="6" fill="url(#rim)"/><rect x="14" y="61.5" width="100" height="3" rx="1.5" fill="#fff" opacity=".5"/>`;

const HEAP: readonly (readonly [number, number, number])[] = [
  [32, 60, 9],
  [96, 60, 9],
  [46, 55, 10],
  [82, 55, 10],
  [64, 50, 11],
  [55, 61, 10],
  [73, 61, 10],
  [40, 65, 9],
  [88, 65, 9],
  [64, 66, 10],
];

const coin = (x: number, y: number, r: number): string =>
  `<ellipse cx="${x}" cy="${y}" rx="${r}" ry="${r * 0.86}" fill="#B5720A"/><ellipse cx="${x}" cy="${y - 1.4}" rx="${r}" ry="${r * 0.86}" fill="url(#coin)"/><ellipse cx="${x}" cy="${y - 1.4}" rx="${r * 0.62}" ry="${r * 0.52}" fill="none" stroke="#C9820E" stroke-opacity=".55" stroke-width="1.6"/>`;

const openLid = `<path d="M12 68 L20 22 C23 11 30 6 41 6 H87 C98 6 105 11 108 22 L116 68 Z" fill="url(#lid)"/>
<path d="M22 68 L29 27 C31 19 36 15 44 15 H84 C92 15 97 19 99 27 L106 68 Z" fill="url(#inside)"/>
<path d="M12 68 L20 22 C23 11 30 6 41 6 H87 C98 6 105 11 108 22 L116 68" fill="none" stroke="url(#rim)" stroke-width="6" stroke-linejoin="round"/>
<ellipse cx="64" cy="44" rx="54" ry="38" fill="url(#glow)"/>${HEAP.map(([x, y, r]) => coin(x, y, r)).join('')}
<path d="M80 40 l7.5 7.5 l-7.5 8.5 l-7.5 -8.5 z" fill="url(#gem)"/>`;

const openRim = `<rect x="10" y="64" width="108" height="11" rx="5.5" fill="url(#rim)"/><rect x="14" y="65.4" width="100" height="3" rx="1.5" fill="#fff" opacity=".5"/>`;

const openLock = `<rect x="53" y="68" width="22" height="20" rx="6" fill="url(#rim)"/><circle cx="64" cy="78" r="4.8" fill="url(#gem)"/>`;

const chest = (colours: ChestColours, isOpen: boolean): string =>
  svg(
    128,
    128,
    paint(colours) + ground + (isOpen ? openLid + body + openRim + openLock : body + closedLid + lock),
  );

/** The practice chests by name: chest-<wood|bronze|silver|gold>, closed and with `-open`. */
export const chests = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(COLOURS).flatMap(([tier, colours]) => [
      [`chest-${tier}`, chest(colours, false)],
      [`chest-${tier}-open`, chest(colours, true)],
    ]),
  );
