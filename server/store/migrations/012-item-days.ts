import { type Kysely, sql } from 'kysely';
import type { DialectName } from '../dialect.ts';
import type { Tables } from '../tables.ts';
import { addColumns, createTables, type Shape } from './shape.ts';

const SHAPES: Shape[] = [
  {
    table: 'rollup_item_day',
    columns:
      'org:integer item:bigint day:integer answers:bigint correct:bigint milli:bigint answerMs:bigint firstAnswers:bigint firstCorrect:bigint firstMilli:bigint wrong:bigint corrected:bigint durable:bigint reopened:bigint',
    key: 'org item day',
  },
  {
    table: 'rollup_person_item_day',
    columns: 'item:bigint person:bigint day:integer answers:bigint correct:bigint milli:bigint',
    key: 'item person day',
  },
  {
    table: 'rollup_person_hour',
    columns: 'person:bigint day:integer hour:integer device:integer n:bigint answers:bigint',
    key: 'person day hour device',
  },
];
const PAIR_COLUMNS = [
  'firstWrongAt:bigint?',
  'lastRightAt:bigint?',
  'lastDay:integer?',
  'lastWrongDay:integer?',
];
const DAY_COLUMNS = ['wrong', 'corrected', 'durable', 'reopened'].map((name) => `${name}:bigint=0`);

const BOT_PREVIEW_VOIDED = 28;
const AGAIN = 32;
const LATE = 1;
const ANSWERED = 31;
const counted = `("flags" & ${BOT_PREVIEW_VOIDED}) = 0`;
const answers = `select "actor", "obj", "org", "day", "tEvent", "flags", coalesce("ms", 0) as "ms",
  case when "ok" = 1 then 1 else 0 end as "right",
  cast(floor(coalesce("score", "ok", 0) * 1000 + 0.5) as bigint) as "milli"
  from "event" where "verb" = ${ANSWERED} and "obj" is not null and ${counted}`;
const durable = 'case when "corrected" = 1 and "lastDay" > "lastWrongDay" then 1 else 0 end';
const reopened = `case when "wrongs" > 0 and "lastOk" = 0 and "lastRightAt" > "firstWrongAt" then 1 else 0 end`;
const pairSums = `count(*) as "wrong", sum("corrected") as "corrected", sum(${durable}) as "durable",
  sum(${reopened}) as "reopened"`;

/** In this order: pairs first, the days are counted from them. */
const FILL = [
  `update "rollup_person_item" set "firstWrongAt" = x."fw", "lastRightAt" = x."lr", "lastDay" = x."ld", "lastWrongDay" = x."lw"
    from (select a."actor", a."obj", min(case when a."right" = 0 then a."tEvent" end) as "fw",
      max(case when a."right" = 1 then a."tEvent" end) as "lr", max(case when a."right" = 0 then a."day" end) as "lw",
      max(a."day") as "ld" from (${answers}) a where (a."flags" & ${AGAIN}) = 0 group by a."actor", a."obj") x
    where "rollup_person_item"."person" = x."actor" and "rollup_person_item"."item" = x."obj"`,
  `update "rollup_person_day" set "wrong" = x."wrong", "corrected" = x."corrected", "durable" = x."durable",
    "reopened" = x."reopened" from (select "person", "wrongDay", ${pairSums} from "rollup_person_item"
      where "wrongs" > 0 group by "person", "wrongDay") x
    where "rollup_person_day"."person" = x."person" and "rollup_person_day"."day" = x."wrongDay"`,
  `insert into "rollup_item_day" ("org", "item", "day", "answers", "correct", "milli", "answerMs", "firstAnswers",
      "firstCorrect", "firstMilli", "wrong", "corrected", "durable", "reopened")
    select s."org", s."obj", s."day", s."n", s."right", s."milli", s."ms", coalesce(f."n", 0), coalesce(f."right", 0),
      coalesce(f."milli", 0), coalesce(w."wrong", 0), coalesce(w."corrected", 0), coalesce(w."durable", 0), coalesce(w."reopened", 0)
    from (select "org", "obj", "day", count(*) as "n", sum("right") as "right", sum("milli") as "milli", sum("ms") as "ms"
      from (${answers}) a group by "org", "obj", "day") s
    left join (select "org", "item", "firstDay", count(*) as "n", sum("firstOk") as "right", sum("firstMilli") as "milli"
      from "rollup_person_item" where "firstDay" is not null group by "org", "item", "firstDay") f
      on f."org" = s."org" and f."item" = s."obj" and f."firstDay" = s."day"
    left join (select "org", "item", "wrongDay", ${pairSums} from "rollup_person_item" where "wrongs" > 0
      group by "org", "item", "wrongDay") w on w."org" = s."org" and w."item" = s."obj" and w."wrongDay" = s."day"`,
  `insert into "rollup_person_item_day" ("item", "person", "day", "answers", "correct", "milli")
    select "obj", "actor", "day", count(*), sum("right"), sum("milli") from (${answers}) a group by "obj", "actor", "day"`,
  `insert into "rollup_person_hour" ("person", "day", "hour", "device", "n", "answers")
    select "actor", "day", "hour", "device", count(*), sum(case when "verb" = ${ANSWERED} then 1 else 0 end)
    from "event" where ${counted} and ("flags" & ${LATE}) = 0 group by "actor", "day", "hour", "device"`,
];

/** Answers by question and day, by person, question and day, by person and hour; what became of each mistake. Filled from
 * the log. */
export const itemDays = (dialect: DialectName) => ({
  up: async (db: Kysely<Tables>): Promise<void> => {
    await createTables(db, dialect, SHAPES, () => true);
    await addColumns(db, dialect, 'rollup_person_item', PAIR_COLUMNS);
    await addColumns(db, dialect, 'rollup_person_day', DAY_COLUMNS);
    for (const text of FILL) await sql.raw(text).execute(db);
  },
});
