/** One @font-face: `range` holds the code points it is for, or is a range written out. */
export type Face = { family: string; file: string; weight: string; range: number[] | string };

const MAX_WIDTH = 110;

const hex = (code: number): string => code.toString(16).toUpperCase();

const ranges = (codes: number[]): string[] => {
  const sorted = codes.toSorted((a, b) => a - b);
  const list: [number, number][] = [];
  for (const code of sorted) {
    const last = list.at(-1);
    if (last && code === last[1] + 1) last[1] = code;
    else list.push([code, code]);
  }
  return list.map(([from, to]) => (from === to ? `U+${hex(from)}` : `U+${hex(from)}-${hex(to)}`));
};

/** Items as one CSS value, broken into lines as the formatter of the house does. */
const wrapped = (items: string[]): string => {
  const lines: string[] = [];
  for (const item of items) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + item.length + 7 <= MAX_WIDTH)
      lines[lines.length - 1] = `${line}, ${item}`;
    else lines.push(item);
  }
  return lines.length === 1 ? ` ${lines[0]}` : `\n    ${lines.join(',\n    ')}`;
};

const face = ({ family, file, weight, range }: Face): string => `@font-face {
  font-family: "${family}";
  font-style: normal;
  font-weight: ${weight};
  font-display: swap;
  src: url("/fonts/${file}") format("woff2");
  unicode-range:${wrapped(typeof range === 'string' ? [range] : ranges(range))};
}
`;

/** The rules of all faces. A later face wins over an earlier one of the same family where their ranges overlap. */
export const fontCss = (faces: Face[]): string =>
  `/* Built by client/art/fonts: do not edit. */\n${faces.map(face).join('\n')}`;
