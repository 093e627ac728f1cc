import { linear, svg } from './svg.ts';

const LOG_PAINT = `<defs>${linear('bark', [
  [0, '#D9A066'],
  [0.45, '#B0733F'],
  [1, '#6B3F20'],
])}${linear('rope', [
  [0, '#FFE7B5'],
  [1, '#CFA468'],
])}</defs>`;

const lash = (x: number): string =>
  `<rect x="${x}" y="1" width="9" height="40" rx="4" fill="url(#rope)"/><rect x="${x + 11}" y="1" width="9" height="40" rx="4" fill="url(#rope)"/>`;

/** A log of a raft, 260x42, with the ropes that hold it. */
export const raftLog = svg(
  260,
  42,
  `${LOG_PAINT}<rect x="4" y="2" width="250" height="38" rx="19" fill="url(#bark)"/>
<path d="M30 14 H120 M140 12 H214 M60 27 H170 M186 29 H226" stroke="#5B3418" stroke-opacity=".4" stroke-width="3" stroke-linecap="round" fill="none"/>
<ellipse cx="240" cy="21" rx="15" ry="18" fill="#F0CB92"/><ellipse cx="240" cy="21" rx="9.5" ry="12" fill="none" stroke="#B98550" stroke-width="3"/><ellipse cx="240" cy="21" rx="3.5" ry="5" fill="#B98550"/>${lash(52)}${lash(172)}`,
);

/** My raft's own little flag. */
export const pennant = svg(
  90,
  130,
  `<defs>${linear('p', [
    [0, '#FF7A59'],
    [1, '#C7391F'],
  ])}</defs><rect x="10" y="6" width="8" height="122" rx="4" fill="#8A5A34"/><path d="M18 10 C42 2 58 22 84 14 C74 28 74 40 84 54 C58 60 42 42 18 52 Z" fill="url(#p)"/>
<rect x="38" y="23" width="17" height="17" rx="4" fill="#FFFDF5"/>`,
);

const gullBody = `<path d="M34 74 C14 66 6 70 2 78 C14 82 26 86 38 84 Z" fill="#DCE7EF"/>
<path d="M30 74 C44 54 92 48 122 56 C136 46 156 50 160 64 C164 78 150 86 138 84 C116 102 58 104 30 84 Z" fill="#FFFFFF"/>
<path d="M36 86 C64 100 112 98 138 84 C116 102 58 104 36 86 Z" fill="#C9D8E4"/><path d="M157 62 C170 60 178 66 184 72 C174 76 164 76 156 74 Z" fill="#FFB238"/><circle cx="145" cy="63" r="5" fill="#1B2B3A"/><circle cx="146.6" cy="61.4" r="1.7" fill="#fff"/>`;
const wing = (path: string, tip: string): string =>
  `<path d="${path}" fill="#B9CBDA"/><path d="${tip}" fill="#34546A"/>`;

/** A seagull that flies to the right, its wings up or down; both 188x130. */
export const gull = (wings: 'up' | 'down'): string =>
  svg(
    188,
    130,
    wings === 'up'
      ? `${gullBody}${wing('M66 70 C50 44 36 22 30 4 C62 14 100 40 108 68 Z', 'M30 4 C36 22 42 32 50 46 C56 34 54 18 46 10 Z')}`
      : `${gullBody}${wing('M64 72 C50 92 36 112 34 128 C66 120 102 100 108 74 Z', 'M34 128 C36 112 42 104 50 92 C58 102 54 114 48 122 Z')}`,
  );
