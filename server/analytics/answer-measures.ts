import { type RawBuilder, sql } from 'kysely';
import { type Row, rateOf } from '../domain/figure.ts';
import { addDays } from '../domain/time.ts';
import { logToday } from './active.ts';
import { answerDays, mistakes } from './answer-counts.ts';
import { column, rateColumns, text } from './columns.ts';
import type { Ask } from './metric.ts';

/** Sums of one learner or one group; `now7` and `before7` = the seven days that end with the filter and those before. */
export type Sums = {
  answers: number;
  correct: number;
  milli: number;
  answers7: number;
  correct7: number;
  answersBefore7: number;
  correctBefore7: number;
  lastDay: number;
  wrong: number;
  corrected: number;
};
const SUMS = [
  'answers',
  'correct',
  'milli',
  'answers7',
  'correct7',
  'answersBefore7',
  'correctBefore7',
  'lastDay',
  'wrong',
  'corrected',
] as const satisfies readonly (keyof Sums)[];

/** The column of each sum, zero where nothing was found. */
export const allSums = (of: string): RawBuilder<unknown> =>
  sql.raw(SUMS.map((s) => `coalesce(sum(${of}."${s}"), 0) as "${s}"`).join(', '));

/** The five measures of every learner who has answered: rows (person, ...Sums). */
export const measuresByPerson = (ask: Ask): RawBuilder<unknown> => {
  const { from, to } = ask.filter;
  const yesterday = addDays(logToday(ask), -1);
  const [week, before] = [addDays(to, -6), addDays(to, -13)];
  const on = (name: string, first: number, last: number) =>
    sql`sum(case when a."day" >= ${first} and a."day" <= ${last} then a.${sql.ref(name)} else 0 end)`;
  const first = Math.min(from, before, yesterday);
  return sql`select a."person", ${on('answers', from, to)} as "answers", ${on('correct', from, to)} as "correct",
      ${on('milli', from, to)} as "milli", ${on('answers', week, to)} as "answers7", ${on('correct', week, to)} as "correct7",
      ${on('answers', before, addDays(to, -7))} as "answersBefore7",
      ${on('correct', before, addDays(to, -7))} as "correctBefore7",
      ${on('correct', yesterday, yesterday)} as "lastDay", 0 as "wrong", 0 as "corrected"
    from (${answerDays(ask, first, Math.max(to, yesterday))}) a group by a."person"
    union all select m."person", 0, 0, 0, 0, 0, 0, 0, 0, sum(m."wrong"), sum(m."corrected")
    from (${mistakes(ask)}) m group by m."person"`;
};

/** (now - before) / before; null where there was nothing before ("new"). */
export const growthOf = (now: number, before: number): number | null =>
  before === 0 ? null : (now - before) / before;
/** Difference of two rates in percentage points; null where one of them has no answers. */
export const changeOf = (right: number, n: number, rightBefore: number, before: number): number | null =>
  n === 0 || before === 0 ? null : 100 * (right / n - rightBefore / before);
/** Mean score 0..1 of a sum in thousandths. */
export const scoreOf = (milli: number, n: number): number | null => (n === 0 ? null : milli / 1000 / n);

export const SCORE = column('score', 'share', text('平均得分', 'Mean score'));
/** The five measures of analytics.md 2 as columns of a row. */
export const MEASURE_COLUMNS = [
  ...rateColumns(text('作答数', 'Answers'), text('正确率', 'Correct rate')),
  column('correct', 'count', text('答对数', 'Correct answers')),
  SCORE,
  column('growth', 'share', text('答对数 7 天增长率', 'Growth of correct answers, 7 days')),
  column('change', 'change', text('正确率变化（百分点）', 'Change of correct rate (points)')),
  column('last_day', 'count', text('昨日答对数', 'Correct answers yesterday')),
  column('wrong', 'count', text('错过的题', 'Questions missed')),
  column('corrected', 'count', text('已订正', 'Corrected')),
  column('correction', 'share', text('错题订正率', 'Correction rate')),
];
export const measureCells = (s: Sums): Row => {
  const v = Object.fromEntries(SUMS.map((name) => [name, Number(s[name])])) as Sums;
  return {
    ...rateOf(v.correct, v.answers),
    correct: v.correct,
    score: scoreOf(v.milli, v.answers),
    growth: growthOf(v.correct7, v.correctBefore7),
    change: changeOf(v.correct7, v.answers7, v.correctBefore7, v.answersBefore7),
    last_day: v.lastDay,
    wrong: v.wrong,
    corrected: v.corrected,
    correction: v.wrong === 0 ? null : v.corrected / v.wrong,
  };
};
export const MEASURES_SAID = text(
  '作答数、答对数、正确率、平均得分按所选日期计；增长率和正确率变化比较所选末日为止的 7 天与再之前的 7 天；昨日为最近一个完整自然日，不随日期变化；订正率的分母是所选日期内首次答错的题。',
  'Answers, correct answers, correct rate and mean score are of the chosen days; growth and change compare the seven days that end with the last chosen day with the seven before; yesterday is the last complete day whatever days are chosen; the correction rate is of questions first missed on the chosen days.',
);
