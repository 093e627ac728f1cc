import { sql } from 'kysely';
import type { SegmentPerson } from '../domain/api-reach.ts';
import { logDay } from '../domain/log-day.ts';
import { idleDays, type Segment, type SegmentFacts, segmentOf } from '../domain/segment.ts';
import { addDays } from '../domain/time.ts';
import { type Log, rowsOf } from './metric.ts';

/** `today` = day of the log, YYYYMMDD. */
export type SegmentAsk = { org: string; zone: string; today: number };
export type Segmented = Omit<SegmentPerson, 'remindedToday' | 'noReminders'> & { settings: string };

/** Active days older than this say nothing of a segment. */
const WINDOW_DAYS = 28;

type Person = {
  person: string;
  name: string;
  department: string | null;
  post: string | null;
  settings: string;
  createdAt: number;
};
const peopleOf = (log: Log, org: string) =>
  rowsOf(
    log,
    sql<Person>`select p."id" as "person", i."name", d."name" as "department", i."post", p."settings", p."createdAt"
      from "person" p join "identity" i on i."person" = p."id" left join "department" d on d."id" = p."department"
      where p."org" = ${org} and p."role" = 'learner' order by p."id"`,
  );

type Day = { person: string; day: number };
const activeDays = (log: Log, org: string, from: number) =>
  rowsOf(
    log,
    sql<Day>`select s."text" as "person", r."day" from "rollup_person_day" r
      join "symbol" s on s."id" = r."person" join "symbol" o on o."id" = r."org"
      where o."text" = ${org} and r."active" > 0 and r."day" >= ${from} order by r."day", s."text"`,
  );
/** The last active day of those who have none in the window. */
const lastDays = (log: Log, org: string) =>
  rowsOf(
    log,
    sql<Day>`select s."text" as "person", max(r."day") as "day" from "rollup_person_day" r
      join "symbol" s on s."id" = r."person" join "symbol" o on o."id" = r."org"
      where o."text" = ${org} and r."active" > 0 group by s."text"`,
  );

type Sail = { person: string; finishedAt: number | null; sailing: number };
/** When each learner last finished a station, and whether there is a quest under way. */
const sailOf = (log: Log, org: string) =>
  rowsOf(
    log,
    sql<Sail>`select p."id" as "person",
        (select max(g."doneAt") from "progress" g where g."person" = p."id") as "finishedAt",
        (select count(*) from "enrolment" e where e."person" = p."id" and e."completedAt" is null) as "sailing"
      from "person" p where p."org" = ${org} and p."role" = 'learner' order by p."id"`,
  );

type Count = { person: string; n: number };
/** The most failed exams or bosses at one station that is not done. */
const failuresOf = (log: Log, org: string) =>
  rowsOf(
    log,
    sql<Count>`select f."person", max(f."n") as "n" from
      (select a."person", a."station", count(*) as "n" from "attempt" a
        join "person" p on p."id" = a."person"
        left join "progress" g on g."person" = a."person" and g."station" = a."station"
        where p."org" = ${org} and a."kind" in ('exam', 'boss') and a."status" = 'ended' and a."day" > 0
          and g."doneAt" is null
        group by a."person", a."station") f group by f."person"`,
  );
const waitingOf = (log: Log, org: string) =>
  rowsOf(
    log,
    sql<Count>`select w."person", count(*) as "n" from
      (select s."person" from "submission" s where s."state" in ('submitted', 'marking')
        union all select a."person" from "essay_response" r join "attempt" a on a."id" = r."attempt"
        where r."markedAt" is null and a."kind" = 'exam') w
      join "person" p on p."id" = w."person" where p."org" = ${org} group by w."person"`,
  );

const numbers = (rows: readonly Count[]): Map<string, number> =>
  new Map(rows.map((r) => [r.person, Number(r.n)]));

/** Every learner of a company with the one segment they are in, in the order of their ids. */
export const segmented = async (log: Log, { org, zone, today }: SegmentAsk): Promise<Segmented[]> => {
  const from = addDays(today, -WINDOW_DAYS);
  const [people, active, last, sail, failed, waits] = await Promise.all([
    peopleOf(log, org),
    activeDays(log, org, from),
    lastDays(log, org),
    sailOf(log, org),
    failuresOf(log, org),
    waitingOf(log, org),
  ]);
  const days = new Map<string, number[]>();
  for (const { person, day } of active) days.set(person, [...(days.get(person) ?? []), day]);
  const lastOf = new Map(last.map((r) => [r.person, Number(r.day)]));
  const sails = new Map(sail.map((r) => [r.person, r]));
  const [failures, waiting] = [numbers(failed), numbers(waits)];
  return people.map((p) => {
    const s = sails.get(p.person);
    const finishedAt = s?.finishedAt ?? null;
    const facts: SegmentFacts = {
      joined: logDay(Number(p.createdAt), zone),
      days: days.get(p.person) ?? [],
      last: lastOf.get(p.person),
      finished: finishedAt === null ? undefined : logDay(Number(finishedAt), zone),
      sailing: Number(s?.sailing ?? 0) > 0,
      failures: failures.get(p.person) ?? 0,
      waiting: (waiting.get(p.person) ?? 0) > 0,
    };
    return {
      person: p.person,
      name: p.name,
      ...(p.department === null ? {} : { department: p.department }),
      ...(p.post === null ? {} : { post: p.post }),
      settings: p.settings,
      segment: segmentOf(facts, today),
      idleDays: idleDays(facts, today),
      activeDays: facts.days.length,
    };
  });
};

/** How many learners stand in each segment. */
export const segmentCounts = async (log: Log, ask: SegmentAsk): Promise<Record<Segment, number>> => {
  const counts: Record<Segment, number> = { new: 0, active: 0, cooling: 0, sleeping: 0, stuck: 0 };
  for (const { segment } of await segmented(log, ask)) counts[segment] += 1;
  return counts;
};

const MOST_LISTED = 500;
/** The people of one segment, longest away first. */
export const segmentList = async (
  log: Log,
  { segment, ...ask }: SegmentAsk & { segment: Segment },
): Promise<Segmented[]> =>
  (await segmented(log, ask))
    .filter((p) => p.segment === segment)
    .sort((a, b) => b.idleDays - a.idleDays || (a.person < b.person ? -1 : 1))
    .slice(0, MOST_LISTED);
