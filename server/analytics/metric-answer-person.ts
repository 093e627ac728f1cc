import { sql } from 'kysely';
import { ANSWER_TABLES } from './answer-counts.ts';
import {
  allSums,
  MEASURE_COLUMNS,
  MEASURES_SAID,
  measureCells,
  measuresByPerson,
  type Sums,
} from './answer-measures.ts';
import { PERSON, text } from './columns.ts';
import { type Metric, rowsOf } from './metric.ts';
import { learnersIn } from './scope.ts';

type Found = Sums & { person: string; name: string; department: string | null };

/** The five measures of every learner, those without an answer too. */
export const answersByPerson: Metric = {
  id: 'answers.by_person',
  name: text('学员作答一览', 'Answers by learner'),
  definition: text(
    `每位学员一行，没有作答的也列出。${MEASURES_SAID.zh}作答不足 20 次的不宜相互比较。`,
    `One row for each learner, also for those without an answer. ${MEASURES_SAID.en} Fewer than 20 answers are no ground for a comparison.`,
  ),
  columns: [...PERSON, ...MEASURE_COLUMNS],
  verbs: ['question.answered'],
  atLeast: { n: 20, of: 'answers' },
  interval: 'wilson',
  privacy: 'people',
  reads: [...ANSWER_TABLES, 'identity'],
  ask: async (log, ask) => {
    const rows = await rowsOf(
      log,
      sql<Found>`select p."id" as "person", coalesce(i."name", '') as "name", p."department", ${allSums('x')}
        from "person" p left join "identity" i on i."person" = p."id"
        left join "symbol" s on s."text" = p."id"
        left join (${measuresByPerson(ask)}) x on x."person" = s."id"
        where p."id" in (${learnersIn(ask)}) group by p."id", i."name", p."department"
        order by "answers" desc, p."id"`,
    );
    return rows.map((r) => ({
      person: r.person,
      name: r.name,
      department: r.department,
      ...measureCells(r),
    }));
  },
};
