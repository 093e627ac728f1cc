import { daysOfLog, logToday } from './active.ts';
import { answerSeries, countsByDay, seriesRow } from './answer-series.ts';
import { DAY, text } from './columns.ts';
import type { Metric } from './metric.ts';

/** Answers and correct rate of each day. */
export const answersByDay: Metric = {
  ...answerSeries(DAY),
  id: 'answers.by_day',
  name: text('每日作答', 'Answers by day'),
  definition: text(
    '所选日期里每个自然日的作答数、答对数、正确率（95% Wilson 区间）和平均得分；没有作答的日子显示 0，比率留空。今天标为“未满”。',
    'Answers, correct answers, correct rate (95 % Wilson interval) and mean score of each of the chosen days; a day without answers shows 0 and no rate. Today is marked as not complete.',
  ),
  ask: async (log, ask) => {
    const days = await daysOfLog(log, ask);
    const countOf = await countsByDay(log, ask, days[0] ?? 0, days.at(-1) ?? 0);
    return days.map((day) => seriesRow({ day }, countOf(day), day === logToday(ask)));
  },
};
