import { sql } from 'kysely';
import { ANSWER_TABLES, answerTotals } from './answer-counts.ts';
import { column, PEOPLE, text } from './columns.ts';
import { type Metric, rowsOf } from './metric.ts';

/** Answers given, in all and per active learner. */
export const answersTotal: Metric = {
  id: 'answers.total',
  name: text('总作答数', 'Answers'),
  definition: text(
    '所选日期内学员提交的作答次数；同一题再答一次另计一次，跳过、超时、预览、机器人和作废的不计。人均 = 作答数 ÷ 至少答过一题的学员人数。',
    'Answers that learners gave on the chosen days; a question answered again counts again; skipped, expired, preview, robot and voided ones do not count. Per learner = answers / learners with at least one answer.',
  ),
  columns: [
    column('answers', 'count', text('作答数', 'Answers')),
    PEOPLE,
    column('per_learner', 'number', text('人均作答', 'Per active learner')),
  ],
  verbs: ['question.answered'],
  atLeast: { n: 0, of: 'answers' },
  interval: 'none',
  privacy: 'groups',
  reads: ANSWER_TABLES,
  ask: async (log, ask) => {
    const [row] = await rowsOf(log, sql<{ answers: number; people: number }>`${answerTotals(ask)}`);
    const [answers, people] = [Number(row?.answers ?? 0), Number(row?.people ?? 0)];
    return [{ answers, people, per_learner: people === 0 ? null : answers / people }];
  },
};
