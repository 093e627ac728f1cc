import type { Row } from '../../../server/domain/figure.ts';
import { pick } from '../../i18n/index.ts';
import { linesOf, textOf } from './cells.ts';
import { type Band, columnOf, type Draw, type Figure, isSmall, numberIn } from './draw.ts';
import { COLOURS, CORAL, GREY_EDGE, INK_2, LINE } from './look.ts';
import { type Drawn, frameOf, type Mark, type Sheet, valueAxis } from './option.ts';

type LineDraw = Extract<Draw, { kind: 'line' }>;
type One = { name: string; value: string; band?: Band; rows: Row[] };
const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond', 'pin', 'arrow'] as const;

/** The lines of a drawing: one for each entry, or one for each value of `by`. */
const linesIn = ({ metric, rows, names }: Figure, draw: LineDraw): One[] => {
  const { by, lines } = draw;
  const first = lines[0];
  if (by === undefined || first === undefined)
    return lines.map((line) => {
      const column = columnOf(metric, line.value);
      return { ...line, name: column === undefined ? line.value : pick(column.name), rows: [...rows] };
    });
  const groups = Map.groupBy(rows, (row) => textOf(metric, names, row, by));
  return [...groups].map(([name, own]) => ({ ...first, name, rows: own }));
};

/** The area between both ends, as two stacked lines that cannot be pointed at. */
const bandOf = (
  one: One,
  xs: readonly string[],
  rowAt: (one: One, x: string) => Row | undefined,
  i: number,
) => {
  const { band } = one;
  if (band === undefined) return [];
  const low = xs.map((x) => numberIn(rowAt(one, x) ?? {}, band[0]));
  const high = xs.map((x) => numberIn(rowAt(one, x) ?? {}, band[1]));
  const shared = {
    type: 'line',
    stack: `band ${i}`,
    symbol: 'none',
    silent: true,
    lineStyle: { opacity: 0 },
    tooltip: { show: false },
    stackStrategy: 'all',
  };
  const width = high.map((h, at) => {
    const l = low[at] ?? null;
    return h === null || l === null ? null : h - l;
  });
  const colour = COLOURS[i % COLOURS.length];
  return [
    { ...shared, data: low },
    { ...shared, data: width, areaStyle: { color: colour, opacity: 0.16 } },
  ];
};

const targetOf = ({ target }: LineDraw, font: Sheet['font']) =>
  target === undefined
    ? {}
    : {
        markLine: {
          silent: true,
          symbol: 'none',
          lineStyle: { color: CORAL, type: 'dashed', width: 2 },
          label: {
            formatter: target.name,
            position: 'insideStartTop',
            color: CORAL,
            fontFamily: font.family,
            fontSize: font.size,
          },
          data: [{ yAxis: target.value }],
        },
      };

/** Lines over days, months or whatever the rows are in the order of; with bands where there is an interval. */
export const drawLines = (figure: Figure, draw: LineDraw, sheet: Sheet): Drawn => {
  const { metric, names, rows } = figure;
  const { font } = sheet;
  const xs = [...new Set(rows.map((row) => String(row[draw.x])))];
  const lines = linesIn(figure, draw);
  const rowAt = (one: One, x: string): Row | undefined => one.rows.find((row) => String(row[draw.x]) === x);
  const label = (row: Row): string =>
    `${draw.by === undefined ? '' : `${textOf(metric, names, row, draw.by)} · `}${textOf(metric, names, row, draw.x)}`;
  const marks: Mark[] = lines.flatMap((one, series) =>
    xs.flatMap((x, index) => {
      const row = rowAt(one, x);
      const shown = { label: draw.x, value: one.value, ...(one.band ? { band: one.band } : {}) };
      return row === undefined
        ? []
        : [{ row, series, index, label: label(row), lines: linesOf(metric, names, row, shown) }];
    }),
  );
  const size = { fontFamily: font.family, fontSize: font.size - 1, color: INK_2 };
  return {
    height: 280,
    marks,
    option: {
      ...frameOf(sheet),
      grid: { left: 4, right: 26, top: lines.length > 1 ? 36 : 14, bottom: 4, containLabel: true },
      legend: {
        show: lines.length > 1,
        top: 0,
        left: 0,
        data: lines.map(({ name }) => name),
        textStyle: { ...size, fontSize: font.size },
      },
      xAxis: {
        type: 'category',
        boundaryGap: xs.length < 3,
        data: xs.map((x) =>
          textOf(metric, names, rows.find((row) => String(row[draw.x]) === x) ?? {}, draw.x),
        ),
        axisLabel: { ...size, hideOverlap: true },
        axisLine: { lineStyle: { color: LINE } },
        axisTick: { show: false },
      },
      yAxis: valueAxis(figure, lines[0]?.value ?? '', sheet),
      series: [
        ...lines.map((one, i) => {
          const colour = COLOURS[i % COLOURS.length];
          return {
            type: 'line',
            name: one.name,
            cursor: 'pointer',
            color: colour,
            symbol: SYMBOLS[i % SYMBOLS.length],
            symbolSize: xs.length > 40 ? 5 : 9,
            lineStyle: { width: 2.5, color: colour },
            data: xs.map((x) => {
              const row = rowAt(one, x);
              const value = numberIn(row ?? {}, one.value);
              const soft = row !== undefined && isSmall(metric, row);
              return soft
                ? { value, itemStyle: { color: '#fff', borderColor: GREY_EDGE, borderWidth: 2 } }
                : { value, itemStyle: { color: colour } };
            }),
            ...(i === 0 ? targetOf(draw, font) : {}),
          };
        }),
        ...lines.flatMap((one, i) => bandOf(one, xs, rowAt, i)),
      ],
    },
  };
};

/** Room for the names behind the lines on a phone, in px. */
const NAMES_NARROW = 150;
type SlopeDraw = Extract<Draw, { kind: 'slope' }>;
/** On a phone the name needs the room of the unit. */
const changeOf = ({ metric, names }: Figure, { change }: SlopeDraw, row: Row, narrow: boolean): string => {
  if (change === undefined) return '';
  const value = numberIn(row, change);
  if (!narrow || value === null) return textOf(metric, names, row, change);
  return `${value > 0 ? '+' : ''}${Math.round(value)}`;
};
/** From before to after, one line for each row; dashed where too few stand behind it. */
export const drawSlope = (figure: Figure, draw: SlopeDraw, sheet: Sheet): Drawn => {
  const { metric, names, rows } = figure;
  const { font, narrow } = sheet;
  const ends = [draw.from, draw.to];
  const nameOf = (id: string): string => {
    const column = columnOf(metric, id);
    return column === undefined ? id : pick(column.name);
  };
  const shown = {
    label: draw.label,
    ...(draw.change ? { value: draw.change } : {}),
    ...(draw.band ? { band: draw.band } : {}),
  };
  const size = { fontFamily: font.family, fontSize: font.size, color: INK_2 };
  return {
    height: Math.max(260, rows.length * 26 + 80),
    marks: rows.flatMap((row, series) =>
      ends.map((_, index) => ({
        row,
        series,
        index,
        label: textOf(metric, names, row, draw.label),
        lines: linesOf(metric, names, row, shown),
      })),
    ),
    option: {
      ...frameOf(sheet),
      grid: { left: 8, right: narrow ? NAMES_NARROW + 10 : 240, top: 14, bottom: 6, containLabel: true },
      xAxis: {
        type: 'category',
        boundaryGap: false,
        data: ends.map(nameOf),
        axisLabel: { ...size, align: 'left' },
        axisLine: { lineStyle: { color: LINE } },
        axisTick: { show: false },
      },
      yAxis: { ...valueAxis(figure, draw.to, sheet), min: undefined, max: undefined, scale: true },
      series: rows.map((row, i) => {
        const soft = isSmall(metric, row);
        const colour = soft ? GREY_EDGE : COLOURS[i % COLOURS.length];
        return {
          type: 'line',
          cursor: 'pointer',
          color: colour,
          symbol: SYMBOLS[i % SYMBOLS.length],
          symbolSize: 10,
          lineStyle: { width: 2.5, color: colour, type: soft ? 'dashed' : 'solid' },
          endLabel: {
            show: true,
            ...size,
            padding: [2, 0],
            width: narrow ? NAMES_NARROW : 226,
            overflow: 'truncate',
            formatter: [changeOf(figure, draw, row, narrow), textOf(metric, names, row, draw.label)]
              .filter((text) => text !== '')
              .join('  '),
          },
          labelLayout: { moveOverlap: 'shiftY' },
          data: ends.map((id) => numberIn(row, id)),
        };
      }),
    },
  };
};
