import { sql } from 'kysely';
import { rateOf } from '../domain/figure.ts';
import { addDays } from '../domain/time.ts';
import { activeDays, daysOfLog, headcounts, logToday } from './active.ts';
import { ACTIVE_VERBS } from './active-verbs.ts';
import { column, PARTIAL, PEOPLE, rateColumns, text } from './columns.ts';
import { type Metric, rowsOf } from './metric.ts';

const monthOf = (day: number): number => Math.floor(day / 100);
const lastDayOf = (month: number): number => {
  const next = month % 100 === 12 ? (Math.floor(month / 100) + 1) * 100 + 1 : month + 1;
  return addDays(next * 100 + 1, -1);
};

/** The figure that is to rise from 40 % to 90 %. */
export const activityMonthRate: Metric = {
  id: 'activity.month_rate',
  name: text('月活跃率', 'Monthly activity rate'),
  definition: text(
    '自然月内至少活跃一天的学员 ÷ 月末的学员总数，附 95% 威尔逊区间。筛选涉及的月份一律按整月计；本月以今天的总数为分母并标为“未满”。',
    'Learners active on at least one day of the calendar month / learners at the end of that month, with the Wilson 95 % interval. Months that the filter touches count whole; the running month is divided by today’s learners and marked as not complete.',
  ),
  columns: [
    column('month', 'month', text('月份', 'Month')),
    PEOPLE,
    ...rateColumns(text('月末学员总数', 'Learners at month end'), text('月活跃率', 'Activity rate')),
    PARTIAL,
  ],
  verbs: ACTIVE_VERBS,
  atLeast: { n: 5, of: 'people' },
  interval: 'wilson',
  privacy: 'groups',
  reads: ['rollup_person_day', 'rollup_verb_day', 'person', 'symbol'],
  ask: async (log, ask) => {
    const days = await daysOfLog(log, ask);
    const months = [...new Set(days.map(monthOf))];
    const [first, last] = [months[0], months.at(-1)];
    if (first === undefined || last === undefined) return [];
    const rows = await rowsOf(
      log,
      sql<{ month: number; people: number }>`select a."month", count(*) as "people" from (select distinct
          x."person", x."day" / 100 as "month" from (${activeDays(ask, first * 100 + 1, last * 100 + 31)}) x) a
        group by a."month" order by a."month"`,
    );
    const today = logToday(ask);
    const heads = await headcounts(
      log,
      ask,
      months.map((m) => Math.min(lastDayOf(m), today)),
    );
    return months.map((month, i) => {
      const people = Number(rows.find((r) => r.month === month)?.people ?? 0);
      return { month, people, ...rateOf(people, heads[i] ?? 0), partial: lastDayOf(month) >= today ? 1 : 0 };
    });
  },
};
