import { type RawBuilder, sql } from 'kysely';
import type { Tables } from '../store/tables.ts';
import { type Ask, type Log, rowsOf } from './metric.ts';
import { itemSymbols, learnerSymbols, namesPeople, orgSymbol } from './scope.ts';

type Sql = RawBuilder<unknown>;

/** What the figures of answers read, for their definitions. */
export const ANSWER_TABLES = [
  'rollup_person_day',
  'rollup_person_item_day',
  'rollup_item_day',
  'rollup_person_item',
  'person',
  'symbol',
] as const satisfies readonly (keyof Tables)[];

/**
 * Answers of the filter's learners, `from` to `to`: one row (person, day, answers, correct, milli) for a person and day. A bank
 * narrows to the questions that stand in it now. A `+` keeps SQLite from seeking every pair of a question and a person.
 */
export const answerDays = (ask: Ask, from = ask.filter.from, to = ask.filter.to): Sql => {
  const items = itemSymbols(ask);
  const days = sql`r."day" >= ${from} and r."day" <= ${to}`;
  const among = sql`in (${learnerSymbols(ask)})`;
  if (items === undefined)
    return sql`select r."person", r."day", r."answers", r."correct", r."milli" from "rollup_person_day" r
      where ${days} and r."answers" > 0 and r."person" ${among}`;
  const person = namesPeople(ask) ? sql`r."person"` : sql`+r."person"`;
  return sql`select r."person", r."day", sum(r."answers") as "answers", sum(r."correct") as "correct",
      sum(r."milli") as "milli" from "rollup_person_item_day" r
    where r."item" in (${items}) and ${days} and ${person} ${among} group by r."person", r."day"`;
};

/** Answers to the filter's bank: rows (day, answers, correct, milli), any number for a day. Reads the smaller side. */
export const bankSums = (ask: Ask, items: Sql, from: number, to: number): Sql => {
  const days = sql`r."day" >= ${from} and r."day" <= ${to}`;
  const columns = (sign: Sql) =>
    sql`r."day", ${sign}r."answers" as "answers", ${sign}r."correct" as "correct", ${sign}r."milli" as "milli"`;
  if (namesPeople(ask))
    return sql`select ${columns(sql``)} from "rollup_person_item_day" r where r."item" in (${items}) and ${days}
      and r."person" in (${learnerSymbols(ask)})`;
  return sql`select ${columns(sql``)} from "rollup_item_day" r
      where r."org" = ${orgSymbol(ask)} and r."item" in (${items}) and ${days}
    union all select ${columns(sql`-`)} from "rollup_person_item_day" r where r."item" in (${items}) and ${days}
      and r."person" in (select d."person" from "rollup_person_day" d
        where d."org" = ${orgSymbol(ask)} and d."person" not in (${learnerSymbols(ask)}))`;
};

/** Learners of the filter who answered in its bank: rows (person), one for each. */
const bankPeople = (ask: Ask, items: Sql, from: number, to: number): Sql =>
  sql`select s."id" as "person" from "symbol" s where s."id" in (${learnerSymbols(ask)}) and exists (select 1
    from "symbol" i cross join "rollup_person_item_day" r where i."id" in (${items}) and r."item" = i."id"
      and r."person" = s."id" and r."day" >= ${from} and r."day" <= ${to})`;

/** The same by day: rows (person, day). Looks for one answer of each, so it pays where most have some. */
export const bankDays = (ask: Ask, items: Sql, from: number, to: number): Sql =>
  sql`select d."person", d."day" from "rollup_person_day" d where d."answers" > 0 and d."day" >= ${from}
    and d."day" <= ${to} and d."person" in (${learnerSymbols(ask)}) and exists (select 1 from "symbol" i
      cross join "rollup_person_item_day" r where i."id" in (${items}) and r."item" = i."id"
        and r."person" = d."person" and r."day" = d."day")`;

/** Most questions that are looked through for one answer of a person on a day, if answers were spread evenly. */
const MOST_LOOKS = 8;
/** Whether so much is answered in the filter's bank that looking for one answer beats reading them all. */
export const isDense = async (log: Log, ask: Ask, items: Sql, from: number, to: number): Promise<boolean> => {
  const days = (of: string) => sql`${sql.ref(`${of}.day`)} >= ${from} and ${sql.ref(`${of}.day`)} <= ${to}`;
  const [row] = await rowsOf(
    log,
    sql<{ answers: number; items: number; days: number }>`select
      (select coalesce(sum(r."answers"), 0) from "rollup_item_day" r where r."org" = ${orgSymbol(ask)}
        and r."item" in (${items}) and ${days('r')}) as "answers", (select count(*) from (${items}) i) as "items",
      (select count(*) from "rollup_person_day" d where d."answers" > 0 and d."org" = ${orgSymbol(ask)}
        and ${days('d')}) as "days"`,
  );
  return MOST_LOOKS * Number(row?.answers ?? 0) >= Number(row?.items ?? 0) * Number(row?.days ?? 0);
};

/** Who answered on the filter's days: rows (person), one for each. */
export const answerers = (ask: Ask): Sql => {
  const [items, { from, to }] = [itemSymbols(ask), ask.filter];
  if (items) return bankPeople(ask, items, from, to);
  return sql`select distinct d."person" from (${answerDays(ask)}) d`;
};

/** One row (answers, correct, milli, people) of all answers on the filter's days. */
export const answerTotals = (ask: Ask): Sql => {
  const [items, { from, to }] = [itemSymbols(ask), ask.filter];
  const sums = sql`coalesce(sum(a."answers"), 0) as "answers", coalesce(sum(a."correct"), 0) as "correct",
    coalesce(sum(a."milli"), 0) as "milli"`;
  return items === undefined
    ? sql`select ${sums}, count(distinct a."person") as "people" from (${answerDays(ask)}) a`
    : sql`select ${sums}, (select count(*) from (${bankPeople(ask, items, from, to)}) p) as "people"
        from (${bankSums(ask, items, from, to)}) a`;
};

/**
 * Questions that a learner got wrong at least once, the first time within the filter's days: rows (person, wrong, corrected,
 * durable, reopened), one or more for a person.
 */
export const mistakes = (ask: Ask): Sql => {
  const items = itemSymbols(ask);
  const { from, to } = ask.filter;
  if (items === undefined)
    return sql`select r."person", r."wrong", r."corrected", r."durable", r."reopened" from "rollup_person_day" r
      where r."day" >= ${from} and r."day" <= ${to} and r."wrong" > 0 and r."person" in (${learnerSymbols(ask)})`;
  return sql`select r."person", 1 as "wrong", r."corrected",
      case when r."corrected" = 1 and r."lastDay" > r."lastWrongDay" then 1 else 0 end as "durable",
      case when r."lastOk" = 0 and r."lastRightAt" > r."firstWrongAt" then 1 else 0 end as "reopened"
    from "rollup_person_item" r where r."person" in (${learnerSymbols(ask)}) and r."item" in (${items})
      and r."wrongDay" >= ${from} and r."wrongDay" <= ${to}`;
};
