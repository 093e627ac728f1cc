import type { Row } from '../../../server/domain/figure.ts';
import { cellText, linesOf, NOTHING, textOf } from './cells.ts';
import { type Band, columnOf, type Figure, numberIn } from './draw.ts';
import { INK, INK_2, LINE } from './look.ts';

/** One thing that can be pointed at, pressed and read. */
export type Mark = { row: Row; series: number; index: number; label: string; lines: string[] };
/** A drawing: what the library is given, and what stands for each row. */
export type Drawn = { option: Record<string, unknown>; marks: Mark[]; height: number };
/** What a drawing is made for. */
export type Sheet = { narrow: boolean; still: boolean; font: { family: string; size: number } };

type Shown = { value?: string; band?: Band };
/** A mark for each row, in the first series. */
export const labelled = (figure: Figure, label: string, shown: Shown = {}): Mark[] =>
  figure.rows.map((row, index) => ({
    row,
    series: 0,
    index,
    label: textOf(figure.metric, figure.names, row, label),
    lines: linesOf(figure.metric, figure.names, row, { label, ...shown }),
  }));

/** What all charts share: no animation where motion is reduced; the tooltip is set by the chart. */
export const frameOf = ({ still, font }: Sheet) => ({
  animation: !still,
  animationDuration: 300,
  textStyle: { fontFamily: font.family, fontSize: font.size, color: INK },
});

/** An axis of numbers in the unit of a column; shares end at 100 %. */
export const valueAxis = ({ metric, names }: Figure, value: string, { font, narrow }: Sheet) => {
  const column = columnOf(metric, value);
  const share = column?.kind === 'share';
  return {
    type: 'value',
    min: share ? 0 : undefined,
    max: share ? 1 : undefined,
    minInterval: column?.kind === 'count' ? 1 : undefined,
    splitNumber: narrow ? 3 : 5,
    splitLine: { lineStyle: { color: LINE } },
    axisLabel: {
      fontFamily: font.family,
      fontSize: font.size - 1,
      color: INK_2,
      hideOverlap: true,
      formatter: (n: number) =>
        column === undefined
          ? String(n)
          : column.kind === 'share'
            ? `${Math.round(n * 100)}%`
            : cellText(n, column, names) || NOTHING,
    },
  };
};

type Api = {
  value: (dimension: number) => number;
  coord: (at: [number, number]) => [number, number];
};
const CAP = 4;
const STROKE = { stroke: INK, lineWidth: 1.5, fill: undefined };

/** A whisker from low to high for each row, drawn over the bars; nothing to point at. */
export const whiskers = (rows: readonly Row[], [low, high]: Band, way: 'lying' | 'upright') => ({
  type: 'custom',
  silent: true,
  z: 5,
  tooltip: { show: false },
  encode: way === 'lying' ? { x: [0, 1], y: 2 } : { y: [0, 1], x: 2 },
  data: rows.flatMap((row, i) => {
    const [from, to] = [numberIn(row, low), numberIn(row, high)];
    return from === null || to === null ? [] : [[from, to, i]];
  }),
  renderItem: (_: unknown, api: Api) => {
    const at = (n: number): [number, number] =>
      api.coord(way === 'lying' ? [api.value(n), api.value(2)] : [api.value(2), api.value(n)]);
    const [[x1, y1], [x2, y2]] = [at(0), at(1)];
    const [dx, dy] = way === 'lying' ? [0, CAP] : [CAP, 0];
    const line = (ax: number, ay: number, bx: number, by: number) => ({
      type: 'line',
      shape: { x1: ax, y1: ay, x2: bx, y2: by },
      style: STROKE,
    });
    return {
      type: 'group',
      children: [
        line(x1, y1, x2, y2),
        line(x1 - dx, y1 - dy, x1 + dx, y1 + dy),
        line(x2 - dx, y2 - dy, x2 + dx, y2 + dy),
      ],
    };
  },
});
