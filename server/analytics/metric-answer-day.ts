import { rateOf } from '../domain/figure.ts';
import { daysOfLog, logToday } from './active.ts';
import { ANSWER_TABLES } from './answer-counts.ts';
import { SCORE, scoreOf } from './answer-measures.ts';
import { countsByDay } from './answer-series.ts';
import { column, DAY, PARTIAL, PEOPLE, rateColumns, text } from './columns.ts';
import type { Metric } from './metric.ts';

/** Answers and correct rate of each day. */
export const answersByDay: Metric = {
  id: 'answers.by_day',
  name: text('每日作答', 'Answers by day'),
  definition: text(
    '所选日期里每个自然日的作答数、答对数、正确率（95% Wilson 区间）和平均得分；没有作答的日子显示 0，比率留空。今天标为“未满”。',
    'Answers, correct answers, correct rate (95 % Wilson interval) and mean score of each of the chosen days; a day without answers shows 0 and no rate. Today is marked as not complete.',
  ),
  columns: [
    DAY,
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
    const countOf = await countsByDay(log, ask, days[0] ?? 0, days.at(-1) ?? 0);
    return days.map((day) => {
      const { people, answers, correct, milli } = countOf(day);
      const partial = day === logToday(ask) ? 1 : 0;
      return { day, people, ...rateOf(correct, answers), correct, score: scoreOf(milli, answers), partial };
    });
  },
};
