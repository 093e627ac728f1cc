import { FLAGS } from '../../domain/events/flags.ts';
import { catalogue, DEVICES, VERBS } from '../../domain/events/index.ts';
import type { DialectName } from '../dialect.ts';

const COUNTED = `(e."flags" & ${FLAGS.bot | FLAGS.preview | FLAGS.voided}) = 0`;

/** YYYYMMDD as 2026-11-16. */
const date = (column: string): string => {
  const text = `cast(${column} as text)`;
  return `(substr(${text}, 1, 4) || '-' || substr(${text}, 5, 2) || '-' || substr(${text}, 7, 2))`;
};
const cases = (column: string, pairs: readonly (readonly [number, string])[]): string =>
  `case ${column} ${pairs.map(([n, text]) => `when ${n} then '${text}'`).join(' ')} end`;
const DEVICE = cases(
  'e."device"',
  DEVICES.map((name, i) => [i, name] as const),
);
const VERB = cases(
  'r."verb"',
  VERBS.map((verb) => [catalogue[verb].code, verb] as const),
);
const DIMENSION = cases(
  'r."verb"',
  VERBS.map((verb) => [catalogue[verb].code, catalogue[verb].dimension] as const),
);

/** An event's own columns and the texts of its numbers. */
const logView = (verb: keyof typeof catalogue, columns: string): string =>
  `select e."seq" as "event", o."text" as "org", a."text" as "person", ${columns}, ${date('e."day"')} as "day",
  e."hour", ${DEVICE} as "device", e."ms"
  from "event" e join "symbol" o on o."id" = e."org" join "symbol" a on a."id" = e."actor"
  left join "symbol" b on b."id" = e."obj" left join "symbol" c on c."id" = e."ctx"
  where e."verb" = ${catalogue[verb].code} and ${COUNTED}`;

const peopleAndSums = (at: (column: string) => string): Record<string, string> => ({
  bi_people: `select p."id" as "person", p."org", i."name", d."name" as "department", i."post",
    (select c."name" from "cohort_member" m join "cohort" c on c."id" = m."cohort" where m."person" = p."id"
      order by m."joinedAt" desc, c."id" limit 1) as "cohort",
    p."role", p."guest", ${at('p."createdAt"')} as "joined_at", ${at('p."lastSeenAt"')} as "last_seen_at"
    from "person" p join "identity" i on i."person" = p."id" left join "department" d on d."id" = p."department"`,
  bi_person_day: `select o."text" as "org", a."text" as "person", ${date('r."day"')} as "day", r."answers", r."correct",
    r."firstAnswers" as "first_answers", r."firstCorrect" as "first_correct", r."milli" / 1000.0 as "score_sum",
    r."answerMs" as "answer_ms", r."activeMs" as "active_ms", r."learning" as "learning_events",
    r."result" as "result_events", r."game" as "game_events", r."social" as "social_events", r."honor" as "honor_events"
    from "rollup_person_day" r join "symbol" o on o."id" = r."org" join "symbol" a on a."id" = r."person"`,
  bi_items: `select o."text" as "org", b."text" as "question", q."bank", q."point", q."type", q."state", q."name" as "title",
    r."answers", r."correct", r."firstAnswers" as "first_answers", r."firstCorrect" as "first_correct",
    r."milli" / 1000.0 as "score_sum", r."firstMilli" / 1000.0 as "first_score_sum", r."answerMs" as "answer_ms"
    from "rollup_item" r join "symbol" o on o."id" = r."org" join "symbol" b on b."id" = r."item"
    left join "question" q on q."id" = b."text"`,
  bi_person_items: `select o."text" as "org", a."text" as "person", b."text" as "question", r."answers", r."correct",
    r."wrongs", r."firstOk" as "first_correct", r."lastOk" as "last_correct", r."corrected",
    ${date('r."firstDay"')} as "first_day"
    from "rollup_person_item" r join "symbol" o on o."id" = r."org" join "symbol" a on a."id" = r."person"
    join "symbol" b on b."id" = r."item"`,
  bi_verb_day: `select o."text" as "org", ${date('r."day"')} as "day", ${DIMENSION} as "dimension", ${VERB} as "verb",
    r."n" as "events" from "rollup_verb_day" r join "symbol" o on o."id" = r."org"`,
});

const stateViews = (at: (column: string) => string): Record<string, string> => ({
  bi_enrolments: `select p."org", e."person", e."quest", ${date('e."startDay"')} as "start_day",
    ${at('e."startedAt"')} as "started_at", ${at('e."completedAt"')} as "completed_at",
    ${at('e."graduatedAt"')} as "graduated_at",
    case when e."completedAt" is null then 0 else 1 end as "completed"
    from "enrolment" e join "person" p on p."id" = e."person"`,
  bi_stations: `select p."org", s."person", s."quest", s."island", s."station", s."stars", s."best" as "best_score",
    ${at('s."doneAt"')} as "done_at", case when s."doneAt" is null then 0 else 1 end as "done"
    from "progress" s join "person" p on p."id" = s."person"`,
  bi_coins: `select n."id" as "entry", a."org", a."person", t."reason", n."amount", n."balance" as "balance_after",
    ${at('t."at"')} as "at"
    from "entry" n join "account" a on a."id" = n."account" join "transfer" t on t."id" = n."transfer"
    where a."person" is not null`,
  bi_orders: `select m."id" as "order", m."org", m."person", m."good", m."kind", m."qty", m."price", m."state",
    ${at('m."at"')} as "at" from "mall_order" m`,
});

/**
 * What BI tools read (docs/bi.md), by name: ids as text, days as 2026-11-16, instants as UTC text, claims as 0 and 1, counts
 * and sums only. Names of people stand in `bi_people` alone.
 */
export const biViews = (dialect: DialectName): Record<string, string> => {
  const at = (column: string): string =>
    dialect === 'sqlite'
      ? `strftime('%Y-%m-%dT%H:%M:%SZ', ${column} / 1000, 'unixepoch')`
      : `to_char(to_timestamp(${column} / 1000) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
  return {
    bi_answers: logView(
      'question.answered',
      `b."text" as "question", e."objVer" as "question_version", c."text" as "attempt", e."ok" as "correct", e."score",
  case when (e."flags" & ${FLAGS.again}) = 0 then 0 else 1 end as "asked_again", ${at('e."tEvent"')} as "at"`,
    ),
    bi_exams: logView(
      'exam.decided',
      `b."text" as "exam", c."text" as "attempt", e."ok" as "passed", e."score", ${at('e."tEvent"')} as "at"`,
    ),
    ...peopleAndSums(at),
    ...stateViews(at),
  };
};
