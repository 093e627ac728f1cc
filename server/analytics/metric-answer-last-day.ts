import { rateOf } from '../domain/figure.ts';
import { addDays } from '../domain/time.ts';
import { logToday } from './active.ts';
import { ANSWER_TABLES } from './answer-counts.ts';
import { countsByDay } from './answer-series.ts';
import { column, DAY, PARTIAL, PEOPLE, rateColumns, text } from './columns.ts';
import type { Metric } from './metric.ts';

/** Correct answers of the last complete day, and of today so far. */
export const answersLastDay: Metric = {
  id: 'answers.last_day',
  name: text('昨日答对数', 'Correct answers, last day'),
  definition: text(
    '最近一个完整自然日（公司时区，零点到零点）的答对数；今天截至此刻的另列一行，标为“未满”。所选日期不影响它。',
    'Correct answers of the last complete day (midnight to midnight in the company’s zone); today so far stands in a row of its own, marked as not complete. The chosen days do not change it.',
  ),
  columns: [
    DAY,
    column('correct', 'count', text('答对数', 'Correct answers')),
    ...rateColumns(text('作答数', 'Answers'), text('正确率', 'Correct rate')),
    PEOPLE,
    PARTIAL,
  ],
  verbs: ['question.answered'],
  atLeast: { n: 0, of: 'answers' },
  interval: 'wilson',
  privacy: 'groups',
  reads: ANSWER_TABLES,
  ask: async (log, ask) => {
    const today = logToday(ask);
    const days = [addDays(today, -1), today];
    const countOf = await countsByDay(log, ask, addDays(today, -1), today);
    return days.map((day) => {
      const { answers, correct, people } = countOf(day);
      return { day, correct, ...rateOf(correct, answers), people, partial: day === today ? 1 : 0 };
    });
  },
};
