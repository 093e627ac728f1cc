import { type RawBuilder, sql } from 'kysely';
import { FLAGS } from '../domain/events/flags.ts';
import { catalogue, isVerb, verbOf } from '../domain/events/index.ts';
import type { EventLine, EventQuery, Filter } from '../domain/figure.ts';
import { addDays, daysBetween } from '../domain/time.ts';
import { type Ask, type Log, rowsOf } from './metric.ts';
import { inDays, itemSymbols, learnerSymbols, orgSymbol } from './scope.ts';

/** Only one's own events: whatever role, within instants (ms), right or not, at these things. */
export type Own = { person: string; begin: number; end: number; ok?: boolean; objs?: string[] };
export type EventAsk = Omit<Ask, 'filter'> & { query: EventQuery; own?: Own };

const NOT_COUNTED = FLAGS.bot | FLAGS.preview | FLAGS.voided;
const symbolOf = (text: string): RawBuilder<unknown> =>
  sql`(select "id" from "symbol" where "text" = ${text})`;

type Raw = Omit<EventLine, 'verb' | 'data'> & { verb: number; data: string };

/** The log has no index but its order: an event of a day came in on that day or later, so the search begins there. */
export const firstSeq = async (log: Log, fromMs: number): Promise<number> => {
  const [ends] = await rowsOf(
    log,
    sql<{ lo: number | null; hi: number | null }>`select min("seq") as "lo", max("seq") as "hi" from "event"`,
  );
  let [lo, hi] = [Number(ends?.lo ?? 0), Number(ends?.hi ?? 0)];
  while (lo < hi) {
    const mid = Math.floor((lo + hi) / 2);
    const found = await log
      .selectFrom('event')
      .select(['seq', 'tServer'])
      .where('seq', '>=', mid)
      .orderBy('seq')
      .limit(1)
      .executeTakeFirst();
    if (found && Number(found.tServer) < fromMs) lo = Number(found.seq) + 1;
    else hi = mid;
  }
  return lo;
};

/** Two days are more than any zone is ahead of UTC. */
export const startOf = (day: number): number =>
  Date.UTC(Math.floor(day / 10_000), (Math.floor(day / 100) % 100) - 1, day % 100) - 2 * 86_400_000;

/** The days of a filter that fall on a weekday, 1 (Monday) to 7; 5 January 1970 was a Monday. */
const daysOn = ({ from, to }: Filter, weekday: number): number[] => {
  const first = addDays(from, (weekday - 1 - (daysBetween(19_700_105, from) % 7) + 7) % 7);
  const n = Math.floor(daysBetween(first, to) / 7) + 1;
  return Array.from({ length: Math.max(0, n) }, (_, week) => addDays(first, 7 * week));
};

const ownOnly = ({ person, begin, end, ok, objs }: Own): RawBuilder<unknown>[] => [
  sql`e."actor" = ${symbolOf(person)}`,
  sql`e."tEvent" >= ${begin} and e."tEvent" < ${end}`,
  ...(ok === undefined ? [] : [sql`e."ok" = ${ok ? 1 : 0}`]),
  ...(objs === undefined
    ? []
    : [sql`e."obj" in (select "id" from "symbol" where "text" in (${sql.join(['', ...objs])}))`]),
];

/** The newest events that a row of a figure counts, with their texts. Reads the raw log: seconds on millions of events. */
export const eventsBehind = async (log: Log, ask: EventAsk): Promise<EventLine[]> => {
  const { query } = ask;
  const scope: Ask = { ...ask, filter: query.filter };
  const codes = query.verbs.filter(isVerb).map((verb) => catalogue[verb].code);
  if (codes.length === 0) return [];
  const where = [
    sql`e."seq" >= ${await firstSeq(log, startOf(query.day ?? query.filter.from))}`,
    sql`e."org" = ${orgSymbol(scope)}`,
    sql`e."verb" in (${sql.join(codes)})`,
    sql`(e."flags" & ${NOT_COUNTED}) = 0`,
    query.day === undefined ? inDays(sql`e."day"`, scope) : sql`e."day" = ${query.day}`,
    ...(ask.own ? ownOnly(ask.own) : [sql`e."actor" in (${learnerSymbols(scope)})`]),
  ];
  const items = itemSymbols(scope);
  if (items) where.push(sql`e."obj" in (${items})`);
  if (query.person !== undefined) where.push(sql`e."actor" = ${symbolOf(query.person)}`);
  if (query.obj !== undefined) where.push(sql`e."obj" = ${symbolOf(query.obj)}`);
  if (query.weekday !== undefined) {
    const days = daysOn(query.filter, query.weekday);
    if (days.length === 0) return [];
    where.push(sql`e."day" in (${sql.join(days)})`);
  }
  if (query.hour !== undefined) where.push(sql`e."hour" = ${query.hour}`);
  if (query.device !== undefined) where.push(sql`e."device" = ${query.device}`);
  if (query.before !== undefined) where.push(sql`e."seq" < ${query.before}`);
  const text = sql<Raw>`select e."seq", e."tEvent" as "at", e."day", e."hour", e."verb", a."text" as "person",
      coalesce(i."name", '') as "name", o."text" as "obj", e."ok", e."score", e."ms", e."device", e."data"
    from "event" e join "symbol" a on a."id" = e."actor" left join "symbol" o on o."id" = e."obj"
    left join "identity" i on i."person" = a."text"
    where ${sql.join(where, sql` and `)} order by e."seq" desc limit ${query.limit}`;
  return (await rowsOf(log, text)).flatMap((row) => {
    const verb = verbOf(row.verb);
    return verb === undefined
      ? []
      : [{ ...row, verb, data: JSON.parse(row.data) as Record<string, unknown> }];
  });
};
