import { sql } from 'kysely';
import { FLAGS } from '../domain/events/flags.ts';
import { catalogue } from '../domain/events/index.ts';
import { reliabilityOf } from '../domain/reliability.ts';
import { column, PEOPLE, STATION, text } from './columns.ts';
import { type Ask, type Log, type Metric, rowsOf } from './metric.ts';
import { learnerSymbols, orgSymbol } from './scope.ts';

const NOT_COUNTED = FLAGS.bot | FLAGS.preview | FLAGS.voided | FLAGS.again;
/** The latest of them; more would only take longer. */
const MOST_EXAMS = 5_000;
const code = (verb: keyof typeof catalogue): number => catalogue[verb].code;
const [ANSWERED, SKIPPED, EXPIRED] = [
  code('question.answered'),
  code('question.skipped'),
  code('question.expired'),
];
const [GRADED, CORRECTED] = [code('assignment.graded'), code('score.corrected')];

type Exam = { actor: number; station: string; ctx: number };
/** The first finished exam of each learner at each station, if it was finished on the filter's days. */
const firstExams = async (log: Log, ask: Ask): Promise<Exam[]> => {
  const rows = await rowsOf(
    log,
    sql<Exam & { day: number }>`select e."actor", o."text" as "station", e."ctx", e."day" from "event" e
      join "symbol" o on o."id" = e."obj"
      where e."verb" = ${code('exam.decided')} and e."org" = ${orgSymbol(ask)} and (e."flags" & ${NOT_COUNTED}) = 0
        and e."ctx" is not null and e."actor" in (${learnerSymbols(ask)}) order by e."tEvent", e."seq"`,
  );
  const seen = new Set<string>();
  const { from, to } = ask.filter;
  return rows
    .filter(({ actor, station }) => {
      const key = `${actor} ${station}`;
      return !seen.has(key) && seen.add(key);
    })
    .filter(({ day }) => day >= from && day <= to)
    .slice(-MOST_EXAMS);
};

/** Items of the company that carry no score of their own: descriptions, and essays until somebody has marked them. */
const unscored = async (log: Log, { org }: Ask): Promise<Map<number, string>> => {
  const rows = await log
    .selectFrom('question as q')
    .innerJoin('bank as b', 'b.id', 'q.bank')
    .innerJoin('symbol as s', 's.text', 'q.id')
    .select(['s.id', 'q.type'])
    .where('b.org', '=', org)
    .where('q.type', 'in', ['essay', 'description'])
    .execute();
  return new Map(rows.map((r) => [Number(r.id), r.type]));
};

type Scores = Map<number, number | undefined>;
/** The score of every item of these exams; undefined = not marked yet. One pass over the log. */
const scoresOf = async (log: Log, ask: Ask, exams: readonly Exam[]): Promise<Map<number, Scores>> => {
  const types = await unscored(log, ask);
  const found = new Map<number, Scores>(exams.map((e) => [Number(e.ctx), new Map()]));
  const rows = await rowsOf(
    log,
    sql<{
      ctx: number;
      obj: number;
      verb: number;
      score: number | null;
    }>`select e."ctx", e."obj", e."verb", e."score" from "event" e
      where e."verb" in (${ANSWERED}, ${SKIPPED}, ${EXPIRED}, ${GRADED}, ${CORRECTED}) and e."obj" is not null
        and (e."flags" & ${NOT_COUNTED}) = 0 and e."ctx" in (${sql.join(exams.map((e) => sql.lit(Number(e.ctx))))})
      order by e."seq"`,
  );
  for (const { ctx, obj, verb, score } of rows) {
    const [form, item] = [found.get(Number(ctx)), Number(obj)];
    const marked = verb === GRADED || verb === CORRECTED;
    if (!form || types.get(item) === 'description' || (marked && !form.has(item))) continue;
    if (marked) form.set(item, score ?? form.get(item));
    else form.set(item, verb === ANSWERED && types.has(item) ? undefined : (score ?? 0));
  }
  return found;
};

type Form = { station: string; rows: number[][] };
/** Learners who met the same items at the same station, most learners first. */
const formsOf = (exams: readonly Exam[], scores: Map<number, Scores>): Form[] => {
  const forms = new Map<string, Form>();
  for (const { station, ctx } of exams) {
    const items = [...(scores.get(Number(ctx)) ?? [])].sort(([a], [b]) => a - b);
    const row = items.flatMap(([, score]) => score ?? []);
    if (items.length === 0 || row.length < items.length) continue;
    const key = [station, ...items.map(([item]) => item)].join(' ');
    const form = forms.get(key) ?? { station, rows: [] };
    forms.set(key, form);
    form.rows.push(row);
  }
  return [...forms]
    .sort(([a, x], [b, y]) => y.rows.length - x.rows.length || (a < b ? -1 : 1))
    .map(([, form]) => form);
};

/** Cronbach's alpha and the standard error of measurement of exams. */
export const itemsReliability: Metric = {
  id: 'items.reliability',
  name: text('考试信度', 'Reliability of exams'),
  definition: text(
    `每套试卷（同一站点、题目完全相同）一行，取每位学员在该站点首次交卷且在所选日期内的考试（最多最近 ${MOST_EXAMS} 份）：Cronbach α = k ÷ (k − 1) × (1 − 各题方差之和 ÷ 总分方差)，测量标准误 = 标准差 × √(1 − α)。漏答和没答到的题记 0；还有主观题未批改的试卷不算。α 0.75 以上令人满意，0.64 以下不理想。题库筛选不适用。`,
    `One row for each form (same station, the very same items), of each learner’s first finished exam there, if it was finished on the chosen days (at most the latest ${MOST_EXAMS}): Cronbach’s alpha = k / (k - 1) x (1 - sum of item variances / variance of totals), standard error of measurement = SD x sqrt(1 - alpha). Items left out or not reached score 0; exams with an essay still to be marked are left out. Alpha from .75 on is satisfactory, below .64 it is not. The bank does not narrow it.`,
  ),
  columns: [
    STATION,
    column('form', 'count', text('试卷', 'Form')),
    column('items', 'count', text('题数', 'Items')),
    PEOPLE,
    column('n', 'count', text('学员数', 'Learners')),
    column('mean', 'share', text('平均分', 'Mean')),
    column('sd', 'share', text('标准差', 'SD')),
    column('alpha', 'number', text('α 系数', 'Alpha')),
    column('sem', 'share', text('测量标准误', 'SEM')),
  ],
  verbs: ['exam.decided'],
  atLeast: { n: 20, of: 'people' },
  interval: 'none',
  privacy: 'groups',
  reads: ['event', 'question', 'bank', 'symbol', 'person'],
  ask: async (log, ask) => {
    const exams = await firstExams(log, ask);
    if (exams.length === 0) return [];
    const nth = new Map<string, number>();
    return formsOf(exams, await scoresOf(log, ask, exams)).map(({ station, rows }) => {
      const form = (nth.get(station) ?? 0) + 1;
      nth.set(station, form);
      const { mean, sd, alpha, sem } = reliabilityOf(rows);
      const people = rows.length;
      return {
        ...{ station, form, items: rows[0]?.length ?? 0, people, n: people, mean, sd },
        ...{ alpha: alpha ?? null, sem: sem ?? null },
      };
    });
  },
};
