import type { FilterChoices } from '../../../server/domain/api-figure.ts';
import type { Filter } from '../../../server/domain/figure.ts';
import { addDays, daysBetween } from '../../../server/domain/time.ts';

export const PRESETS = [7, 28, 90, 'all'] as const;
export type Preset = (typeof PRESETS)[number];
const NARROWINGS = ['department', 'post', 'cohort', 'quest', 'bank'] as const;
export type Narrowing = (typeof NARROWINGS)[number];

type Ends = Pick<FilterChoices, 'today' | 'firstDay'>;
/** The last so many days, today among them; `all` = since the first day of the log. */
export const daysOf = (preset: Preset, { today, firstDay }: Ends): Pick<Filter, 'from' | 'to'> => ({
  from: preset === 'all' ? Math.min(firstDay, today) : addDays(today, 1 - preset),
  to: today,
});
/** The preset that these days are. */
export const presetOf = (filter: Filter, ends: Ends): Preset | undefined =>
  PRESETS.find((preset) => {
    const { from, to } = daysOf(preset, ends);
    return filter.from === from && filter.to === to;
  });

const dayIn = (said: string | null): number | undefined => {
  const day = Number(said);
  if (said === null || !/^\d{8}$/u.test(said) || addDays(day, 0) !== day) return undefined;
  return day >= 19_700_101 && day <= 99_991_231 ? day : undefined;
};

/** The filter of an address; days that it does not name are the last 28, and what it does not understand is left out. */
export const filterOf = (query: string, ends: Ends): Filter => {
  const q = new URLSearchParams(query);
  const usual = daysOf(28, ends);
  const [from, to] = [dayIn(q.get('from')) ?? usual.from, dayIn(q.get('to')) ?? usual.to];
  const parts = NARROWINGS.flatMap((name) => {
    const value = q.get(name);
    return value === null || value === '' ? [] : [[name, value]];
  });
  const days = daysBetween(from, to) < 0 ? { from: to, to: from } : { from, to };
  return { ...days, ...Object.fromEntries(parts) };
};

/** The filter as an address's query, always in one order. */
export const addressOf = (filter: Filter): string => {
  const q = new URLSearchParams({ from: String(filter.from), to: String(filter.to) });
  for (const name of NARROWINGS) {
    const value = filter[name];
    if (value !== undefined) q.set(name, value);
  }
  return q.toString();
};

/** The filter with another narrowing; undefined takes it off. */
export const narrowed = (filter: Filter, name: Narrowing, value: string | undefined): Filter => {
  const { [name]: _, ...rest } = filter;
  return value === undefined || value === '' ? rest : { ...rest, [name]: value };
};
