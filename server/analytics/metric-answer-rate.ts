import { sql } from 'kysely';
import { rateOf } from '../domain/figure.ts';
import { ANSWER_TABLES, answerTotals } from './answer-counts.ts';
import { SCORE, scoreOf } from './answer-measures.ts';
import { column, PEOPLE, rateColumns, text } from './columns.ts';
import { type Metric, rowsOf } from './metric.ts';

/** Correct answers / answers, with the mean score beside it. */
export const answersCorrectRate: Metric = {
  id: 'answers.correct_rate',
  name: text('正确率', 'Correct rate'),
  definition: text(
    '答对次数 ÷ 作答次数，得满分才算答对；附 95% Wilson 区间。部分得分体现在旁边的平均得分里。',
    'Correct answers / answers, with the 95 % Wilson interval; only the full mark is correct. Part marks show in the mean score beside it.',
  ),
  columns: [
    ...rateColumns(text('作答数', 'Answers'), text('正确率', 'Correct rate')),
    column('correct', 'count', text('答对数', 'Correct answers')),
    SCORE,
    PEOPLE,
  ],
  verbs: ['question.answered'],
  atLeast: { n: 20, of: 'answers' },
  interval: 'wilson',
  privacy: 'groups',
  reads: ANSWER_TABLES,
  ask: async (log, ask) => {
    const [row] = await rowsOf(
      log,
      sql<{
        answers: number;
        correct: number;
        milli: number;
        people: number;
      }>`${answerTotals(ask)}`,
    );
    const [n, correct] = [Number(row?.answers ?? 0), Number(row?.correct ?? 0)];
    const score = scoreOf(Number(row?.milli ?? 0), n);
    return [{ ...rateOf(correct, n), correct, score, people: Number(row?.people ?? 0) }];
  },
};
