import { type RawBuilder, sql } from 'kysely';
import type { Tables } from '../store/tables.ts';
import type { Ask } from './metric.ts';
import { itemSymbols, learnerSymbols, namesPeople } from './scope.ts';

type Sql = RawBuilder<unknown>;

/** What the figures of answers read, for their definitions. */
export const ANSWER_TABLES = [
  'rollup_person_day',
  'rollup_person_item_day',
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
    from "rollup_person_item" r where r."person" in (${learnerSymbols(ask)}) and +r."item" in (${items})
      and r."wrongDay" >= ${from} and r."wrongDay" <= ${to}`;
};
