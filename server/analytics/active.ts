import { type RawBuilder, sql } from 'kysely';
import { logDay, logDayEnd } from '../domain/log-day.ts';
import { addDays } from '../domain/time.ts';
import { type Ask, type Log, rowsOf } from './metric.ts';
import { learnerSymbols, learnersIn, orgSymbol } from './scope.ts';

type Sql = RawBuilder<unknown>;

/** Today as the log counts days: midnight to midnight by the company's clock. */
export const logToday = ({ now, zone }: Ask): number => logDay(now, zone);

/** Days on which learners of the filter were active, `from` to `to`: rows (person, day). */
export const activeDays = (ask: Ask, from: number, to: number): Sql =>
  sql`select r."person", r."day" from "rollup_person_day" r
    where r."day" >= ${from} and r."day" <= ${to} and r."active" > 0 and r."org" = ${orgSymbol(ask)}
      and r."person" in (${learnerSymbols(ask)})`;

/** The filter's days that the log has, up to today; none before its first. */
export const daysOfLog = async (log: Log, ask: Ask): Promise<number[]> => {
  const [row] = await rowsOf(
    log,
    sql<{
      day: number | null;
    }>`select min("day") as "day" from "rollup_verb_day" where "org" = ${orgSymbol(ask)}`,
  );
  if (row?.day === null || row?.day === undefined) return [];
  const last = Math.min(ask.filter.to, logToday(ask));
  const days: number[] = [];
  for (let day = Math.max(ask.filter.from, Number(row.day)); day <= last; day = addDays(day, 1))
    days.push(day);
  return days;
};

/** Distinct active learners of each day, in the order of `days`. */
export const activeOn = async (log: Log, ask: Ask, days: readonly number[]): Promise<number[]> => {
  const rows = await rowsOf(
    log,
    sql<{ day: number; people: number }>`select a."day", count(*) as "people"
      from (${activeDays(ask, days[0] ?? 0, days.at(-1) ?? 0)}) a group by a."day" order by a."day"`,
  );
  const people = new Map(rows.map((r) => [r.day, Number(r.people)]));
  return days.map((day) => people.get(day) ?? 0);
};

/** A table (day, n) of `n` days from `first` on: SQL of both databases knows no calendar. */
const ordinals = (first: number, n: number): Sql => {
  const rows = Array.from({ length: n }, (_, i) => `(${addDays(first, i)}, ${i})`);
  return sql.raw(`"d"("day", "n") as (values ${rows.join(', ')})`);
};

/**
 * Distinct learners who were active in the `width` days that end on each of `days` (consecutive ones). A day of activity
 * counts until the next one of the same person or until the window has passed it, so each row is read once.
 */
export const activeWithin = async (
  log: Log,
  ask: Ask,
  days: readonly number[],
  width: number,
): Promise<number[]> => {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const [from, size] = [addDays(first, 1 - width), days.length + width - 1];
  const rows = await rowsOf(
    log,
    sql<{ n: number; stop: number; people: number }>`with ${ordinals(from, size)},
      "g" as (select d."n" as "n", lead(d."n") over (partition by a."person" order by d."n") as "next"
        from (${activeDays(ask, from, last)}) a join "d" d on d."day" = a."day"),
      "s" as (select "n", case when "next" < "n" + ${sql.raw(String(width))} then "next"
        else "n" + ${sql.raw(String(width))} end as "stop" from "g")
      select "n", "stop", count(*) as "people" from "s" group by "n", "stop"`,
  );
  const change = Array.from({ length: size + width + 1 }, () => 0);
  for (const { n, stop, people } of rows) {
    change[n] = (change[n] ?? 0) + Number(people);
    change[stop] = (change[stop] ?? 0) - Number(people);
  }
  let here = 0;
  const all = change.map((by) => {
    here += by;
    return here;
  });
  return days.map((_, i) => all[i + width - 1] ?? 0);
};

/** How many learners of the filter had an account at the end of each day; days in order. */
export const headcounts = async (log: Log, ask: Ask, days: readonly number[]): Promise<number[]> => {
  const rows = await rowsOf(
    log,
    sql<{ at: number }>`select p."createdAt" as "at" from "person" p where p."id" in (${learnersIn(ask)})
      order by p."createdAt"`,
  );
  let n = 0;
  return days.map((day) => {
    const end = logDayEnd(day, ask.zone);
    while (n < rows.length && Number(rows[n]?.at) < end) n += 1;
    return n;
  });
};
