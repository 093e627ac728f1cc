import { sql } from 'kysely';
import { weekOf } from '../domain/calendar.ts';
import { addDays } from '../domain/time.ts';
import { daysOfLog, logToday } from './active.ts';
import { answerSeries, countsBy, seriesRow } from './answer-series.ts';
import { column, text } from './columns.ts';
import type { Metric } from './metric.ts';

/** Correct rate of each week: is the company getting better? */
export const answersByWeek: Metric = {
  ...answerSeries(column('week', 'day', text('周（周一）', 'Week (Monday)'))),
  id: 'answers.by_week',
  name: text('每周正确率', 'Correct rate by week'),
  definition: text(
    '每个自然周（周一到周日，落在所选日期内的部分）的作答数、正确率（95% Wilson 区间）和平均得分。没过完或没选全的一周标为“未满”。',
    'Answers, correct rate (95 % Wilson interval) and mean score of each week, Monday to Sunday, as far as it lies within the chosen days. A week that is not over or not chosen whole is marked as not complete.',
  ),
  ask: async (log, ask) => {
    const days = await daysOfLog(log, ask);
    const weeks = [...new Set(days.map(weekOf))];
    if (weeks.length === 0) return [];
    const cases = sql.join(
      weeks.map((week) => sql`when a."day" <= ${addDays(week, 6)} then ${sql.lit(week)}`),
      sql` `,
    );
    const countOf = await countsBy(log, ask, days[0] ?? 0, days.at(-1) ?? 0, sql`case ${cases} end`);
    return weeks.map((week) => {
      const end = addDays(week, 6);
      const whole = ask.filter.from <= week && end <= ask.filter.to && end < logToday(ask);
      return seriesRow({ week }, countOf(week), !whole);
    });
  },
};
