import { blur, linear, radial, svg } from './svg.ts';

const messageBottle = svg(
  128,
  128,
  `<defs>${linear(
    'glass',
    [
      [0, '#D8FFF4', 0.95],
      [0.5, '#7FDCC8', 0.85],
      [1, '#2F9F92', 0.95],
    ],
    1,
    1,
  )}${linear('cork', [
    [0, '#E2B37A'],
    [1, '#9A6433'],
  ])}${linear('paper', [
    [0, '#FFF8E2'],
    [1, '#EBCF97'],
  ])}${blur('b', 3)}</defs>
<ellipse cx="66" cy="112" rx="46" ry="8" fill="#16305A" opacity=".25" filter="url(#b)"/><g transform="rotate(38 64 64)">
<path d="M52 34 V22 H76 V34 C76 42 92 46 92 62 V106 C92 114 87 118 80 118 H48 C41 118 36 114 36 106 V62 C36 46 52 42 52 34 Z" fill="url(#glass)"/>
<rect x="46" y="60" width="36" height="46" rx="9" fill="url(#paper)"/><path d="M52 72 H76 M52 82 H76 M52 92 H68" stroke="#B98B4E" stroke-width="3.4" stroke-linecap="round"/>
<path d="M64 58 a9 6 0 0 1 0 12" fill="none" stroke="#E5484D" stroke-width="4"/><rect x="50" y="8" width="28" height="18" rx="6" fill="url(#cork)"/>
<path d="M43 64 V104" stroke="#fff" stroke-opacity=".75" stroke-width="5" stroke-linecap="round"/></g>`,
);

const rowboat = svg(
  160,
  96,
  `<defs>${linear('hull', [
    [0, '#FF8A5C'],
    [1, '#B8391F'],
  ])}${linear('in', [
    [0, '#6B3A1E'],
    [1, '#A8693C'],
  ])}${linear('seat', [
    [0, '#E6B87C'],
    [1, '#B07A42'],
  ])}</defs>
<ellipse cx="80" cy="84" rx="66" ry="8" fill="#fff" opacity=".45"/><path d="M8 36 C40 24 120 24 152 36 C148 66 128 84 104 86 H56 C32 84 12 66 8 36 Z" fill="url(#hull)"/>
<path d="M8 36 C40 24 120 24 152 36 C124 48 36 48 8 36 Z" fill="url(#in)"/><path d="M46 30 L52 44 H66 L64 28 Z M98 28 L96 44 H110 L116 30 Z" fill="url(#seat)"/>
<path d="M8 36 C36 48 124 48 152 36 L151 44 C124 57 36 57 9 44 Z" fill="#FFE9B8"/><path d="M120 8 L74 52" stroke="#C98F58" stroke-width="6" stroke-linecap="round"/><path d="M74 52 L58 74" stroke="#FFC53D" stroke-width="11" stroke-linecap="round"/>`,
);

const beachBall = svg(
  96,
  96,
  `<defs>${radial(
    'shade',
    [
      [0, '#fff', 0.7],
      [0.45, '#fff', 0],
      [1, '#16305A', 0.35],
    ],
    0.34,
    0.28,
    0.8,
  )}<clipPath id="c"><circle cx="48" cy="48" r="42"/></clipPath></defs>
<g clip-path="url(#c)"><rect width="96" height="96" fill="#FFFDF5"/><path d="M40 30 C20 24 6 30 -4 44 V-4 H50 Z" fill="#FF7A59"/><path d="M40 30 C62 18 86 20 104 34 V90 C86 52 64 38 40 30 Z" fill="#2F8FE8"/><path d="M40 30 C30 52 32 76 46 100 H-4 V70 C8 50 22 36 40 30 Z" fill="#FFC53D"/>
<circle cx="40" cy="30" r="7" fill="#fff"/></g><circle cx="48" cy="48" r="42" fill="url(#shade)"/>`,
);

const signpost = svg(
  96,
  128,
  `<defs>${linear(
    'post',
    [
      [0, '#B97D48'],
      [1, '#7A4A22'],
    ],
    1,
    0,
  )}${linear('board', [
    [0, '#F0C48C'],
    [1, '#C08A50'],
  ])}</defs>
<rect x="42" y="14" width="13" height="112" rx="6" fill="url(#post)"/><path d="M14 22 H72 L90 36 L72 50 H14 C10 50 8 48 8 44 V28 C8 24 10 22 14 22 Z" fill="url(#board)"/>
<path d="M82 60 H30 L12 73 L30 86 H82 C86 86 88 84 88 80 V66 C88 62 86 60 82 60 Z" fill="url(#board)"/><path d="M20 32 H62 M20 40 H52 M38 69 H76 M38 77 H66" stroke="#7A4A22" stroke-opacity=".55" stroke-width="4" stroke-linecap="round"/>`,
);

/** Things of the beach: the message bottle of the side finds, a rowing boat, a ball, a signpost. */
export const seaside = (): Record<string, string> => ({
  'message-bottle': messageBottle,
  rowboat,
  'beach-ball': beachBall,
  signpost,
});
