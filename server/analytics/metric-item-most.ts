import { sql } from 'kysely';
import { FEWEST, type Row, rateOf } from '../domain/figure.ts';
import type { ItemDetail } from '../domain/item-analysis.ts';
import { labelOf } from '../domain/item-choice.ts';
import type { Question } from '../domain/question.ts';
import { column, PEOPLE, rateColumns, text } from './columns.ts';
import { type Firsts, firstAnswers } from './item-firsts.ts';
import { type Ask, type Log, type Metric, rowsOf } from './metric.ts';

const MOST = 20;
/** Fewest learners before a question is ranked. */
const LEAST = 20;

type Ranked = Firsts & { id: string; name: string; bank: string };

/** The names of these questions of the company; one that is there no more is left out. */
const named = async (log: Log, ask: Ask, firsts: readonly Firsts[]): Promise<Ranked[]> => {
  if (firsts.length === 0) return [];
  const rows = await rowsOf(
    log,
    sql<{
      item: number;
      id: string;
      name: string;
      bank: string;
    }>`select s."id" as "item", q."id", q."name", q."bank"
      from "symbol" s join "question" q on q."id" = s."text" join "bank" b on b."id" = q."bank"
      where b."org" = ${ask.org} and s."id" in (${sql.join(firsts.map((f) => sql.lit(f.item)))})`,
  );
  const found = new Map(rows.map(({ item, ...r }) => [Number(item), r]));
  return firsts.flatMap((f) => {
    const about = found.get(f.item);
    return about ? [{ ...f, ...about }] : [];
  });
};

type Chosen = { choice: string | null; chosen: number | null };
/** The wrong choice that most first answers made, by the last item analysis; none below five people. */
const mostChosen = (choices: string, content: string): Chosen => {
  const [most] = (JSON.parse(choices) as ItemDetail).choices
    .filter((c) => !c.right && c.n >= FEWEST)
    .toSorted((a, b) => b.n - a.n || (a.code < b.code ? -1 : 1));
  if (!most) return { choice: null, chosen: null };
  return { choice: labelOf(JSON.parse(content) as Question, most.code, 'zh'), chosen: most.n };
};
const chosenOf = async (log: Log, ids: readonly string[]): Promise<Map<string, Chosen>> => {
  if (ids.length === 0) return new Map();
  const rows = await log
    .selectFrom('question_stat as t')
    .innerJoin('question as q', 'q.id', 't.question')
    .innerJoin('question_version as v', (j) =>
      j.onRef('v.question', '=', 'q.id').onRef('v.version', '=', 'q.version'),
    )
    .select(['t.question', 't.choices', 'v.content'])
    .where('t.question', 'in', [...ids])
    .execute();
  return new Map(rows.map((r) => [r.question, mostChosen(r.choices, r.content)]));
};

/** Questions by the lower end of the Wilson interval of what `hitsOf` counts. */
const ranked = async (log: Log, ask: Ask, hitsOf: (f: Firsts) => number): Promise<Row[]> => {
  const enough = (await firstAnswers(log, ask)).filter((f) => f.n >= LEAST);
  const rows = (await named(log, ask, enough))
    .map((f) => ({ ...f, hits: hitsOf(f), ...rateOf(hitsOf(f), f.n) }))
    .sort((a, b) => (b.low ?? 0) - (a.low ?? 0) || b.n - a.n || (a.id < b.id ? -1 : 1))
    .slice(0, MOST);
  const chosen = await chosenOf(
    log,
    rows.map((r) => r.id),
  );
  return rows.map(({ id, name, bank, hits, n, rate, low, high }) => ({
    ...{ question: id, name, bank, hits, n, rate, low, high, people: n },
    ...(chosen.get(id) ?? { choice: null, chosen: null }),
  }));
};

const columnsOf = (hits: ReturnType<typeof text>, rate: ReturnType<typeof text>): Metric['columns'] => [
  column('question', 'question', text('题目', 'Question')),
  column('name', 'text', text('题干', 'Stem')),
  column('bank', 'bank', text('题库', 'Bank')),
  column('hits', 'count', hits),
  ...rateColumns(text('首答人数', 'Learners, first answer'), rate),
  column('choice', 'text', text('最多人选的错项', 'Most chosen wrong option')),
  column('chosen', 'count', text('选它的人数', 'Chose it')),
  PEOPLE,
];
const shared = {
  verbs: ['question.answered'],
  atLeast: { n: LEAST, of: 'people' },
  interval: 'wilson',
  privacy: 'groups',
  reads: [
    'rollup_item_day',
    'rollup_person_item',
    'rollup_person_day',
    'question',
    'question_stat',
    'symbol',
  ],
} as const satisfies Partial<Metric>;

/** analytics.md 2, "top missed". */
export const itemsMostMissed: Metric = {
  ...shared,
  id: 'items.most_missed',
  name: text('最易错的题', 'Most missed questions'),
  definition: text(
    '只看每位学员对该题的首次作答（落在所选日期内），至少 20 人；按错误率的 95% Wilson 区间下限从高到低取前 20 题，相同时人数多的在前，再按编号。“最多人选的错项”取自最近一次题目分析（全部学员、题目的当前版本），不随筛选变化，不足 5 人不显示。',
    'Only the first answer of each learner to a question, if given on the chosen days, from 20 learners on; the twenty with the highest lower end of the 95 % Wilson interval of the wrong rate, ties by more learners, then id. The most chosen wrong option comes from the last item analysis (all learners, current version), is not narrowed by the filter and is not shown below five people.',
  ),
  columns: columnsOf(text('首答错误', 'Wrong first answers'), text('错误率', 'Wrong rate')),
  ask: (log, ask) => ranked(log, ask, (f) => f.n - f.correct),
};

/** analytics.md 2, "top correct". */
export const itemsMostCorrect: Metric = {
  ...shared,
  id: 'items.most_correct',
  name: text('掌握最好的题', 'Most correct questions'),
  definition: text(
    '只看每位学员对该题的首次作答（落在所选日期内），至少 20 人；按正确率的 95% Wilson 区间下限从高到低取前 20 题，相同时人数多的在前，再按编号。“最多人选的错项”同“最易错的题”。',
    'Only the first answer of each learner to a question, if given on the chosen days, from 20 learners on; the twenty with the highest lower end of the 95 % Wilson interval of the correct rate, ties by more learners, then id. The most chosen wrong option is as in “Most missed questions”.',
  ),
  columns: columnsOf(text('首答正确', 'Correct first answers'), text('正确率', 'Correct rate')),
  ask: (log, ask) => ranked(log, ask, (f) => f.correct),
};
