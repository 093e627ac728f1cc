import type { BoardPeriod, GroupBoard, GroupKind, GroupMeasure } from '../domain/api-honour.ts';
import { daysOf, LEAST_GROUP, rankGroups } from '../domain/board.ts';
import { playDay } from '../domain/time.ts';
import type { Actor } from './commit.ts';
import type { Db } from './db.ts';

export type GroupAsked = { by: GroupKind; measure: GroupMeasure; period: BoardPeriod };
type Sum = { id: string; name: string; sum: number; active: number };

const KEPT_MS = 15_000;
const MOST_KEPT = 200;
const kept = new Map<string, { at: number; rows: Sum[] }>();

const daysIn = (db: Db, by: Actor, { measure, period }: GroupAsked, now: number) => {
  const days = daysOf(period, playDay(now, by.zone));
  let rows = db
    .selectFrom('score_day as s')
    .innerJoin('person as p', 'p.id', 's.person')
    .where('s.org', '=', by.org)
    .where('p.role', '=', 'learner')
    .where((eb) => eb.or([eb('s.xp', '>', 0), eb('s.answers', '>', 0)]));
  if (days) rows = rows.where('s.day', '>=', days.from).where('s.day', '<', days.to);
  return rows.select((eb) => [
    eb.fn.sum<number>(measure === 'xp' ? 's.xp' : 's.corrections').as('sum'),
    eb.fn.count<number>('s.person').distinct().as('active'),
  ]);
};

const departments = (db: Db, by: Actor, asked: GroupAsked, now: number) =>
  daysIn(db, by, asked, now)
    .innerJoin('department as g', 'g.id', 'p.department')
    .select(['g.id', 'g.name'])
    .groupBy(['g.id', 'g.name'])
    .execute();

const cohorts = (db: Db, by: Actor, asked: GroupAsked, now: number) =>
  daysIn(db, by, asked, now)
    .innerJoin('cohort_member as m', 'm.person', 's.person')
    .innerJoin('cohort as g', 'g.id', 'm.cohort')
    .where('g.archivedAt', 'is', null)
    .select(['g.id', 'g.name'])
    .groupBy(['g.id', 'g.name'])
    .execute();

const sumsOf = async (db: Db, by: Actor, asked: GroupAsked, now: number): Promise<Sum[]> => {
  const key = [by.org, asked.by, asked.measure, asked.period, playDay(now, by.zone)].join(' ');
  const known = kept.get(key);
  if (known && now >= known.at && now - known.at < KEPT_MS) return known.rows;
  const found = await (asked.by === 'department' ? departments : cohorts)(db, by, asked, now);
  const rows = found.map((r) => ({ ...r, sum: Number(r.sum), active: Number(r.active) }));
  kept.delete(key);
  kept.set(key, { at: now, rows });
  const [oldest] = kept.keys();
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
  return rows;
};

const mineOf = async (db: Db, person: string, kind: GroupKind): Promise<Set<string>> => {
  const rows =
    kind === 'department'
      ? await db.selectFrom('person').select('department as id').where('id', '=', person).execute()
      : await db.selectFrom('cohort_member').select('cohort as id').where('person', '=', person).execute();
  return new Set(rows.flatMap((r) => (r.id === null ? [] : [r.id])));
};

/** Departments or cohorts by the mean of their active members: fair across sizes. `quest` counts as `all` does. Figures
 * may be fifteen seconds old. */
export const groupBoardOf = async (
  db: Db,
  by: Actor,
  asked: GroupAsked,
  now: number,
): Promise<GroupBoard> => {
  const mine = await mineOf(db, by.person, asked.by);
  const days = daysOf(asked.period, playDay(now, by.zone));
  const rows = rankGroups(await sumsOf(db, by, asked, now)).map(({ id, name, rank, mean, active }) => ({
    id,
    name,
    rank,
    mean,
    active,
    ...(mine.has(id) ? { mine: true as const } : {}),
  }));
  return { asOf: now, rows, least: LEAST_GROUP, ...(days ? { from: days.from } : {}) };
};
