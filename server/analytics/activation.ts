import { sql } from 'kysely';
import { FLAGS } from '../domain/events/flags.ts';
import { catalogue } from '../domain/events/index.ts';
import { logDay } from '../domain/log-day.ts';
import { firstSeq } from './events-behind.ts';
import { type Ask, type Log, rowsOf } from './metric.ts';
import { learnerSymbols, learnersIn } from './scope.ts';
import type { Plans, Voyage } from './voyages.ts';

/** Activated: within this time of enrolling the first lesson is finished and so many answers are given. */
export const ACTIVATION_MS = 72 * 3_600_000;
export const ACTIVATION_ANSWERS = 10;

const ANSWERED = catalogue['question.answered'].code;
const NOT_COUNTED = FLAGS.bot | FLAGS.preview | FLAGS.voided;
const keyOf = (v: { person: string; quest: string }): string => `${v.person} ${v.quest}`;

/**
 * Voyages in which a lesson (card station) was finished in time. Most have finished the first one, which is one seek;
 * who has not has few stations, which are read through (`||` keeps SQLite from seeking every lesson).
 */
const withLesson = async (log: Log, ask: Ask, plans: Plans): Promise<Set<string>> => {
  const lessons = [...plans.newest.values()].map((q) =>
    q.islands.flatMap((i) => i.stations).flatMap((s) => (s.kind === 'card' ? [s.id] : [])),
  );
  const cards = lessons.flat();
  if (cards.length === 0) return new Set();
  const done = sql`select 1 from "progress" p where p."person" = e."person" and p."quest" = e."quest"
    and p."doneAt" <= e."startedAt" + ${sql.raw(String(ACTIVATION_MS))}`;
  const rows = await rowsOf(
    log,
    sql<{ person: string; quest: string }>`select e."person", e."quest" from "enrolment" e
      where e."person" in (${learnersIn(ask)})
        and (exists (${done} and p."station" in (${sql.join(lessons.flatMap((of) => of.slice(0, 1)))}))
          or exists (${done} and p."station" || '' in (${sql.join(cards)})))`,
  );
  return new Set(rows.map(keyOf));
};

type Doubt = { key: string; symbol: number; from: number; to: number };
type Answered = { person: number; day: number; n: number };

/** Answers of these people by day, on the days that their 72 hours touch. */
const answersByDay = async (
  log: Log,
  ask: Ask,
  doubts: readonly Doubt[],
): Promise<Map<number, Answered[]>> => {
  const first = logDay(Math.min(...doubts.map((d) => d.from)), ask.zone);
  const last = logDay(Math.max(...doubts.map((d) => d.to)), ask.zone);
  const rows = await rowsOf(
    log,
    sql<Answered>`select r."person", r."day", r."answers" as "n" from "rollup_person_day" r
      where r."answers" > 0 and r."day" >= ${first} and r."day" <= ${last} and r."person" in (${learnerSymbols(ask)})`,
  );
  return Map.groupBy(rows, (r) => Number(r.person));
};

/** Fewest and most answers within the 72 hours: of the days that lie in them whole, and of all that they touch. */
const boundsOf = ({ from, to }: Doubt, zone: string, rows: readonly Answered[]): [number, number] => {
  const [a, b] = [logDay(from, zone), logDay(to, zone)];
  const touched = rows.filter((r) => r.day >= a && r.day <= b);
  const sum = (some: readonly Answered[]): number => some.reduce((n, r) => n + Number(r.n), 0);
  return [sum(touched.filter((r) => r.day > a && r.day < b)), sum(touched)];
};

/** Who first answered enough questions in time. */
const withFirsts = async (log: Log, doubts: readonly Doubt[]): Promise<Set<string>> => {
  const hours = sql.raw(String(ACTIVATION_MS));
  const values = sql.raw(doubts.map((d) => `(${d.symbol}, ${d.from})`).join(', '));
  const rows = await rowsOf(
    log,
    sql<{ symbol: number; from: number }>`with "d"("symbol", "from") as (values ${values})
      select d."symbol", d."from" from "d" where (select count(*) from (select 1 from "rollup_person_item" r
        where r."person" = d."symbol" and r."firstAt" >= d."from" and r."firstAt" <= d."from" + ${hours}
        limit ${sql.raw(String(ACTIVATION_ANSWERS))}) x) >= ${sql.raw(String(ACTIVATION_ANSWERS))}`,
  );
  return new Set(rows.map((r) => `${r.symbol} ${r.from}`));
};

/** Repeated questions count too: whoever is left is counted from the raw log. Few are. */
const fromLog = async (log: Log, open: readonly Doubt[]): Promise<Doubt[]> => {
  if (open.length === 0) return [];
  const from = Math.min(...open.map((d) => d.from));
  const rows = await rowsOf(
    log,
    sql<{ actor: number; at: number }>`select "actor", "tEvent" as "at" from "event"
      where "seq" >= ${await firstSeq(log, from)} and "verb" = ${ANSWERED} and ("flags" & ${NOT_COUNTED}) = 0
        and "tEvent" >= ${from} and "tEvent" <= ${Math.max(...open.map((d) => d.to))}
        and "actor" in (${sql.join([...new Set(open.map((d) => d.symbol))])})`,
  );
  const theirs = Map.groupBy(rows, (r) => Number(r.actor));
  return open.filter(({ symbol, from, to }) => {
    const within = (theirs.get(symbol) ?? []).filter((r) => r.at >= from && r.at <= to);
    return within.length >= ACTIVATION_ANSWERS;
  });
};

/** Those with enough answers in time: by whole days, then by first answers, at last by the log. */
const settle = async (log: Log, ask: Ask, doubts: readonly Doubt[]): Promise<Doubt[]> => {
  const days = await answersByDay(log, ask, doubts);
  const bounds = doubts.map((d) => ({ d, of: boundsOf(d, ask.zone, days.get(d.symbol) ?? []) }));
  const sure = bounds.flatMap(({ d, of: [least] }) => (least >= ACTIVATION_ANSWERS ? [d] : []));
  const open = bounds.flatMap(({ d, of: [least, most] }) =>
    least < ACTIVATION_ANSWERS && most >= ACTIVATION_ANSWERS ? [d] : [],
  );
  if (open.length === 0) return sure;
  const firsts = await withFirsts(log, open);
  const enough = Map.groupBy(open, (d) => firsts.has(`${d.symbol} ${d.from}`));
  return [...sure, ...(enough.get(true) ?? []), ...(await fromLog(log, enough.get(false) ?? []))];
};

/** The numbers of the filter's learners in the log. */
const symbolsOf = async (log: Log, ask: Ask): Promise<Map<string, number>> => {
  const rows = await rowsOf(
    log,
    sql<{ person: string; symbol: number }>`select s."text" as "person", s."id" as "symbol" from "symbol" s
      where s."text" in (${learnersIn(ask)})`,
  );
  return new Map(rows.map((r) => [r.person, Number(r.symbol)]));
};

/** Keys (`person quest`) of the voyages that were activated. */
export const activatedVoyages = async (
  log: Log,
  ask: Ask,
  plans: Plans,
  voyages: readonly Voyage[],
): Promise<Set<string>> => {
  const { quest: _, ...filter } = ask.filter;
  const wide: Ask = { ...ask, filter };
  const lessons = await withLesson(log, wide, plans);
  if (lessons.size === 0) return lessons;
  const symbols = await symbolsOf(log, wide);
  const doubts = voyages.flatMap((v): Doubt[] => {
    const [key, symbol] = [keyOf(v), symbols.get(v.person)];
    if (v.startedAt === null || symbol === undefined || !lessons.has(key)) return [];
    return [{ key, symbol, from: v.startedAt, to: v.startedAt + ACTIVATION_MS }];
  });
  if (doubts.length === 0) return new Set();
  return new Set((await settle(log, wide, doubts)).map((d) => d.key));
};
