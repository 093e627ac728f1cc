import { sql } from 'kysely';
import { weekOf } from '../domain/calendar.ts';
import { rateOf } from '../domain/figure.ts';
import { addDays, daysBetween } from '../domain/time.ts';
import { activeDays, logToday } from './active.ts';
import { ACTIVE_VERBS } from './active-verbs.ts';
import { column, PEOPLE, rateColumns, text } from './columns.ts';
import { type Ask, type Log, type Metric, rowsOf } from './metric.ts';

/** The days after the first one that are looked at. */
export const RETENTION_DAYS = [1, 2, 3, 4, 5, 6, 7, 14, 21, 28, 56, 84] as const;
/** Cohorts of one day each up to so many days, of a week each beyond. */
const MOST_DAYS = 14;
const FIRST_EVER = 19_700_101;

type Span = { first: number; last: number; people: number };
type Pair = { first: number; day: number; people: number };

/** First and last active day of everybody whose first one is in the filter; and how many of them were active when. */
const readDays = async (log: Log, ask: Ask, today: number): Promise<{ spans: Span[]; pairs: Pair[] }> => {
  const { from, to } = ask.filter;
  const firsts = sql`select a."person", min(a."day") as "first", max(a."day") as "last"
    from (${activeDays(ask, FIRST_EVER, today)}) a group by a."person" having min(a."day") >= ${from}
      and min(a."day") <= ${to}`;
  const spans = await rowsOf(
    log,
    sql<Span>`select f."first", f."last", count(*) as "people" from (${firsts}) f group by f."first", f."last"`,
  );
  const pairs = await rowsOf(
    log,
    sql<Pair>`select f."first", r."day", count(*) as "people" from (${firsts}) f
      join "rollup_person_day" r on r."person" = f."person" and r."active" > 0 and r."day" <= ${today}
      group by f."first", r."day"`,
  );
  return { spans, pairs };
};

type Cell = { hits: number; later: number };
type Group = { people: number; cells: Map<number, Cell> };
const cellOf = ({ cells }: Group, n: number): Cell => {
  const known = cells.get(n) ?? { hits: 0, later: 0 };
  cells.set(n, known);
  return known;
};

/** Cohort by first active day or week x days after it. A cohort is old enough when the day is over for its youngest. */
export const activityRetention: Metric = {
  id: 'activity.retention',
  name: text('留存', 'Retention'),
  definition: text(
    '按首个活跃日分组（时间范围超过 14 天时按周）：第 N 天仍活跃的人 ÷ 组内人数；“N 天及以后”是第 N 天或之后任一天活跃过的人。只列全组第 N 天都已过完的格子。',
    'People grouped by their first active day (by week when the filter is longer than 14 days): active on day N / people of the group; “day N or later” = active on day N or any day after. Only cells whose day N is over for the whole group.',
  ),
  columns: [
    column('cohort', 'day', text('首个活跃日', 'First active day')),
    column('offset', 'count', text('第 N 天', 'Day N')),
    PEOPLE,
    column('hits', 'count', text('当天活跃', 'Active that day')),
    ...rateColumns(text('组内人数', 'People of the group'), text('留存率', 'Retention')),
    column('later', 'count', text('当天及以后活跃', 'Active then or later')),
    column('laterRate', 'share', text('N 天及以后', 'Day N or later')),
  ],
  verbs: ACTIVE_VERBS,
  atLeast: { n: 20, of: 'people' },
  interval: 'wilson',
  privacy: 'groups',
  reads: ['rollup_person_day', 'symbol'],
  ask: async (log, ask) => {
    const today = logToday(ask);
    const weekly = daysBetween(ask.filter.from, ask.filter.to) >= MOST_DAYS;
    const keyOf = (day: number): number => (weekly ? weekOf(day) : day);
    const groups = new Map<number, Group>();
    const groupOf = (day: number): Group => {
      const known = groups.get(keyOf(day)) ?? { people: 0, cells: new Map<number, Cell>() };
      groups.set(keyOf(day), known);
      return known;
    };
    const { spans, pairs } = await readDays(log, ask, today);
    for (const { first, last, people } of spans) {
      const group = groupOf(first);
      group.people += Number(people);
      const lived = daysBetween(first, last);
      for (const n of RETENTION_DAYS) if (lived >= n) cellOf(group, n).later += Number(people);
    }
    for (const { first, day, people } of pairs) {
      const n = daysBetween(first, day);
      if (RETENTION_DAYS.some((d) => d === n)) cellOf(groupOf(first), n).hits += Number(people);
    }
    return [...groups.entries()]
      .sort(([a], [b]) => a - b)
      .flatMap(([cohort, group]) => {
        const youngest = weekly ? Math.min(addDays(cohort, 6), ask.filter.to) : cohort;
        return RETENTION_DAYS.filter((n) => addDays(youngest, n) < today).map((offset) => {
          const { hits, later } = cellOf(group, offset);
          const { people } = group;
          return { cohort, offset, people, hits, ...rateOf(hits, people), later, laterRate: later / people };
        });
      });
  },
};
