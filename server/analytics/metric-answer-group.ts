import { type RawBuilder, sql } from 'kysely';
import type { Column } from '../domain/figure.ts';
import type { Tables } from '../store/tables.ts';
import { ANSWER_TABLES } from './answer-counts.ts';
import {
  allSums,
  MEASURE_COLUMNS,
  MEASURES_SAID,
  measureCells,
  measuresByPerson,
  type Sums,
} from './answer-measures.ts';
import { COHORT, column, PEOPLE, text } from './columns.ts';
import { type Ask, type Metric, rowsOf } from './metric.ts';
import { learnersIn } from './scope.ts';

type Found = Sums & { group: string | null; people: number; learners: number };

/** `people` = learners of the group who have answered on the chosen days; `learners` = all of them. */
const ask =
  (id: string, groups: RawBuilder<unknown>): Metric['ask'] =>
  async (log, asked: Ask) => {
    const rows = await rowsOf(
      log,
      sql<Found>`select y."group", count(*) as "learners", sum(case when y."answers" > 0 then 1 else 0 end) as "people",
          ${allSums('y')}
        from (select g."group", g."person", ${allSums('x')} from (${groups}) g
          left join "symbol" s on s."text" = g."person"
          left join (${measuresByPerson(asked)}) x on x."person" = s."id"
          where g."person" in (${learnersIn(asked)}) group by g."group", g."person") y
        group by y."group" order by "people" desc, y."group"`,
    );
    return rows.map((r) => ({
      ...{ [id]: r.group, people: Number(r.people), learners: Number(r.learners) },
      ...measureCells(r),
    }));
  };

const LEARNERS = column('learners', 'count', text('学员总数', 'Learners'));
const shared = (group: Column, reads: readonly (keyof Tables)[]) => ({
  columns: [group, PEOPLE, LEARNERS, ...MEASURE_COLUMNS],
  verbs: ['question.answered'] as Metric['verbs'],
  atLeast: { n: 20, of: 'answers' as const },
  interval: 'wilson' as const,
  privacy: 'groups' as const,
  reads: [...ANSWER_TABLES, ...reads],
});
const saidOf = (zh: string, en: string) =>
  text(
    `${zh}${MEASURES_SAID.zh}“人数”是所选日期内答过题的学员，1 至 4 人的组不显示。`,
    `${en} ${MEASURES_SAID.en} “People” are the learners who answered on the chosen days; groups of one to four are not shown.`,
  );

/** The five measures of each department, of the people who stand in it directly. */
export const answersByDepartment: Metric = {
  ...shared(column('department', 'department', text('部门', 'Department')), []),
  id: 'answers.by_department',
  name: text('部门作答对比', 'Answers by department'),
  definition: saidOf(
    '每个部门一行，只算直属该部门的学员；没有部门的合为一行。',
    'One row for each department, of the learners who stand in it directly; those without one share a row.',
  ),
  ask: ask('department', sql`select p."department" as "group", p."id" as "person" from "person" p`),
};

/** The five measures of each post. */
export const answersByPost: Metric = {
  ...shared(column('post', 'text', text('岗位', 'Post')), ['identity']),
  id: 'answers.by_post',
  name: text('岗位作答对比', 'Answers by post'),
  definition: saidOf(
    '每个岗位一行；没有岗位的合为一行。',
    'One row for each post; those without one share a row.',
  ),
  ask: ask('post', sql`select i."post" as "group", i."person" from "identity" i`),
};

/** The five measures of each cohort. */
export const answersByCohort: Metric = {
  ...shared(COHORT, ['cohort_member']),
  id: 'answers.by_cohort',
  name: text('班期作答对比', 'Answers by cohort'),
  definition: saidOf(
    '每个班期一行；参加了几个班期的学员在每个班期里各计一次。',
    'One row for each cohort; somebody in several cohorts counts in each of them.',
  ),
  ask: ask('cohort', sql`select m."cohort" as "group", m."person" from "cohort_member" m`),
};
