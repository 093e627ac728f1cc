import { sql } from 'kysely';
import { weekOf } from '../domain/calendar.ts';
import { rateOf } from '../domain/figure.ts';
import { addDays } from '../domain/time.ts';
import { daysOfLog, logToday } from './active.ts';
import { ANSWER_TABLES } from './answer-counts.ts';
import { SCORE, scoreOf } from './answer-measures.ts';
import { countsBy } from './answer-series.ts';
import { column, PARTIAL, PEOPLE, rateColumns, text } from './columns.ts';
import type { Metric } from './metric.ts';

/** Correct rate of each week: is the company getting better? */
export const answersByWeek: Metric = {
  id: 'answers.by_week',
  name: text('每周正确率', 'Correct rate by week'),
  definition: text(
    '每个自然周（周一到周日，落在所选日期内的部分）的作答数、正确率（95% Wilson 区间）和平均得分。没过完或没选全的一周标为“未满”。',
    'Answers, correct rate (95 % Wilson interval) and mean score of each week, Monday to Sunday, as far as it lies within the chosen days. A week that is not over or not chosen whole is marked as not complete.',
  ),
  columns: [
    column('week', 'day', text('周（周一）', 'Week (Monday)')),
    PEOPLE,
    ...rateColumns(text('作答数', 'Answers'), text('正确率', 'Correct rate')),
    column('correct', 'count', text('答对数', 'Correct answers')),
    SCORE,
    PARTIAL,
  ],
  verbs: ['question.answered'],
  atLeast: { n: 20, of: 'answers' },
  interval: 'wilson',
  privacy: 'groups',
  reads: ANSWER_TABLES,
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
      const { people, answers, correct, milli } = countOf(week);
      const end = addDays(week, 6);
      const whole = ask.filter.from <= week && end <= ask.filter.to && end < logToday(ask);
      return {
        ...{ week, people, ...rateOf(correct, answers), correct },
        ...{ score: scoreOf(milli, answers), partial: whole ? 0 : 1 },
      };
    });
  },
};
