import type { Row } from '../../../server/domain/figure.ts';
import { pick } from '../../i18n/index.ts';
import { cellText, NOTHING, textOf } from './cells.ts';
import { type Band, columnOf, countOf, type Draw, type Figure, isSmall, numberIn } from './draw.ts';
import { GREY, GREY_EDGE, INK, INK_2, LINE, SEA } from './look.ts';
import { type Drawn, frameOf, labelled, type Sheet, valueAxis, whiskers } from './option.ts';

const LINE_ABOVE = 46;
const LINE_BESIDE = 34;
/** Longer labels stand above their bars. */
const MOST_BESIDE = 10;

type Lying = { label: string; value: string; band?: Band; note?: string };
const NOTE = 18;

const rightText = ({ metric, names }: Figure, row: Row, value: string): string => {
  const n = countOf(row);
  const text = textOf(metric, names, row, value);
  return n === undefined || value === 'n' || value === 'people' ? text : `${text}  n=${n}`;
};

/** What stands under a label, on a line of its own. */
const noteOf = ({ metric, names }: Figure, row: Row, note: string | undefined): string => {
  const column = note === undefined ? undefined : columnOf(metric, note);
  if (column === undefined || row[column.id] === null) return '';
  return `\n${pick(column.name)}: ${cellText(row[column.id], column, names)}`;
};

/** Two category axes: names on the left or above the bars, values with n on the right. */
const axes = (figure: Figure, draw: Lying, { font, narrow }: Sheet, above: boolean) => {
  const { rows, metric, names } = figure;
  const bare = { axisLine: { show: false }, axisTick: { show: false }, inverse: true, type: 'category' };
  const size = { fontFamily: font.family, fontSize: font.size };
  const left = above
    ? {
        inside: true,
        align: 'left',
        verticalAlign: 'bottom',
        padding: [0, 0, 9, -2],
        width: narrow ? 280 : 560,
      }
    : { width: narrow ? 92 : 150 };
  return [
    {
      ...bare,
      data: rows.map((row) => `${textOf(metric, names, row, draw.label)}${noteOf(figure, row, draw.note)}`),
      axisLabel: { ...size, ...left, lineHeight: NOTE, color: INK, overflow: 'truncate', interval: 0 },
      z: 10,
    },
    {
      ...bare,
      position: 'right',
      data: rows.map((row) => rightText(figure, row, draw.value)),
      axisLabel: { ...size, color: INK_2, interval: 0 },
    },
  ];
};

/** Lying bars with whiskers, grey and dashed where too few stand behind one. */
export const drawBars = (figure: Figure, draw: Extract<Draw, { kind: 'bars' }>, sheet: Sheet): Drawn => {
  const { rows, metric, names } = figure;
  const noted = rows.some((row) => noteOf(figure, row, draw.note) !== '');
  const above = noted || rows.some((row) => textOf(metric, names, row, draw.label).length > MOST_BESIDE);
  return {
    height: rows.length * ((above ? LINE_ABOVE : LINE_BESIDE) + (noted ? NOTE * 2 : 0)) + 44,
    marks: labelled(figure, draw.label, { value: draw.value, ...(draw.band ? { band: draw.band } : {}) }),
    option: {
      ...frameOf(sheet),
      grid: { left: above ? 14 : 4, right: 8, top: above ? 22 : 6, bottom: 6, containLabel: true },
      xAxis: valueAxis(figure, draw.value, sheet),
      yAxis: axes(figure, draw, sheet, above),
      series: [
        {
          type: 'bar',
          barMaxWidth: 14,
          barMinHeight: 2,
          cursor: 'pointer',
          data: rows.map((row) => ({
            value: numberIn(row, draw.value),
            itemStyle: isSmall(metric, row)
              ? { color: GREY, borderColor: GREY_EDGE, borderWidth: 1, borderType: 'dashed', borderRadius: 4 }
              : { color: SEA, borderRadius: 4 },
          })),
        },
        ...(draw.band ? [whiskers(rows, draw.band, 'lying')] : []),
      ],
    },
  };
};

/** Points with whiskers on one scale; the row to compare with is filled, the others are rings. */
export const drawDots = (figure: Figure, draw: Extract<Draw, { kind: 'dots' }>, sheet: Sheet): Drawn => {
  const { rows, metric, names } = figure;
  const above = rows.some((row) => textOf(metric, names, row, draw.label).length > MOST_BESIDE);
  return {
    height: rows.length * (above ? LINE_ABOVE : LINE_BESIDE) + 44,
    marks: labelled(figure, draw.label, { value: draw.value, ...(draw.band ? { band: draw.band } : {}) }),
    option: {
      ...frameOf(sheet),
      grid: { left: above ? 14 : 4, right: 8, top: above ? 22 : 6, bottom: 6, containLabel: true },
      xAxis: valueAxis(figure, draw.value, sheet),
      yAxis: axes(figure, draw, sheet, above),
      series: [
        {
          type: 'scatter',
          cursor: 'pointer',
          symbolSize: 15,
          data: rows.map((row, i) => {
            const mine = draw.mine?.(row) === true;
            const colour = isSmall(metric, row) ? GREY_EDGE : SEA;
            return {
              value: [numberIn(row, draw.value), i],
              symbol: mine ? 'diamond' : 'circle',
              symbolSize: mine ? 20 : 14,
              itemStyle: { color: mine ? colour : '#fff', borderColor: colour, borderWidth: 3 },
            };
          }),
        },
        ...(draw.band ? [whiskers(rows, draw.band, 'lying')] : []),
      ],
    },
  };
};

/** Upright bars of a distribution. */
export const drawColumns = (
  figure: Figure,
  draw: Extract<Draw, { kind: 'columns' }>,
  sheet: Sheet,
): Drawn => {
  const { rows, metric, names } = figure;
  const { font } = sheet;
  const size = { fontFamily: font.family, fontSize: font.size, color: INK_2 };
  return {
    height: 240,
    marks: labelled(figure, draw.label, { value: draw.value }),
    option: {
      ...frameOf(sheet),
      grid: { left: 4, right: 8, top: 26, bottom: 4, containLabel: true },
      xAxis: {
        type: 'category',
        data: rows.map((row) => textOf(metric, names, row, draw.label)),
        axisLabel: { ...size, interval: rows.length > 8 ? 'auto' : 0 },
        axisLine: { lineStyle: { color: LINE } },
        axisTick: { show: false },
      },
      yAxis: valueAxis(figure, draw.value, sheet),
      series: [
        {
          type: 'bar',
          barMaxWidth: 44,
          cursor: 'pointer',
          label: {
            show: rows.length <= 12,
            position: 'top',
            ...size,
            formatter: ({ dataIndex }: { dataIndex: number }) => {
              const row = rows[dataIndex];
              return row === undefined ? NOTHING : textOf(metric, names, row, draw.value);
            },
          },
          data: rows.map((row) => ({
            value: numberIn(row, draw.value),
            itemStyle: { color: isSmall(metric, row) ? GREY : SEA, borderRadius: [4, 4, 0, 0] },
          })),
        },
      ],
    },
  };
};

/** Steps from the widest to the narrowest, each with its part of the first. */
export const drawFunnel = (figure: Figure, draw: Extract<Draw, { kind: 'funnel' }>, sheet: Sheet): Drawn => {
  const { rows, metric, names } = figure;
  const first = numberIn(rows[0] ?? {}, draw.value) ?? 0;
  const { font } = sheet;
  const partOf = (row: Row): string => {
    const n = numberIn(row, draw.value);
    return n === null || first === 0 ? '' : `  ${Math.round((100 * n) / first)}%`;
  };
  const drawn = drawBars(figure, { ...draw, kind: 'bars' }, sheet);
  const [left, right] = axes(figure, draw, sheet, true);
  return {
    ...drawn,
    height: rows.length * LINE_ABOVE + 44,
    option: {
      ...drawn.option,
      grid: { left: 6, right: 8, top: 22, bottom: 6, containLabel: true },
      xAxis: { type: 'value', show: false, max: first || 1 },
      yAxis: [
        left,
        {
          ...right,
          data: rows.map((row) => `${textOf(metric, names, row, draw.value)}${partOf(row)}`),
          axisLabel: { fontFamily: font.family, fontSize: font.size, color: INK_2, interval: 0 },
        },
      ],
    },
  };
};
