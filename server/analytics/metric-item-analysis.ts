import { STAT_FLAGS } from '../domain/api-bank.ts';
import { NEED } from '../domain/item-analysis.ts';
import { column, PEOPLE, text } from './columns.ts';
import type { Metric } from './metric.ts';

const FLAG_NAMES = {
  too_few: text('样本太少', 'Too few'),
  too_easy: text('太易', 'Too easy'),
  too_hard: text('太难', 'Too hard'),
  negative_discrimination: text('负区分度', 'Negative discrimination'),
  low_efficiency: text('区分效率低', 'Low efficiency'),
  suspicious_key: text('答案存疑', 'Key in doubt'),
} satisfies Record<(typeof STAT_FLAGS)[number], unknown>;

const number = (value: number | null): number | null => (value === null ? null : Number(value));

/** Facility, discrimination and efficiency as the last item analysis left them. */
export const itemsAnalysis: Metric = {
  id: 'items.analysis',
  name: text('题目分析', 'Item analysis'),
  definition: text(
    '取最近一次题目分析的结果，只按题库筛选，不随日期和人群变化。得分率 = 首次作答平均得分（满 20 人显示，满 50 人才下判断）；区分度 = 100 × 该题得分与同卷其余题得分的相关系数，区分效率 = 100 × 协方差 ÷ 可能的最大协方差（都用首次交卷的考试，满 100 人才显示）。区分效率低于 15 的题应检查答案。',
    'Results of the last item analysis; only the bank narrows it, days and people do not. Facility = mean score of first answers (shown from 20 learners, judged from 50); discrimination = 100 x correlation of the item with the rest of the form, efficiency = 100 x covariance / largest possible covariance (both on first finished exams, shown from 100 learners). An efficiency below 15 calls for a look at the key.',
  ),
  columns: [
    column('question', 'question', text('题目', 'Question')),
    column('name', 'text', text('题干', 'Stem')),
    column('bank', 'bank', text('题库', 'Bank')),
    column('n', 'count', text('首答人数', 'Learners, first answer')),
    column('facility', 'share', text('得分率', 'Facility')),
    column('judged', 'flag', text('可下判断', 'Can be judged')),
    column('exam_n', 'count', text('考试人数', 'Learners, exam')),
    column('discrimination', 'number', text('区分度', 'Discrimination')),
    column('efficiency', 'number', text('区分效率', 'Discriminative efficiency')),
    column('mean_ms', 'ms', text('平均用时', 'Mean time')),
    ...STAT_FLAGS.map((flag) => column(flag, 'flag', FLAG_NAMES[flag])),
    PEOPLE,
  ],
  verbs: ['question.answered'],
  atLeast: { n: NEED.facility, of: 'people' },
  interval: 'none',
  privacy: 'groups',
  reads: ['question_stat', 'question', 'bank'],
  ask: async (log, { org, filter }) => {
    let rows = log
      .selectFrom('question_stat as t')
      .innerJoin('question as q', 'q.id', 't.question')
      .innerJoin('bank as b', 'b.id', 'q.bank')
      .select(['t.question', 'q.name', 'q.bank', 't.n', 't.facility', 't.discriminationN'])
      .select(['t.discrimination', 't.efficiency', 't.meanMs', 't.flags'])
      .where('b.org', '=', org)
      .orderBy('t.question');
    if (filter.bank !== undefined) rows = rows.where('q.bank', '=', filter.bank);
    return (await rows.execute()).map((r) => ({
      ...{ question: r.question, name: r.name, bank: r.bank, n: r.n },
      facility: r.facility === null ? null : Number(r.facility) / 100,
      ...{ judged: r.n >= NEED.judged ? 1 : 0, exam_n: r.discriminationN },
      ...{ discrimination: number(r.discrimination), efficiency: number(r.efficiency) },
      mean_ms: number(r.meanMs),
      ...Object.fromEntries(STAT_FLAGS.map((flag, bit) => [flag, (r.flags >> bit) & 1])),
      people: r.n,
    }));
  },
};
