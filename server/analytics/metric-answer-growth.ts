import { addDays } from '../domain/time.ts';
import { daysOfLog, logToday } from './active.ts';
import { ANSWER_TABLES } from './answer-counts.ts';
import { changeOf, growthOf } from './answer-measures.ts';
import { countsByDay, type DayCount } from './answer-series.ts';
import { column, DAY, PARTIAL, PEOPLE, text } from './columns.ts';
import type { Metric } from './metric.ts';

const WEEK = 7;
const sumOf = (days: readonly DayCount[]): { answers: number; correct: number; most: number } => ({
  answers: days.reduce((n, d) => n + d.answers, 0),
  correct: days.reduce((n, d) => n + d.correct, 0),
  most: Math.max(...days.map((d) => d.people)),
});

/** Growth of correct answers, from day to day and from seven days to seven days. */
export const answersGrowth: Metric = {
  id: 'answers.growth',
  name: text('答对数增长率', 'Growth of correct answers'),
  definition: text(
    '（本期答对数 − 上期答对数）÷ 上期答对数：当天比前一天，以及截至当天的 7 天比再之前的 7 天；上期为 0 时留空（“新增”）。它衡量的是量，旁边同时给出正确率变化了多少个百分点。',
    '(Correct answers - those of the period before) / those of the period before: the day against the day before, and the seven days that end on it against the seven before; empty where there were none before ("new"). It measures volume, so the change of the correct rate in percentage points stands beside it.',
  ),
  columns: [
    DAY,
    PEOPLE,
    column('correct', 'count', text('当天答对', 'Correct on the day')),
    column('growth', 'share', text('日增长率', 'Growth by day')),
    column('change', 'change', text('日正确率变化（百分点）', 'Change of rate by day (points)')),
    column('correct_7', 'count', text('7 天答对', 'Correct in 7 days')),
    column('growth_7', 'share', text('7 天增长率', 'Growth by 7 days')),
    column('change_7', 'change', text('7 天正确率变化（百分点）', 'Change of rate by 7 days (points)')),
    PARTIAL,
  ],
  verbs: ['question.answered'],
  atLeast: { n: 0, of: 'answers' },
  interval: 'none',
  privacy: 'groups',
  reads: ANSWER_TABLES,
  ask: async (log, ask) => {
    const days = await daysOfLog(log, ask);
    const first = days[0];
    if (first === undefined) return [];
    const countOf = await countsByDay(log, ask, addDays(first, 1 - 2 * WEEK), days.at(-1) ?? first);
    return days.map((day) => {
      const last = Array.from({ length: 2 * WEEK }, (_, back) => countOf(addDays(day, -back)));
      const [now, before] = [sumOf(last.slice(0, 1)), sumOf(last.slice(1, 2))];
      const [week, weekBefore] = [sumOf(last.slice(0, WEEK)), sumOf(last.slice(WEEK))];
      return {
        day,
        people: now.most === 0 ? week.most : now.most,
        correct: now.correct,
        growth: growthOf(now.correct, before.correct),
        change: changeOf(now.correct, now.answers, before.correct, before.answers),
        correct_7: week.correct,
        growth_7: growthOf(week.correct, weekBefore.correct),
        change_7: changeOf(week.correct, week.answers, weekBefore.correct, weekBefore.answers),
        partial: day === logToday(ask) ? 1 : 0,
      };
    });
  },
};
