import { pick } from '../../i18n/index.ts';
import { cellText, textOf, weekdayText } from './cells.ts';
import { columnOf, type Draw, type Figure, isSmall, numberIn } from './draw.ts';
import { CORAL, GREY, GREY_EDGE, HEAT, INK_2, SEA } from './look.ts';
import { type Drawn, frameOf, labelled, type Sheet, valueAxis } from './option.ts';

type ScatterDraw = Extract<Draw, { kind: 'scatter' }>;
const SMALLEST = 9;
const LARGEST = 34;

const cornerOf = ({ corner }: ScatterDraw) =>
  corner === undefined
    ? {}
    : {
        markArea: {
          silent: true,
          itemStyle: { color: CORAL, opacity: 0.1 },
          data: [
            [
              { xAxis: corner.x[0], yAxis: corner.y[0] },
              { xAxis: corner.x[1], yAxis: corner.y[1] },
            ],
          ],
        },
      };

/** Points by two numbers, as large as many stand behind them; grey rings where they are too few. */
export const drawScatter = (figure: Figure, draw: ScatterDraw, sheet: Sheet): Drawn => {
  const rows = figure.rows.filter((row) => numberIn(row, draw.x) !== null && numberIn(row, draw.y) !== null);
  const own = { ...figure, rows };
  const { metric } = figure;
  const { font } = sheet;
  const most = Math.max(1, ...rows.map((row) => numberIn(row, draw.size) ?? 0));
  const axis = (id: string) => {
    const column = columnOf(metric, id);
    return {
      ...valueAxis(own, id, sheet),
      scale: true,
      max: undefined,
      name: column === undefined ? '' : pick(column.name),
      nameTextStyle: { fontFamily: font.family, fontSize: font.size, color: INK_2 },
    };
  };
  return {
    height: sheet.narrow ? 300 : 360,
    marks: labelled(own, draw.label),
    option: {
      ...frameOf(sheet),
      grid: { left: 8, right: 18, top: 34, bottom: 26, containLabel: true },
      xAxis: { ...axis(draw.x), nameLocation: 'middle', nameGap: 26 },
      yAxis: { ...axis(draw.y), min: undefined },
      series: [
        {
          type: 'scatter',
          cursor: 'pointer',
          ...cornerOf(draw),
          data: rows.map((row) => {
            const soft = isSmall(metric, row);
            const part = Math.sqrt((numberIn(row, draw.size) ?? 0) / most);
            return {
              value: [numberIn(row, draw.x), numberIn(row, draw.y)],
              symbolSize: SMALLEST + part * (LARGEST - SMALLEST),
              itemStyle: soft
                ? { color: GREY, opacity: 0.55, borderColor: GREY_EDGE, borderType: 'dashed', borderWidth: 1 }
                : { color: SEA, opacity: 0.7, borderColor: '#fff', borderWidth: 1 },
            };
          }),
        },
      ],
    },
  };
};

type HeatDraw = Extract<Draw, { kind: 'heat' }>;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

/** 7 x 24: weekdays down and hours across; on a phone the hours go down. */
export const drawHeat = (figure: Figure, draw: HeatDraw, sheet: Sheet): Drawn => {
  const { rows, metric, names } = figure;
  const { font, narrow } = sheet;
  const values = rows.map((row) => numberIn(row, draw.value) ?? 0);
  const size = { fontFamily: font.family, fontSize: font.size - 1, color: INK_2 };
  const hours = {
    type: 'category',
    data: HOURS.map(String),
    axisLabel: { ...size, interval: narrow ? 1 : 0 },
  };
  const days = {
    type: 'category',
    data: WEEKDAYS.map((day) => weekdayText(day, true)),
    axisLabel: { ...size, interval: 0 },
  };
  const bare = { axisTick: { show: false }, axisLine: { show: false }, splitArea: { show: false } };
  const [across, down] = narrow ? [days, hours] : [hours, days];
  const value = columnOf(metric, draw.value);
  return {
    height: narrow ? 560 : 300,
    marks: labelled(figure, draw.weekday, { value: draw.value }).map((mark) => ({
      ...mark,
      label: `${textOf(metric, names, mark.row, draw.weekday)} ${textOf(metric, names, mark.row, draw.hour)}`,
    })),
    option: {
      ...frameOf(sheet),
      grid: { left: 4, right: 8, top: 4, bottom: 48, containLabel: true },
      xAxis: { ...across, ...bare },
      yAxis: { ...down, ...bare, inverse: true },
      visualMap: {
        min: 0,
        max: Math.max(1, ...values),
        calculable: false,
        orient: 'horizontal',
        left: 'center',
        bottom: 0,
        itemHeight: 120,
        text: [
          value === undefined ? '' : cellText(Math.max(0, ...values), value, names),
          value === undefined ? '' : cellText(0, value, names),
        ],
        textStyle: size,
        inRange: { color: [...HEAT] },
      },
      series: [
        {
          type: 'heatmap',
          cursor: 'pointer',
          itemStyle: { borderColor: '#fff', borderWidth: 2, borderRadius: 4 },
          emphasis: { itemStyle: { borderColor: '#0e2a3f', borderWidth: 2 } },
          data: rows.map((row, i) => {
            const [day, hour] = [(numberIn(row, draw.weekday) ?? 1) - 1, numberIn(row, draw.hour) ?? 0];
            return narrow ? [day, hour, values[i] ?? 0] : [hour, day, values[i] ?? 0];
          }),
        },
      ],
    },
  };
};
