import { type Change, COMPARISON, type Kpi, type KpiValue, PARTICIPANTS, Period } from './effect.ts';
import { Z } from './figure.ts';

export type KpiLine = KpiValue & { name: string };
export type RefusedLine = { line: number; text: string; why: 'cells' | 'period' | 'number' };
const MOST_LINES = 5_000;

const GROUPS: Record<string, string> = {
  ...{ 参训组: PARTICIPANTS, 参训: PARTICIPANTS, 学员: PARTICIPANTS, participants: PARTICIPANTS },
  ...{ 对照组: COMPARISON, 对照: COMPARISON, comparison: COMPARISON, control: COMPARISON },
};
const groupOf = (text: string): string => GROUPS[text.toLowerCase()] ?? text;
const periodOf = (text: string): number | undefined => {
  const digits = Number(
    text
      .replace(/[-/.年月日\s]/gu, (c) => (c === '月' || c === '日' ? '' : '-'))
      .replace(/-(\d)(?!\d)/gu, '-0$1')
      .replace(/-/gu, ''),
  );
  const period = Period.safeParse(digits);
  return period.success ? period.data : undefined;
};
const numberOf = (text: string): number | undefined => {
  const share = text.endsWith('%') || text.endsWith('％');
  const plain = text.replace(/[%％,，\s]/gu, '');
  const n = plain === '' ? Number.NaN : Number(plain);
  return Number.isFinite(n) ? (share ? n / 100 : n) : undefined;
};

/** KPI rows of name, group, period, value (one per row; a heading is left out); tells what could not be read. */
export const readKpiRows = (
  rows: readonly (readonly string[])[],
): { lines: KpiLine[]; refused: RefusedLine[] } => {
  const lines: KpiLine[] = [];
  const refused: RefusedLine[] = [];
  rows.slice(0, MOST_LINES).forEach((cells, i) => {
    const [name = '', group = '', period = '', value = ''] = cells.map((c) => c.trim());
    if ([name, group, period, value].every((c) => c === '')) return;
    const said = { line: i + 1, text: cells.join(', ').slice(0, 200) };
    if (name === '' || group === '' || name.length > 120 || group.length > 80)
      refused.push({ ...said, why: 'cells' });
    else {
      const [when, number] = [periodOf(period), numberOf(value)];
      if (i === 0 && when === undefined && number === undefined) return;
      if (when === undefined) refused.push({ ...said, why: 'period' });
      else if (number === undefined) refused.push({ ...said, why: 'number' });
      else lines.push({ name, group: groupOf(group), period: when, value: number });
    }
  });
  return { lines, refused };
};

/** 97.5 % quantile of Student's t with `df` degrees: exact for 1 and 2, Cornish-Fisher beyond (within 1 % from 3 on). */
export const studentT = (df: number): number => {
  if (df < 2) return 12.706204736432095;
  if (df < 3) return 4.302652729911275;
  const [z, v] = [Z, df];
  const [z3, z5, z7] = [z ** 3, z ** 5, z ** 7];
  return (
    z +
    (z3 + z) / (4 * v) +
    (5 * z5 + 16 * z3 + 3 * z) / (96 * v ** 2) +
    (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * v ** 3)
  );
};

const mean = (xs: readonly number[]): number => xs.reduce((a, b) => a + b, 0) / xs.length;
const variance = (xs: readonly number[]): number => {
  const m = mean(xs);
  return xs.length < 2 ? 0 : xs.reduce((sum, x) => sum + (x - m) ** 2, 0) / (xs.length - 1);
};

/** Sum of sign x mean over cells of independent values, with Welch's interval; none where a cell has one value only. */
const contrast = (cells: readonly { sign: 1 | -1; values: readonly number[] }[]): Change | undefined => {
  if (cells.some((c) => c.values.length === 0)) return undefined;
  const value = cells.reduce((sum, c) => sum + c.sign * mean(c.values), 0);
  const n = cells.reduce((sum, c) => sum + c.values.length, 0);
  if (cells.some((c) => c.values.length < 2)) return { value, low: null, high: null, n };
  const parts = cells.map((c) => ({ q: variance(c.values) / c.values.length, df: c.values.length - 1 }));
  const q = parts.reduce((sum, p) => sum + p.q, 0);
  if (q === 0) return { value, low: value, high: value, n };
  const half = studentT(q ** 2 / parts.reduce((sum, p) => sum + p.q ** 2 / p.df, 0)) * Math.sqrt(q);
  return { value, low: value - half, high: value + half, n };
};

const startOf = (kpi: Kpi, group: string): number => kpi.starts?.[group] ?? kpi.start;
const valuesOf = (values: readonly KpiValue[]): number[] => values.map((v) => v.value);

const beforeAfter = (kpi: Kpi): Change | undefined => {
  const ours = kpi.values.filter((v) => v.group !== COMPARISON);
  return contrast([
    { sign: 1, values: valuesOf(ours.filter((v) => v.period >= startOf(kpi, v.group))) },
    { sign: -1, values: valuesOf(ours.filter((v) => v.period < startOf(kpi, v.group))) },
  ]);
};

/** Difference in differences: (after - before) of those who took part minus the same of those who did not. */
const againstComparison = (kpi: Kpi): Change | undefined => {
  const cell = (compared: boolean, after: boolean) =>
    valuesOf(
      kpi.values.filter(
        (v) => (v.group === COMPARISON) === compared && v.period >= startOf(kpi, v.group) === after,
      ),
    );
  return contrast([
    { sign: 1, values: cell(false, true) },
    { sign: -1, values: cell(false, false) },
    { sign: -1, values: cell(true, true) },
    { sign: 1, values: cell(true, false) },
  ]);
};

/** Each group that starts is compared, until the next one starts, with those that have not started; the mean of these. */
const staggered = (kpi: Kpi): Change | undefined => {
  const groups = [...new Set(kpi.values.map((v) => v.group))].sort();
  const startsAt = (group: string): number =>
    group === COMPARISON ? Number.POSITIVE_INFINITY : startOf(kpi, group);
  const effects = groups.flatMap((group) => {
    const start = startsAt(group);
    const later = groups.map(startsAt).filter((s) => s > start);
    if (later.length === 0) return [];
    const end = Math.min(...later);
    const inside = (v: KpiValue, mine: boolean, after: boolean): boolean =>
      (mine ? v.group === group : startsAt(v.group) > start) &&
      (after ? v.period >= start && v.period < end : v.period < start);
    const cell = (mine: boolean, after: boolean) =>
      valuesOf(kpi.values.filter((v) => inside(v, mine, after)));
    const cells = [cell(true, true), cell(true, false), cell(false, true), cell(false, false)];
    if (cells.some((c) => c.length === 0)) return [];
    const [a = 0, b = 0, c = 0, d = 0] = cells.map(mean);
    return [a - b - (c - d)];
  });
  if (effects.length === 0) return undefined;
  const value = mean(effects);
  if (effects.length < 2) return { value, low: null, high: null, n: effects.length };
  const half = studentT(effects.length - 1) * Math.sqrt(variance(effects) / effects.length);
  return { value, low: value - half, high: value + half, n: effects.length };
};

/** What a KPI changed by, by its design: n = values (staggered: groups) behind it; undefined = a side has none. */
export const kpiChange = (kpi: Kpi): Change | undefined => {
  if (kpi.design === 'staggered') return staggered(kpi);
  return kpi.design === 'comparison' ? againstComparison(kpi) : beforeAfter(kpi);
};
