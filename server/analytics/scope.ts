import { type RawBuilder, sql } from 'kysely';
import type { Ask } from './metric.ts';

type Sql = RawBuilder<unknown>;
const and = (parts: Sql[]): Sql => (parts.length === 0 ? sql`1 = 1` : sql.join(parts, sql` and `));

/** The departments under one, with itself, as a list of ids for `in (...)`. */
const departments = (root: string): Sql =>
  sql`with recursive d("id") as (select "id" from "department" where "id" = ${root}
    union all select c."id" from "department" c join d on c."parent" = d."id") select "id" from d`;

/**
 * Ids of the learners that the filter leaves, as a query for `in (...)`: people with the role learner of the company,
 * guests too. `bank`, `from` and `to` say nothing of people.
 */
export const learnersIn = ({ org, filter }: Ask): Sql => {
  const { department, post, cohort, quest } = filter;
  const where: Sql[] = [sql`p."org" = ${org}`, sql`p."role" = 'learner'`];
  if (department !== undefined) where.push(sql`p."department" in (${departments(department)})`);
  if (post !== undefined)
    where.push(sql`exists (select 1 from "identity" i where i."person" = p."id" and i."post" = ${post})`);
  if (cohort !== undefined)
    where.push(
      sql`exists (select 1 from "cohort_member" m where m."person" = p."id" and m."cohort" = ${cohort})`,
    );
  if (quest !== undefined)
    where.push(sql`exists (select 1 from "enrolment" e where e."person" = p."id" and e."quest" = ${quest})`);
  return sql`select p."id" from "person" p where ${and(where)}`;
};

/** The same people as numbers of the log: for `"person" in (...)` of a rollup. */
export const learnerSymbols = (ask: Ask): Sql =>
  sql`select s."id" from "symbol" s where s."text" in (${learnersIn(ask)})`;

/** Whether the filter names people at all: without it a rollup of the company needs no list of them. */
export const namesPeople = ({ filter }: Ask): boolean =>
  [filter.department, filter.post, filter.cohort, filter.quest].some((part) => part !== undefined);

/** Questions of the filter's bank as numbers of the log; undefined = every bank. */
export const itemSymbols = ({ filter }: Ask): Sql | undefined =>
  filter.bank === undefined
    ? undefined
    : sql`select s."id" from "symbol" s where s."text" in
        (select q."id" from "question" q where q."bank" = ${filter.bank})`;

/** The company's number in the log. */
export const orgSymbol = ({ org }: Ask): Sql => sql`(select "id" from "symbol" where "text" = ${org})`;

/** `column` lies in the filter's days. */
export const inDays = (column: Sql, { filter }: Ask): Sql =>
  sql`${column} >= ${filter.from} and ${column} <= ${filter.to}`;
