import { sql } from 'kysely';
import { FLAGS } from '../domain/events/flags.ts';
import { catalogue } from '../domain/events/index.ts';
import { logDay } from '../domain/log-day.ts';
import { firstSeq } from './events-behind.ts';
import { type Ask, type Log, rowsOf } from './metric.ts';
import { learnersIn } from './scope.ts';
import type { Plans, Voyage } from './voyages.ts';

/** Activated: within this time of enrolling the first lesson is finished and so many answers are given. */
export const ACTIVATION_MS = 72 * 3_600_000;
export const ACTIVATION_ANSWERS = 10;

const ANSWERED = catalogue['question.answered'].code;
const NOT_COUNTED = FLAGS.bot | FLAGS.preview | FLAGS.voided;
const keyOf = (v: { person: string; quest: string }): string => `${v.person} ${v.quest}`;

/** Voyages in which a lesson (card station) was finished in time. */
const withLesson = async (log: Log, ask: Ask, plans: Plans): Promise<Set<string>> => {
  const cards = [...plans.newest.values()].flatMap((q) =>
    q.islands.flatMap((i) => i.stations).flatMap((s) => (s.kind === 'card' ? [s.id] : [])),
  );
  if (cards.length === 0) return new Set();
  const rows = await rowsOf(
    log,
    sql<{ person: string; quest: string }>`select distinct e."person", e."quest" from "enrolment" e
      join "progress" p on p."person" = e."person" and p."quest" = e."quest"
      where p."station" in (${sql.join(cards)}) and p."doneAt" <= e."startedAt" + ${sql.raw(String(ACTIVATION_MS))}
        and e."person" in (${learnersIn(ask)})`,
  );
  return new Set(rows.map(keyOf));
};

/** Of each voyage: its person's number in the log, and how many questions were first answered in time, at most ten. */
const firstAnswers = async (log: Log, ask: Ask) => {
  const rows = await rowsOf(
    log,
    sql<{ person: string; quest: string; symbol: number; n: number }>`select e."person", e."quest",
        s."id" as "symbol", (select count(*) from (select 1 from "rollup_person_item" r where r."person" = s."id"
          and r."firstAt" >= e."startedAt" and r."firstAt" <= e."startedAt" + ${sql.raw(String(ACTIVATION_MS))}
          limit ${sql.raw(String(ACTIVATION_ANSWERS))}) x) as "n"
      from "enrolment" e join "symbol" s on s."text" = e."person" where e."person" in (${learnersIn(ask)})`,
  );
  return new Map(rows.map((r) => [keyOf(r), { symbol: Number(r.symbol), n: Number(r.n) }]));
};

type Doubt = { key: string; symbol: number; from: number; to: number };

/** Repeated questions count too: whoever gave enough answers on those days is counted from the raw log. Few are left. */
const settle = async (log: Log, ask: Ask, doubts: readonly Doubt[]): Promise<string[]> => {
  const answers = await rowsOf(
    log,
    sql<{ person: number; day: number; n: number }>`select "person", "day", "answers" as "n"
      from "rollup_person_day" where "answers" > 0 and "person" in (${sql.join(doubts.map((d) => d.symbol))})`,
  );
  const open = doubts.filter((d) => {
    const [a, b] = [logDay(d.from, ask.zone), logDay(d.to, ask.zone)];
    const theirs = answers.filter((r) => Number(r.person) === d.symbol && r.day >= a && r.day <= b);
    return theirs.reduce((sum, r) => sum + Number(r.n), 0) >= ACTIVATION_ANSWERS;
  });
  if (open.length === 0) return [];
  const from = Math.min(...open.map((d) => d.from));
  const rows = await rowsOf(
    log,
    sql<{ actor: number; at: number }>`select "actor", "tEvent" as "at" from "event"
      where "seq" >= ${await firstSeq(log, from)} and "verb" = ${ANSWERED} and ("flags" & ${NOT_COUNTED}) = 0
        and "tEvent" >= ${from} and "tEvent" <= ${Math.max(...open.map((d) => d.to))}
        and "actor" in (${sql.join(open.map((d) => d.symbol))})`,
  );
  return open
    .filter((d) => {
      const theirs = rows.filter((r) => Number(r.actor) === d.symbol && r.at >= d.from && r.at <= d.to);
      return theirs.length >= ACTIVATION_ANSWERS;
    })
    .map((d) => d.key);
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
  const [lessons, firsts] = [await withLesson(log, wide, plans), await firstAnswers(log, wide)];
  const activated = new Set<string>();
  const doubts: Doubt[] = [];
  for (const v of voyages) {
    const key = keyOf(v);
    const first = firsts.get(key);
    if (v.startedAt === null || !lessons.has(key) || !first) continue;
    if (first.n >= ACTIVATION_ANSWERS) activated.add(key);
    else doubts.push({ key, symbol: first.symbol, from: v.startedAt, to: v.startedAt + ACTIVATION_MS });
  }
  if (doubts.length > 0) for (const key of await settle(log, ask, doubts)) activated.add(key);
  return activated;
};
