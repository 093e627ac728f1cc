import { sql } from 'kysely';
import {
  type BillFacts,
  COUNTED,
  type EarnedFact,
  type Hour,
  type Period,
  type SkillFact,
  skillsOn,
  sumsOf,
} from '../domain/bill.ts';
import { bandOf } from '../domain/mastery.ts';
import type { LocalText } from '../domain/text-shape.ts';
import { addDays, daysBetween } from '../domain/time.ts';
import { billCursor, readHours } from './bill-hours.ts';
import type { Log } from './metric.ts';

/** Bills of people of one company for one period. `now` (ms): what came later does not count. */
export type BillAsk = { org: string; people: string[]; period: Period; now: number };
type Ask = BillAsk & { symbols: ReadonlyMap<number, string>; before: number };

const EVERYTHING = Number.MAX_SAFE_INTEGER;

/** Hours of these people from `before` on, with the tail of the log that the job has not read yet. */
const hoursOf = async (log: Log, ask: Ask): Promise<Map<string, Hour[]>> => {
  const actors = [...ask.symbols.keys()];
  const all = new Map<string, Hour[]>(ask.people.map((p) => [p, []]));
  if (actors.length === 0) return all;
  const from = await billCursor(log);
  const rows = await log
    .selectFrom('bill_hour')
    .select(['person', 'day', 'hour', ...COUNTED])
    .where('person', 'in', actors)
    .where('day', '>=', ask.before)
    .where('day', '<=', ask.period.to)
    .orderBy('person')
    .orderBy('day')
    .orderBy('hour')
    .execute();
  for (const { person, ...hour } of rows) {
    const numbers = Object.entries(hour).map(([name, n]) => [name, Number(n)]);
    all.get(ask.symbols.get(Number(person)) ?? '')?.push(Object.fromEntries(numbers) as Hour);
  }
  const { hours } = await readHours(log, { from, to: EVERYTHING, actors });
  for (const [actor, mine] of hours)
    for (const hour of mine.values())
      if (hour.day >= ask.before && hour.day <= ask.period.to)
        all.get(ask.symbols.get(actor) ?? '')?.push(hour);
  return all;
};

type Rows<T> = Map<string, T[]>;
const byPerson = <T extends { person: string | null }>(rows: readonly T[]): Rows<T> => {
  const all: Rows<T> = new Map();
  for (const row of rows) {
    const one = all.get(row.person ?? '');
    if (one) one.push(row);
    else all.set(row.person ?? '', [row]);
  }
  return all;
};

/** Days on which a mistake became durably right. */
const repairsOf = (log: Log, { people, before, period }: Ask) =>
  log
    .selectFrom('correction')
    .select(['person', 'day', (eb) => eb.fn.countAll<number>().as('n')])
    .where('person', 'in', people)
    .where('day', '>=', before)
    .where('day', '<=', period.to)
    .groupBy(['person', 'day'])
    .execute();

const coinsOf = (log: Log, { people, period, now }: Ask) => {
  const end = Math.min(period.end, now + 1);
  const inside = sql`t."at" >= ${period.begin} and t."at" < ${end}`;
  const sum = (what: ReturnType<typeof sql>) => sql<number>`coalesce(sum(case when ${what} end), 0)`;
  return log
    .selectFrom('account as a')
    .innerJoin('entry as e', 'e.account', 'a.id')
    .innerJoin('transfer as t', 't.id', 'e.transfer')
    .select([
      'a.person',
      sum(sql`${inside} and e."amount" > 0 then e."amount" else 0`).as('in'),
      sum(sql`${inside} and e."amount" < 0 then -e."amount" else 0`).as('out'),
      sum(sql`t."at" < ${end} then e."amount" else 0`).as('balance'),
    ])
    .where('a.person', 'in', people)
    .groupBy('a.person')
    .execute();
};

const earnedOf = async (
  log: Log,
  { people, period, now }: Ask,
): Promise<({ person: string } & EarnedFact)[]> => {
  const end = Math.min(period.end, now + 1);
  const honours = await log
    .selectFrom('honour')
    .select(['person', 'kind', 'ref', 'tier', 'detail', 'at'])
    .where('person', 'in', people)
    .where('at', '>=', period.begin)
    .where('at', '<', end)
    .orderBy('at')
    .orderBy('id')
    .execute();
  const medals = await log
    .selectFrom('enrolment')
    .select(['person', 'quest as ref', 'medalAt as at'])
    .where('person', 'in', people)
    .where('medalAt', '>=', period.begin)
    .where('medalAt', '<', end)
    .where('quest', 'not like', 'try.%')
    .orderBy('medalAt')
    .orderBy('quest')
    .execute();
  return [
    ...honours.map(({ detail, kind, ...row }) => {
      const { rank = 0, n = 0 } = JSON.parse(detail) as { rank?: number; n?: number };
      return {
        ...row,
        kind: kind as EarnedFact['kind'],
        tier: Number(row.tier),
        at: Number(row.at),
        rank,
        n,
      };
    }),
    ...medals.map((m) => ({ ...m, kind: 'medal' as const, at: Number(m.at), tier: 0, rank: 0, n: 0 })),
  ];
};

const readingOf = (log: Log, { people, period }: Ask) =>
  log
    .selectFrom('reading_note')
    .select(['person', (eb) => eb.fn.count<number>('day').distinct().as('n')])
    .where('person', 'in', people)
    .where('day', '>=', period.from)
    .where('day', '<=', period.to)
    .groupBy('person')
    .execute();

const skillRows = (log: Log, { people }: Ask) =>
  log
    .selectFrom('skill as s')
    .leftJoin('point as p', (j) => j.onRef('p.bank', '=', 's.bank').onRef('p.id', '=', 's.point'))
    .select(['s.person', 's.bank', 's.point', 's.theta', 's.n', 's.level', 'p.name'])
    .where('s.person', 'in', people)
    .orderBy('s.person')
    .orderBy('s.bank')
    .orderBy('s.point')
    .execute();
type SkillRow = Awaited<ReturnType<typeof skillRows>>[number];

const skillFacts = (rows: readonly SkillRow[]): SkillFact[] => {
  const overall = rows.find((r) => r.point === '' && r.bank === '');
  if (!overall) return [];
  return rows.flatMap(({ bank, point, theta, n, level, name }) => {
    if (name === null) return [];
    const { p, low, high } = bandOf({ theta: overall.theta, n: Number(overall.n) }, { theta, n: Number(n) });
    return [{ bank, point, name: JSON.parse(name) as LocalText, n: Number(n), level, p, low, high }];
  });
};

const symbolsOf = async (log: Log, people: readonly string[]): Promise<Map<number, string>> => {
  const rows = await log
    .selectFrom('symbol')
    .selectAll()
    .where('text', 'in', [...people])
    .execute();
  return new Map(rows.map((r) => [Number(r.id), r.text]));
};

/** The week before has as many days; a graduation or a year is compared with nothing. */
const beginOfBefore = ({ kind, from, to }: Period): number =>
  kind === 'week' ? addDays(from, -1 - daysBetween(from, to)) : from;

/**
 * What the log and the books say of these people's period, by person. Hours stand in `bill_hour` up to the job's mark; the
 * rest is read from the log, so that a live bill is never behind. Skills are those of now.
 */
export const billFacts = async (log: Log, asked: BillAsk): Promise<Record<string, BillFacts>> => {
  if (asked.people.length === 0) return {};
  const { period } = asked;
  const ask: Ask = { ...asked, symbols: await symbolsOf(log, asked.people), before: beginOfBefore(period) };
  const hours = await hoursOf(log, ask);
  const repairs = byPerson(await repairsOf(log, ask));
  const coins = byPerson(await coinsOf(log, ask));
  const earned = byPerson(await earnedOf(log, ask));
  const reading = byPerson(await readingOf(log, ask));
  const skills = byPerson(await skillRows(log, ask));
  const factsOf = (person: string): BillFacts => {
    const mine = hours.get(person) ?? [];
    const repaired = (inside: (day: number) => boolean): number =>
      (repairs.get(person) ?? []).reduce(
        (n, r) => n + (r.day !== null && inside(r.day) ? Number(r.n) : 0),
        0,
      );
    const inPeriod = (day: number): boolean => day >= period.from;
    const sums = (inside: (day: number) => boolean) =>
      sumsOf(
        mine.filter((h) => inside(h.day)),
        repaired(inside),
      );
    const purse = coins.get(person)?.[0];
    return {
      sums: sums(inPeriod),
      before: ask.before < period.from ? sums((day) => !inPeriod(day)) : null,
      coins: {
        in: Number(purse?.in ?? 0),
        out: Number(purse?.out ?? 0),
        balance: Number(purse?.balance ?? 0),
      },
      earned: (earned.get(person) ?? []).map(({ person: _, ...e }) => e),
      reading: Number(reading.get(person)?.[0]?.n ?? 0),
      ...skillsOn(skillFacts(skills.get(person) ?? [])),
    };
  };
  return Object.fromEntries(asked.people.map((person) => [person, factsOf(person)]));
};
