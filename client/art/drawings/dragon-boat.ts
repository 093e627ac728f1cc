import { linear, svg } from './svg.ts';

/** The colours of a team's dragon boat. */
export type BoatColours = { main: string; dark: string; light: string; mane: [string, string] };

const HULL =
  'M70 150 C110 196 170 204 240 204 L800 204 C880 204 930 186 968 150 C962 214 910 262 830 264 L210 264 C130 262 80 214 70 150 Z';

const scales = (light: string): string =>
  [0, 1, 2]
    .flatMap((row) =>
      Array.from({ length: 40 }, (_, i) => {
        const x = 99 + i * 22 + (row % 2) * 11;
        return `<path d="M${x} ${196 + row * 15} a11 11 0 0 0 22 0" fill="none" stroke="${light}" stroke-opacity=".55" stroke-width="3"/>`;
      }),
    )
    .join('');

const paints = ({ main, dark, light, mane }: BoatColours): string =>
  `<defs>${linear('hull', [
    [0, main],
    [1, dark],
  ])}${linear(
    'skin',
    [
      [0, light],
      [0.55, main],
      [1, dark],
    ],
    1,
    1,
  )}
${linear('gold', [
  [0, '#FFE07A'],
  [1, '#F2A11F'],
])}${linear(
  'mane',
  [
    [0, mane[0]],
    [1, mane[1]],
  ],
  1,
  0,
)}<clipPath id="inside"><path d="${HULL}"/></clipPath></defs>`;

const tail = `<path d="M128 214 C76 196 40 150 46 92 C50 62 70 44 92 44 C78 62 76 88 90 112 C106 142 132 160 168 176 Z" fill="url(#skin)"/>
<path d="M92 44 C66 20 36 18 14 30 C34 36 42 46 46 58 C28 56 14 64 6 78 C24 76 38 82 46 94 C58 74 72 58 92 44 Z" fill="url(#mane)"/>`;

const hull = ({ dark, light }: BoatColours): string =>
  `<path d="${HULL}" fill="url(#hull)"/><g clip-path="url(#inside)">${scales(light)}<rect x="60" y="246" width="940" height="30" fill="${dark}" opacity=".55"/></g>
<path d="M70 150 C110 196 170 204 240 204 L800 204 C880 204 930 186 968 150" fill="none" stroke="url(#gold)" stroke-width="13" stroke-linecap="round"/>
<path d="M78 158 C116 198 172 208 240 208 L800 208 C876 208 924 192 960 160" fill="none" stroke="#fff" stroke-opacity=".45" stroke-width="3"/>`;

const neck = `<path d="M902 176 C866 160 850 132 856 106 C838 104 826 92 824 76 C842 82 854 80 862 70 C850 58 848 42 856 28 C866 44 878 50 892 48 L950 110 L940 180 Z" fill="url(#mane)"/>
<path d="M880 204 C904 176 908 140 896 104 C890 78 904 56 930 52 L984 92 C976 104 974 122 976 140 C978 178 952 206 916 220 Z" fill="url(#skin)"/>
<path d="M958 108 C956 140 954 174 922 208 C948 200 974 176 976 140 C974 122 976 104 984 92 Z" fill="#FFE9B0" opacity=".9"/>`;

const jaw = (dark: string): string =>
  `<path d="M944 92 C968 116 1008 128 1044 120 C1056 116 1058 104 1048 100 C1020 104 990 98 968 84 Z" fill="${dark}"/>
<path d="M952 92 C980 110 1014 114 1046 106 C1026 96 1000 92 978 82 Z" fill="#E5484D"/>`;

const head = ({ dark, mane }: BoatColours): string =>
  `<path d="M890 78 C884 38 916 10 956 14 C980 16 996 28 1012 36 C1034 38 1062 44 1074 60 C1082 72 1074 86 1058 86 C1030 86 1006 84 984 88 C960 104 916 112 890 78 Z" fill="url(#skin)"/>
<path d="M996 86 l8 14 l9 -14 z M1022 85 l8 14 l9 -14 z M1046 85 l6 12 l8 -12 z" fill="#fff"/><path d="M1012 36 C1034 38 1062 44 1074 60 C1060 56 1034 54 1010 56 Z" fill="#fff" opacity=".28"/>
<ellipse cx="1058" cy="60" rx="6" ry="4.5" fill="${dark}"/><ellipse cx="966" cy="48" rx="18" ry="19" fill="#fff"/><circle cx="971" cy="50" r="10.5" fill="#1B2B3A"/><circle cx="975" cy="46" r="3.8" fill="#fff"/>
<path d="M940 34 C952 18 978 16 996 30 C978 26 958 28 944 42 Z" fill="url(#gold)"/><circle cx="924" cy="84" r="10" fill="${mane[0]}" opacity=".55"/>`;

const ornaments = `<path d="M922 24 C906 -2 878 -8 856 -2 L856 0 C878 4 890 18 896 40 Z" fill="url(#gold)"/><path d="M922 24 C910 4 888 0 862 4 C884 10 896 22 902 38 Z" fill="#fff" opacity=".25"/>
<path d="M1062 74 C1082 84 1090 102 1082 122" fill="none" stroke="url(#gold)" stroke-width="6" stroke-linecap="round"/>
<path d="M972 112 C966 132 972 148 984 160 C986 144 994 136 1004 132 C996 128 988 122 984 114 Z" fill="url(#mane)"/>`;

/** A dragon boat in a team's colours, 1100x300, bow to the right; ten pixels of air above for the horns. */
export const dragonBoat = (colours: BoatColours): string =>
  svg(
    1100,
    300,
    `${paints(colours)}<g transform="translate(0 10)">${tail}${hull(colours)}${neck}${jaw(colours.dark)}${head(colours)}${ornaments}</g>`,
  );

/** A paddle, blade down, 40x190. */
export const paddle = svg(
  40,
  190,
  `<defs>${linear(
    'wood',
    [
      [0, '#D99A5B'],
      [1, '#8E5730'],
    ],
    1,
    0,
  )}</defs><rect x="15" y="4" width="10" height="130" rx="5" fill="url(#wood)"/><rect x="8" y="0" width="24" height="12" rx="6" fill="url(#wood)"/>
<path d="M10 120 C8 140 6 160 10 180 Q20 190 30 180 C34 160 32 140 30 120 Z" fill="url(#wood)"/><path d="M10 150 C8 160 8 172 10 180 Q20 190 30 180 C32 172 32 160 30 150 Z" fill="#FFC53D"/>`,
);
