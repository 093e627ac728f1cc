import {
  type Cell,
  type CellKind,
  type Column,
  FEWEST,
  type FigureView,
  type MetricView,
} from '../domain/figure.ts';
import { type Lang, type LocalText, textIn } from '../domain/text.ts';
import { writeDelimited } from './csv.ts';
import { cellWords, DEVICE_WORDS, DIMENSION_WORDS, figureWords, WEEKDAYS } from './figure-words.ts';
import { type Table, writeWorkbook } from './xlsx-write.ts';

/** `chosen` = what the filter narrows to, in words; `zone` = where times are counted. */
export type PrintedFigure = { lang: Lang; zone: string; chosen: readonly (readonly [string, string])[] };
type Figure = { metric: MetricView; view: FigureView };

const day = (n: number): string => String(n).replace(/^(\d{4})(\d\d)(\d\d)$/u, '$1-$2-$3');
const month = (n: number): string => String(n).replace(/^(\d{4})(\d\d)$/u, '$1-$2');
const round = (x: number, digits: number): number => Number(x.toFixed(digits));
const nameIn = (name: string | LocalText, lang: Lang): string =>
  typeof name === 'string' ? name : textIn(name, lang);

type Say = (cell: string | number, lang: Lang) => string | number;
const plain: Say = (cell) => cell;
const SAY: Partial<Record<CellKind, Say>> = {
  number: (cell) => (typeof cell === 'number' ? round(cell, 4) : cell),
  share: (cell) => (typeof cell === 'number' ? round(cell, 4) : cell),
  change: (cell) => (typeof cell === 'number' ? round(cell, 2) : cell),
  day: (cell) => day(Number(cell)),
  month: (cell) => month(Number(cell)),
  hour: (cell) => `${String(cell).padStart(2, '0')}:00`,
  weekday: (cell, lang) => WEEKDAYS[lang][Number(cell) - 1] ?? String(cell),
  device: (cell, lang) => DEVICE_WORDS[lang][Number(cell)] ?? String(cell),
  dimension: (cell, lang) => DIMENSION_WORDS[lang][String(cell)] ?? String(cell),
  flag: (cell, lang) => (Number(cell) === 1 ? figureWords(lang).yes : figureWords(lang).no),
};

const cellIn = (
  cell: Cell | undefined,
  { kind, words }: Column,
  { names }: FigureView,
  lang: Lang,
): string | number => {
  if (cell === null || cell === undefined) return '';
  const name = names[kind]?.[String(cell)] ?? words?.[String(cell)];
  return name === undefined ? (SAY[kind] ?? plain)(cell, lang) : nameIn(name, lang);
};

const WIDE: ReadonlySet<CellKind> = new Set(['question', 'text', 'station', 'quest', 'point']);
const numbers = ({ metric, view }: Figure, { lang }: PrintedFigure): Table => ({
  name: figureWords(lang).sheet,
  rows: [
    metric.columns.map(({ name, kind }) => `${textIn(name, lang)}${cellWords(kind, lang)}`),
    ...view.rows.map((row) => metric.columns.map((column) => cellIn(row[column.id], column, view, lang))),
  ],
  widths: metric.columns.map(({ kind }) => (WIDE.has(kind) ? 44 : 16)),
});

const about = ({ metric, view }: Figure, { lang, zone, chosen }: PrintedFigure): Table => {
  const w = figureWords(lang);
  const at = new Intl.DateTimeFormat(lang === 'zh' ? 'zh-CN' : 'en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: zone,
  }).format(view.at);
  return {
    name: w.about,
    rows: [
      [w.figure, textIn(metric.name, lang)],
      [w.definition, textIn(metric.definition, lang)],
      [w.days, `${day(view.filter.from)} – ${day(view.filter.to)}`],
      ...chosen,
      [w.asked, at],
      [w.interval, w.intervals[metric.interval]],
      [w.least, w.leastOf(metric.atLeast.n, metric.atLeast.of)],
      ...(view.hidden === 0 ? [] : [[w.hidden, w.hiddenRows(view.hidden, FEWEST)]]),
    ],
    widths: [24, 90],
    header: false,
  };
};

/** File name without its ending. */
export const figureName = ({ metric, view }: Figure, lang: Lang): string =>
  `${textIn(metric.name, lang)}-${view.filter.from}-${view.filter.to}`.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_');

/** A figure as CSV with BOM: its rows only, so that any program reads them. Ids are written as names. */
export const figureCsv = (figure: Figure, printed: PrintedFigure): Uint8Array =>
  writeDelimited(numbers(figure, printed).rows.map((row) => row.map(String)));

/** A figure as a workbook: its rows, and a sheet that says what they are. */
export const figureXlsx = (figure: Figure, printed: PrintedFigure): Uint8Array =>
  writeWorkbook([numbers(figure, printed), about(figure, printed)]);
