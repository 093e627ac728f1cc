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
    sql<{
      day: number;
      next: number | null;
      people: number;
    }>`select g."day", g."next", count(*) as "people" from
      (select a."day", lead(a."day") over (partition by a."person" order by a."day") as "next"
        from (${activeDays(ask, from, last)}) a) g group by g."day", g."next"`,
  );
  const place = new Map(Array.from({ length: size }, (_, i) => [addDays(from, i), i]));
  const change = Array.from({ length: size + width + 1 }, () => 0);
  for (const { day, next, people } of rows) {
    const n = place.get(day) ?? 0;
    const stop = Math.min(n + width, next === null ? Number.POSITIVE_INFINITY : (place.get(next) ?? 0));
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
