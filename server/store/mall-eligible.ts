import { topCount } from '../domain/mall.ts';
import type { Eligibility } from '../domain/mall-shape.ts';
import { ROLES, type Role } from '../domain/person.ts';
import { learnersWithPoints } from './board.ts';
import { putCell, putCells, type Sink, selectAll, selectPlan } from './bulk.ts';
import type { Db } from './db.ts';

const PEOPLE = selectPlan('person', ['id', 'role', 'department'], { id: 'text' });
const POINTS = selectPlan('honour_person', ['person', 'xp'], { person: 'text' });
const HELD = selectPlan('honour', ['person'], { person: 'text', kind: 'text', ref: 'text' });
const GRADUATES = selectPlan('enrolment', ['person', 'graduatedAt'], { person: 'text', quest: 'text' });

type PersonRow = { id: string; role: string; department: string | null };

/** The points from which on somebody is among the first `percent` of the learners who have any; by `shareAbove` of
 * board.ts, for all at once. */
const pointsOfTop = async (db: Db, org: string, percent: number): Promise<number> => {
  const ranked = learnersWithPoints(db, org);
  const { n } = await ranked.select((eb) => eb.fn.countAll<number>().as('n')).executeTakeFirstOrThrow();
  if (n === 0) return Number.POSITIVE_INFINITY;
  const last = await ranked
    .select('xp')
    .orderBy('xp', 'desc')
    .limit(1)
    .offset(topCount(n, percent) - 1)
    .executeTakeFirstOrThrow();
  return last.xp;
};

/** A department and all below it. */
const branchOf = async (db: Db, org: string, department: string): Promise<Set<string>> => {
  const tree = await db.selectFrom('department').select(['id', 'parent']).where('org', '=', org).execute();
  const branch = new Set([department]);
  for (let grown = 0; grown < branch.size; ) {
    grown = branch.size;
    for (const { id, parent } of tree) if (parent !== null && branch.has(parent)) branch.add(id);
  }
  return branch;
};

type Ask<By extends Eligibility['by']> = Extract<Eligibility, { by: By }>;
type People = readonly string[];

const byPoints = async (sink: Sink, org: string, rule: Ask<'top'>, people: People): Promise<string[]> => {
  const least = await pointsOfTop(sink.trx, org, rule.percent);
  const rows = await selectAll<{ person: string; xp: number }>(sink, POINTS, people, putCell);
  return rows.filter((r) => r.xp > 0 && r.xp >= least).map((r) => r.person);
};
const byTitle = async (sink: Sink, rule: Ask<'title'>, people: People): Promise<string[]> => {
  const keys = people.map((p) => [p, 'title', rule.title]);
  const rows = await selectAll<{ person: string }, string[]>(sink, HELD, keys, putCells);
  return rows.map((r) => r.person);
};
const byQuest = async (sink: Sink, rule: Ask<'quest'>, people: People): Promise<string[]> => {
  const keys = people.map((p) => [p, rule.quest]);
  const rows = await selectAll<{ person: string; graduatedAt: number | null }, string[]>(
    sink,
    GRADUATES,
    keys,
    putCells,
  );
  return rows.filter((r) => r.graduatedAt !== null).map((r) => r.person);
};
const byDepartment = async (
  sink: Sink,
  org: string,
  rule: Ask<'department'>,
  people: People,
): Promise<string[]> => {
  const branch = await branchOf(sink.trx, org, rule.department);
  const rows = await selectAll<PersonRow>(sink, PEOPLE, people, putCell);
  return rows.filter((r) => r.department !== null && branch.has(r.department)).map((r) => r.id);
};
const byRole = async (sink: Sink, rule: Ask<'role'>, people: People): Promise<string[]> => {
  const rows = await selectAll<PersonRow>(sink, PEOPLE, people, putCell);
  const least = ROLES.indexOf(rule.role);
  return rows.filter((r) => ROLES.indexOf(r.role as Role) >= least).map((r) => r.id);
};

/** Those of `people`, each named once, who may buy by a rule; one question to the database, however many they are. */
export const eligibleAmong = async (
  sink: Sink,
  org: string,
  rule: Eligibility,
  people: People,
): Promise<Set<string>> => {
  switch (rule.by) {
    case 'all':
      return new Set(people);
    case 'top':
      return new Set(await byPoints(sink, org, rule, people));
    case 'title':
      return new Set(await byTitle(sink, rule, people));
    case 'quest':
      return new Set(await byQuest(sink, rule, people));
    case 'department':
      return new Set(await byDepartment(sink, org, rule, people));
    case 'role':
      return new Set(await byRole(sink, rule, people));
  }
};
