import { sql } from 'kysely';
import { catalogue, DIMENSIONS, dimensionOf, VERBS } from '../domain/events/index.ts';
import type { Db } from './db.ts';
import { FLAGS } from './row.ts';

const ANSWERED = catalogue['question.answered'].code;
const SPAN = catalogue['activity.span'].code;
const NOT_COUNTED = FLAGS.bot | FLAGS.preview | FLAGS.voided;

const codes = (keep: (verb: (typeof VERBS)[number]) => boolean): string =>
  VERBS.filter(keep)
    .map((verb) => catalogue[verb].code)
    .join(',');
const isActive = codes((verb) => catalogue[verb].privacy === 'B' || catalogue[verb].privacy === 'R');
const countIf = (claim: string): string => `sum(case when ${claim} then 1 else 0 end)`;
const answered = `"verb" = ${ANSWERED}`;
const milli = 'cast(floor(coalesce("score", "ok", 0) * 1000 + 0.5) as bigint)';
const right = 'case when "ok" = 1 then 1 else 0 end';

/** Counted rows; answers to a question; each one's rank from the front and from the back. */
const WITH = `with v as (select * from "event" where ("flags" & ${NOT_COUNTED}) = 0),
  b as (select "actor", "obj", "org", "day", "tEvent", "id", "ms", "flags", ${right} as "right", ${milli} as "milli"
    from v where ${answered} and "obj" is not null),
  r as (select b.*, row_number() over (partition by "actor", "obj" order by "tEvent", "id") as "front",
    row_number() over (partition by "actor", "obj" order by "tEvent" desc, "id" desc) as "back"
    from b where ("flags" & ${FLAGS.again}) = 0),
  f as (select * from r where "front" = 1), l as (select * from r where "back" = 1),
  p as (select "actor", "obj", min("org") as "org", count(*) as "n", sum("right") as "right",
    min(case when "right" = 0 then "day" end) as "wrongDay" from b group by "actor", "obj"),
  o as (select "actor", "obj", min(case when "right" = 0 then "tEvent" end) as "firstWrongAt",
    max(case when "right" = 1 then "tEvent" end) as "lastRightAt",
    max(case when "right" = 0 then "day" end) as "lastWrongDay" from r group by "actor", "obj"),
  w as (select p."actor", p."obj", p."org", p."wrongDay",
    case when l."right" = 1 then 1 else 0 end as "corrected",
    case when l."right" = 1 and l."day" > o."lastWrongDay" then 1 else 0 end as "durable",
    case when l."right" = 0 and o."lastRightAt" > o."firstWrongAt" then 1 else 0 end as "reopened"
    from p left join l on l."actor" = p."actor" and l."obj" = p."obj"
    left join o on o."actor" = p."actor" and o."obj" = p."obj" where p."n" > p."right")`;
const FATE = 'wrong corrected durable reopened';
const fates = `count(*) as "wrong", sum("corrected") as "corrected", sum("durable") as "durable",
  sum("reopened") as "reopened"`;
const fatesOr0 = FATE.split(' ')
  .map((c) => `coalesce(w."${c}", 0)`)
  .join(', ');

const dimensionSums = DIMENSIONS.map(
  (d) => `${countIf(`"verb" in (${codes((verb) => dimensionOf(verb) === d)})`)} as "${d}"`,
).join(', ');

/** Each rollup computed from the raw log alone, with window functions: another way than the one that maintains it. */
const CLEAN: Record<string, { columns: string; select: string }> = {
  rollup_person_day: {
    columns: `person day org answers correct firstAnswers firstCorrect milli answerMs activeMs active ${DIMENSIONS.join(' ')} ${FATE}`,
    select: `select s."actor", s."day", s."org", s."answers", s."correct", coalesce(g."n", 0), coalesce(g."right", 0),
      s."milli", s."answerMs", s."activeMs", s."active", ${DIMENSIONS.map((d) => `s."${d}"`).join(', ')},
      ${fatesOr0} from (select "actor", "day", min("org") as "org", ${countIf(answered)} as "answers",
        ${countIf(`${answered} and "ok" = 1`)} as "correct",
        sum(case when ${answered} then ${milli} else 0 end) as "milli",
        sum(case when ${answered} then coalesce("ms", 0) else 0 end) as "answerMs",
        sum(case when "verb" = ${SPAN} then coalesce("ms", 0) else 0 end) as "activeMs",
        ${countIf(`"verb" in (${isActive})`)} as "active", ${dimensionSums} from v group by "actor", "day") s
      left join (select "actor", "day", count(*) as "n", sum("right") as "right" from f group by "actor", "day") g
        on g."actor" = s."actor" and g."day" = s."day"
      left join (select "actor", "wrongDay", ${fates} from w group by "actor", "wrongDay") w
        on w."actor" = s."actor" and w."wrongDay" = s."day"`,
  },
  rollup_item: {
    columns: 'org item answers correct milli firstAnswers firstCorrect firstMilli answerMs',
    select: `select s."org", s."obj", s."n", s."right", s."milli", coalesce(g."n", 0), coalesce(g."right", 0),
      coalesce(g."milli", 0), s."ms"
      from (select "org", "obj", count(*) as "n", sum("right") as "right", sum("milli") as "milli",
        sum(coalesce("ms", 0)) as "ms" from b group by "org", "obj") s
      left join (select "org", "obj", count(*) as "n", sum("right") as "right", sum("milli") as "milli"
        from f group by "org", "obj") g on g."org" = s."org" and g."obj" = s."obj"`,
  },
  rollup_person_item: {
    columns:
      'person item org answers correct wrongs firstAt firstId firstDay firstMilli firstOk lastAt lastId lastOk wrongDay corrected firstWrongAt lastRightAt lastDay lastWrongDay',
    select: `select s."actor", s."obj", s."org", s."n", s."right", s."n" - s."right", f."tEvent", f."id", f."day",
      f."milli", f."right", l."tEvent", l."id", l."right", s."wrongDay",
      case when s."n" > s."right" and l."right" = 1 then 1 else 0 end, o."firstWrongAt", o."lastRightAt", l."day",
      o."lastWrongDay" from p s
      left join f on f."actor" = s."actor" and f."obj" = s."obj"
      left join l on l."actor" = s."actor" and l."obj" = s."obj"
      left join o on o."actor" = s."actor" and o."obj" = s."obj"`,
  },
  rollup_item_day: {
    columns: `org item day answers correct milli answerMs firstAnswers firstCorrect firstMilli ${FATE}`,
    select: `select s."org", s."obj", s."day", s."n", s."right", s."milli", s."ms", coalesce(g."n", 0),
      coalesce(g."right", 0), coalesce(g."milli", 0), ${fatesOr0}
      from (select "org", "obj", "day", count(*) as "n", sum("right") as "right", sum("milli") as "milli",
        sum(coalesce("ms", 0)) as "ms" from b group by "org", "obj", "day") s
      left join (select "org", "obj", "day", count(*) as "n", sum("right") as "right", sum("milli") as "milli"
        from f group by "org", "obj", "day") g on g."org" = s."org" and g."obj" = s."obj" and g."day" = s."day"
      left join (select "org", "obj", "wrongDay", ${fates} from w group by "org", "obj", "wrongDay") w
        on w."org" = s."org" and w."obj" = s."obj" and w."wrongDay" = s."day"`,
  },
  rollup_person_item_day: {
    columns: 'item person day answers correct milli',
    select: `select "obj", "actor", "day", count(*), sum("right"), sum("milli") from b group by "obj", "actor", "day"`,
  },
  rollup_person_hour: {
    columns: 'person day hour device n answers',
    select: `select "actor", "day", "hour", "device", count(*), ${countIf(answered)} from v
      where ("flags" & ${FLAGS.late}) = 0 group by "actor", "day", "hour", "device"`,
  },
  rollup_hour_device: {
    columns: 'org day hour device n answers',
    select: `select "org", "day", "hour", "device", count(*), ${countIf(answered)} from v
      where ("flags" & ${FLAGS.late}) = 0 group by "org", "day", "hour", "device"`,
  },
  rollup_verb_day: {
    columns: 'org day verb n',
    select: 'select "org", "day", "verb", count(*) from v group by "org", "day", "verb"',
  },
  rollup_person_verb: {
    columns: 'person verb n',
    select: 'select "actor", "verb", count(*) from v group by "actor", "verb"',
  },
};

const quoted = (columns: string): string =>
  columns
    .split(' ')
    .map((c) => `"${c}"`)
    .join(', ');

/** Throws the rollups away and makes them anew from the raw log; `db` is the transaction of a `commit`. */
export const rebuildRollups = async (db: Db): Promise<void> => {
  for (const [table, { columns, select }] of Object.entries(CLEAN)) {
    await sql.raw(`delete from "${table}"`).execute(db);
    await sql.raw(`insert into "${table}" (${quoted(columns)}) ${WITH} ${select}`).execute(db);
  }
};

/** A rollup that is not what a clean rebuild gives: rows it has too many, rows it lacks. */
export type RollupDifference = { table: string; extra: number; missing: number };

/** Compares every rollup with a clean rebuild; empty = equal. Reads the whole log. */
export const diffRollups = async (db: Db): Promise<RollupDifference[]> => {
  const differences: RollupDifference[] = [];
  for (const [table, { columns, select }] of Object.entries(CLEAN)) {
    const kept = `select ${quoted(columns)} from "${table}"`;
    const count = (minuend: string, subtrahend: string): string =>
      `(select count(*) from (select * from (${minuend}) m except select * from (${subtrahend}) n) d)`;
    const text = `${WITH} select ${count(kept, select)} as "extra", ${count(select, kept)} as "missing"`;
    const [found] = (await sql.raw<{ extra: number; missing: number }>(text).execute(db)).rows;
    if (found && (found.extra > 0 || found.missing > 0)) differences.push({ table, ...found });
  }
  return differences;
};
