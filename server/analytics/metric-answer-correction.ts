import { sql } from 'kysely';
import { rateOf } from '../domain/figure.ts';
import { ANSWER_TABLES, mistakes } from './answer-counts.ts';
import { column, PEOPLE, rateColumns, text } from './columns.ts';
import { type Metric, rowsOf } from './metric.ts';

type Found = { people: number; wrong: number; corrected: number; durable: number; reopened: number };

/** Mistakes that were put right since. */
export const answersCorrection: Metric = {
  id: 'answers.correction',
  name: text('错题订正率', 'Correction rate'),
  definition: text(
    '每位学员的每道题算一对。分母：在所选日期内首次答错的对数；分子：其中最近一次作答已答对的。同一次练习里当场重问的不算订正。“隔天仍对”指最后一次答对比最后一次答错至少晚一个自然日；“又错了”指答错、答对之后最近一次又答错。',
    'Each learner and question is a pair. Of pairs whose first mistake was on the chosen days: those whose latest answer is correct. Being asked again in the same attempt corrects nothing. Durable = the latest right answer came at least one calendar day after the latest wrong one; reopened = wrong, then right, and wrong again at last.',
  ),
  columns: [
    ...rateColumns(text('错题（对）', 'Pairs missed'), text('订正率', 'Correction rate')),
    column('corrected', 'count', text('已订正', 'Corrected')),
    column('open', 'count', text('未订正', 'Still open')),
    column('durable', 'count', text('隔天仍对', 'Durable')),
    column('durable_rate', 'share', text('隔天仍对占比', 'Durable share')),
    column('reopened', 'count', text('又错了', 'Reopened')),
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
      sql<Found>`select count(distinct m."person") as "people", coalesce(sum(m."wrong"), 0) as "wrong",
        coalesce(sum(m."corrected"), 0) as "corrected", coalesce(sum(m."durable"), 0) as "durable",
        coalesce(sum(m."reopened"), 0) as "reopened" from (${mistakes(ask)}) m`,
    );
    const n = (name: keyof Found): number => Number(row?.[name] ?? 0);
    const [wrong, corrected, durable] = [n('wrong'), n('corrected'), n('durable')];
    return [
      {
        ...{ ...rateOf(corrected, wrong), corrected, open: wrong - corrected },
        ...{ durable, durable_rate: wrong === 0 ? null : durable / wrong },
        ...{ reopened: n('reopened'), people: n('people') },
      },
    ];
  },
};
