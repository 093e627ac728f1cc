import i18next from 'i18next';
import { VERB_WORDS } from '../../../server/domain/dictionary-words.ts';
import type { Device, Verb } from '../../../server/domain/events/index.ts';
import type { Cell, CellKind, Column, MetricView, Names, Row } from '../../../server/domain/figure.ts';
import { number, pick } from '../../i18n/index.ts';
import { type Band, columnOf, numberIn } from './draw.ts';

/** A text of the kit outside React. */
export const say = (key: string, values: Record<string, string | number> = {}): string =>
  String(i18next.t(key as never, { ...values, ns: 'studio.charts' } as never));

export const NOTHING = '–';
const tag = (): string => (i18next.language === 'en' ? 'en' : 'zh-CN');
const utc = (day: number): Date =>
  new Date(Date.UTC(Math.floor(day / 10_000), (Math.floor(day / 100) % 100) - 1, day % 100));
/** YYYYMMDD -> "Nov 20". */
export const dayText = (day: number): string =>
  utc(day).toLocaleDateString(tag(), { month: 'short', day: 'numeric', timeZone: 'UTC' });
/** YYYYMM -> "Nov 2026". */
const monthText = (month: number): string =>
  utc(month * 100 + 1).toLocaleDateString(tag(), { year: 'numeric', month: 'short', timeZone: 'UTC' });
/** 1 (Monday) to 7. 5 January 1970 was a Monday. */
export const weekdayText = (weekday: number, short = false): string =>
  new Date(Date.UTC(1970, 0, 4 + weekday)).toLocaleDateString(tag(), {
    weekday: short ? 'short' : 'long',
    timeZone: 'UTC',
  });
const shareText = (share: number): string =>
  share.toLocaleString(tag(), { style: 'percent', maximumFractionDigits: Math.abs(share) < 0.1 ? 1 : 0 });
const MINUTE = 60_000;
const msText = (ms: number): string =>
  ms < MINUTE
    ? say('seconds', { n: number(Math.round(ms / 100) / 10) })
    : ms < 60 * MINUTE
      ? say('minutes', { n: number(Math.round(ms / MINUTE)) })
      : say('hours', { n: number(Math.round(ms / 360_000) / 10) });
const rounded = (n: number): string =>
  n.toLocaleString(tag(), { maximumFractionDigits: Math.abs(n) < 10 ? 2 : 1 });

/** As the log numbers them. */
const DEVICES: readonly Device[] = ['unknown', 'phone', 'tablet', 'desktop', 'app'];
const NUMBERS: Partial<Record<CellKind, (n: number) => string>> = {
  count: number,
  number: rounded,
  coins: number,
  share: shareText,
  change: (n) => say('points', { n: `${n > 0 ? '+' : ''}${rounded(n)}` }),
  ms: msText,
  day: dayText,
  month: monthText,
  hour: (n) => `${String(n).padStart(2, '0')}:00`,
  weekday: (n) => weekdayText(n),
  device: (n) => say(`device.${DEVICES[n] ?? 'unknown'}`),
  flag: (n) => say(n === 1 ? 'yes' : 'no'),
};

/** What happened, in words; a verb of a later version goes by its name. */
export const verbText = (verb: string): string =>
  verb in VERB_WORDS ? pick(VERB_WORDS[verb as Verb].about) : verb;

/** A cell as it is read: names for ids, units for numbers, a dash where there is nothing. */
export const cellText = (cell: Cell | undefined, column: Column, names: Names): string => {
  if (cell === null || cell === undefined || cell === '')
    return column.kind === 'department' ? say('no-department') : NOTHING;
  const { kind, words } = column;
  const name = names[kind]?.[String(cell)] ?? words?.[String(cell)];
  if (name !== undefined) return typeof name === 'string' ? name : pick(name);
  if (kind === 'dimension') return say(`dimension.${cell}`);
  if (kind === 'verb') return verbText(String(cell));
  return typeof cell === 'number' ? (NUMBERS[kind] ?? rounded)(cell) : cell;
};

export const textOf = (metric: MetricView, names: Names, row: Row, id: string): string => {
  const column = columnOf(metric, id);
  return column === undefined ? NOTHING : cellText(row[id], column, names);
};

const LOW: ReadonlySet<string> = new Set(['low', 'high']);
/** The columns of the interval of `value`: those named by the drawing, else `low` and `high`. */
const isEnd = (column: Column, band: Band | undefined): boolean =>
  band === undefined ? LOW.has(column.id) : band.includes(column.id);
/** Said twice: the id of somebody who is named beside it, the stored name of a question that has its own in both languages. */
export const isTwice = (metric: MetricView, column: Column): boolean => {
  const named = metric.columns.some(({ id }) => id === 'name');
  const asked = metric.columns.some(({ kind }) => kind === 'question');
  return (column.kind === 'person' && named) || (column.id === 'name' && asked);
};

/** Everything a row says beside its label, one line for each column; the interval stands behind its value. */
export const linesOf = (
  metric: MetricView,
  names: Names,
  row: Row,
  shown: { label?: string; value?: string; band?: Band },
): string[] =>
  metric.columns.flatMap((column) => {
    if (
      column.id === shown.label ||
      isEnd(column, shown.band) ||
      isTwice(metric, column) ||
      column.id === 'people'
    )
      return [];
    const text = cellText(row[column.id], column, names);
    const [low, high] = shown.band ?? ['low', 'high'];
    const isValue = column.id === (shown.value ?? 'rate');
    const ends =
      isValue && numberIn(row, low) !== null && numberIn(row, high) !== null
        ? ` (${cellText(row[low], column, names)} – ${cellText(row[high], column, names)})`
        : '';
    return [`${pick(column.name)}: ${text}${ends}`];
  });
