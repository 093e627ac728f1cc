import { sql } from 'kysely';
import { type AwardComponent, type AwardMetric, LEAST_BATTLES, LEAST_WRONGS } from '../domain/award-shape.ts';
import { type ExamState, tallyExam } from '../domain/exam.ts';
import { type Flow, kindnessOf } from '../domain/gift.ts';
import { logDayBegin, logDayEnd } from '../domain/log-day.ts';
import type { Db } from './db.ts';

/** By person; who has nothing to count is missing. */
export type Values = ReadonlyMap<string, number>;
type Asked = { org: string; zone: string; award?: string; def: { from: number; to: number } };
/** Days (YYYYMMDD) and the instants they begin and end with, ms UTC. */
type Span = { org: string; from: number; to: number; begin: number; end: number };

const people = (db: Db, org: string) => db.selectFrom('person').select('id').where('org', '=', org);
const mapOf = (rows: readonly { person: string; n: unknown }[]): Values =>
  new Map(rows.map((r) => [r.person, Number(r.n)]));

/** Stations done for the first time in the span. */
const completion = async (db: Db, s: Span): Promise<Values> =>
  mapOf(
    await db
      .selectFrom('progress')
      .select('person')
      .select((eb) => eb.fn.countAll().as('n'))
      .where('person', 'in', people(db, s.org))
      .where('doneAt', '>=', s.begin)
      .where('doneAt', '<', s.end)
      .groupBy('person')
      .execute(),
  );

/** Mean over the exams taken in the span of the best share of each; what a trainer has set aside does not count. */
const exam = async (db: Db, s: Span): Promise<Values> => {
  const rows = await db
    .selectFrom('attempt')
    .select(['person', 'station', 'state'])
    .where('person', 'in', people(db, s.org))
    .where('kind', '=', 'exam')
    .where('status', '=', 'ended')
    .where('day', '>', 0)
    .where('endedAt', '>=', s.begin)
    .where('endedAt', '<', s.end)
    .execute();
  const best = new Map<string, Map<string, number>>();
  for (const { person, station, state } of rows) {
    const { score } = tallyExam(JSON.parse(state) as ExamState, 1);
    const stations = best.get(person) ?? new Map<string, number>();
    best.set(person, stations.set(station, Math.max(score, stations.get(station) ?? 0)));
  }
  return new Map(
    [...best].map(([person, of]) => [person, [...of.values()].reduce((a, b) => a + b, 0) / of.size]),
  );
};

/** Mean mark, 0 to 1, of assignments handed in in the span. */
const assignment = async (db: Db, s: Span): Promise<Values> =>
  mapOf(
    await db
      .selectFrom('submission')
      .select('person')
      .select((eb) => eb.fn.avg('score').as('n'))
      .where('org', '=', s.org)
      .where('score', 'is not', null)
      .where('submittedAt', '>=', s.begin)
      .where('submittedAt', '<', s.end)
      .groupBy('person')
      .execute(),
  );

/** Of the questions last missed in the span the share that was right again a day or more later. */
const correction = async (db: Db, s: Span): Promise<Values> => {
  const rows = await db
    .selectFrom('memory')
    .select('person')
    .select((eb) => [eb.fn.countAll().as('wrong'), eb.fn.sum('durable').as('durable')])
    .where('person', 'in', people(db, s.org))
    .where('wrongDay', '>=', s.from)
    .where('wrongDay', '<=', s.to)
    .groupBy('person')
    .execute();
  const enough = rows.filter((r) => Number(r.wrong) >= LEAST_WRONGS);
  return new Map(enough.map((r) => [r.person, Number(r.durable) / Number(r.wrong)]));
};

/** Knowledge points that stand at mastered, moved there or last answered before the span was over. */
const mastery = async (db: Db, s: Span): Promise<Values> =>
  mapOf(
    await db
      .selectFrom('skill')
      .select('person')
      .select((eb) => eb.fn.countAll().as('n'))
      .where('person', 'in', people(db, s.org))
      .where('point', '<>', '')
      .where('level', '=', 'mastered')
      .where('updatedAt', '<', s.end)
      .groupBy('person')
      .execute(),
  );

/** Coins given to colleagues that did not come back, capped per colleague and day (domain/gift.ts). */
const kindness = async (db: Db, s: Span): Promise<Values> => {
  const rows = await db
    .selectFrom('gift')
    .select(['from', 'to', 'day'])
    .select((eb) => eb.fn.sum('amount').as('n'))
    .where('org', '=', s.org)
    .where('day', '<=', s.to)
    .groupBy(['from', 'to', 'day'])
    .execute();
  const flows = new Map<string, Flow[]>();
  const flow = (person: string, f: Flow): void => {
    const all = flows.get(person) ?? [];
    all.push(f);
    flows.set(person, all);
  };
  for (const { from, to, day, n } of rows) {
    flow(from, { other: to, day, given: Number(n), back: 0 });
    flow(to, { other: from, day, given: 0, back: Number(n) });
  }
  return new Map([...flows].map(([person, all]) => [person, kindnessOf(all, s.from, s.to)]));
};

/** Mean place in battles of the span against people: 1 = always first, 0 = always last. */
const battle = async (db: Db, s: Span): Promise<Values> => {
  const rows = await db
    .selectFrom('battle_result')
    .select('person')
    .select((eb) => [
      eb.fn.countAll().as('battles'),
      sql<number>`avg(1.0 * ("of" - "rank") / ("of" - 1))`.as('place'),
    ])
    .where('org', '=', s.org)
    .where('of', '>', 1)
    .where('at', '>=', s.begin)
    .where('at', '<', s.end)
    .groupBy('person')
    .execute();
  const enough = rows.filter((r) => Number(r.battles) >= LEAST_BATTLES);
  return new Map(enough.map((r) => [r.person, Number(r.place)]));
};

type Measure = (db: Db, span: Span) => Promise<Values>;
const MEASURES: Record<Exclude<AwardMetric, 'imported' | 'practice' | 'attendance'>, Measure> = {
  completion,
  exam,
  assignment,
  correction,
  mastery,
  kindness,
  battle,
};

const imported = async (db: Db, award: string | undefined, component: string): Promise<Values> => {
  if (award === undefined) return new Map();
  const rows = await db
    .selectFrom('award_value')
    .select(['person', 'value as n'])
    .where('award', '=', award)
    .where('component', '=', component)
    .execute();
  return mapOf(rows);
};

/** One component of everybody it can be counted for, over the days of the award; `practice` and `attendance` come from
 * the daily rollup (award-facts.ts). */
export const measure = (db: Db, { org, zone, award, def }: Asked, c: AwardComponent): Promise<Values> => {
  if (c.metric === 'imported') return imported(db, award, c.id);
  if (c.metric === 'practice' || c.metric === 'attendance')
    throw new Error('is counted from the daily rollup');
  const { from, to } = def;
  const span = { org, from, to, begin: logDayBegin(from, zone), end: logDayEnd(to, zone) };
  return MEASURES[c.metric](db, span);
};
