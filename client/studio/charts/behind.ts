import type { EventQuery, Filter, MetricView, Row } from '../../../server/domain/figure.ts';

/** Which events to open, without the filter and the verbs. */
export type Behind = Partial<Pick<EventQuery, 'person' | 'obj' | 'day' | 'weekday' | 'hour' | 'device'>> & {
  filter?: Partial<Filter>;
  verbs?: string[];
};

type Narrow = (cell: string | number, metric: MetricView) => Behind;
/** How a cell of each kind narrows the events; a kind that is not named narrows nothing. */
const NARROWS: Record<string, Narrow> = {
  person: (cell) => ({ person: String(cell) }),
  question: (cell) => ({ obj: String(cell) }),
  station: (cell) => ({ obj: String(cell) }),
  day: (cell) => ({ day: Number(cell) }),
  month: (cell) => ({ filter: { from: Number(cell) * 100 + 1, to: Number(cell) * 100 + 31 } }),
  weekday: (cell) => ({ weekday: Number(cell) }),
  hour: (cell) => ({ hour: Number(cell) }),
  device: (cell) => ({ device: Number(cell) }),
  department: (cell) => ({ filter: { department: String(cell) } }),
  cohort: (cell) => ({ filter: { cohort: String(cell) } }),
  quest: (cell) => ({ filter: { quest: String(cell) } }),
  bank: (cell) => ({ filter: { bank: String(cell) } }),
  verb: (cell) => ({ verbs: [String(cell)] }),
};

/**
 * The events behind a row, read from the kinds of its cells; undefined = it opens to none: the figure reads state, or
 * nothing in the row narrows and it is not the only one.
 */
export const behindOf = (metric: MetricView, row: Row, alone: boolean): Behind | undefined => {
  if (metric.verbs.length === 0) return undefined;
  const person = typeof row.person === 'string';
  const parts = metric.columns.flatMap(({ id, kind }) => {
    const cell = row[id];
    // A person's department says nothing more of their events.
    if (cell === null || cell === undefined || (person && kind === 'department')) return [];
    const narrow = NARROWS[kind];
    return narrow === undefined || (person && kind === 'day') ? [] : [narrow(cell, metric)];
  });
  if (parts.length === 0) return alone ? {} : undefined;
  const narrower: Partial<Filter> = Object.assign({}, ...parts.map((part) => part.filter ?? {}));
  return { ...Object.assign({}, ...parts), filter: narrower };
};

/** The question for the door. A row's own month may reach beyond the days that are asked for. */
export const eventQueryOf = (metric: MetricView, filter: Filter, behind: Behind): EventQuery => {
  const { filter: narrower, verbs, ...rest } = behind;
  const whole = { ...filter, ...narrower };
  const days = { from: Math.max(filter.from, whole.from), to: Math.min(filter.to, whole.to) };
  return { ...rest, filter: { ...whole, ...days }, verbs: verbs ?? [...metric.verbs], limit: 50 };
};
