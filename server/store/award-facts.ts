import { sql } from 'kysely';
import type { AwardFacts } from '../domain/award.ts';
import type {
  AwardComponent,
  AwardDefinition,
  CompositeAward,
  ImprovedAward,
} from '../domain/award-shape.ts';
import { PRACTICE_CAP } from '../domain/award-shape.ts';
import type { Half, ImprovementFacts } from '../domain/improvement.ts';
import { measure, type Values } from './award-measure.ts';
import type { Db } from './db.ts';

export const COMPANY = 'company';
export const departmentGroup = (id: string): string => `department:${id}`;
export const cohortGroup = (id: string): string => `cohort:${id}`;

/** Whose award it is, and the days it looks at. */
export type Asked<D extends AwardDefinition> = { org: string; zone: string; award?: string; def: D };
export type Facts =
  | { kind: 'composite'; people: AwardFacts[] }
  | { kind: 'improved'; people: ImprovementFacts[] };

/** Registered learners take part; guests do when they have registered. */
const takersOf = (db: Db, org: string) =>
  db
    .selectFrom('person')
    .select(['id', 'department'])
    .where('org', '=', org)
    .where('role', '=', 'learner')
    .where('guest', '=', 0)
    .orderBy('id')
    .execute();

type Days = { answers: number; right: number; ms: number; active: number; lastDay: number; capped: number };
/** Sums of the daily rollup from day to day, by person; `capped` = right answers, at most `cap` of one day. */
const daysOf = async (
  db: Db,
  org: string,
  { from, to }: { from: number; to: number },
  cap = PRACTICE_CAP,
): Promise<Map<string, Days>> => {
  const rows = await db
    .selectFrom('rollup_person_day as d')
    .innerJoin('symbol as s', 's.id', 'd.person')
    .select('s.text as person')
    .select((eb) => [
      eb.fn.sum('d.answers').as('answers'),
      eb.fn.sum('d.correct').as('right'),
      eb.fn.sum('d.answerMs').as('ms'),
      sql<number>`sum(case when d."active" > 0 then 1 else 0 end)`.as('active'),
      sql<number>`max(case when d."correct" > 0 then d."day" else 0 end)`.as('lastDay'),
      sql<number>`sum(case when d."correct" > ${cap} then ${cap} else d."correct" end)`.as('capped'),
    ])
    .where('d.org', 'in', db.selectFrom('symbol').select('id').where('text', '=', org))
    .where('d.day', '>=', from)
    .where('d.day', '<=', to)
    .groupBy('s.text')
    .execute();
  return new Map(
    rows.map(({ person, ...sums }) => [
      person,
      {
        answers: Number(sums.answers),
        right: Number(sums.right),
        ms: Number(sums.ms),
        active: Number(sums.active),
        lastDay: Number(sums.lastDay),
        capped: Number(sums.capped),
      },
    ]),
  );
};

const HASTY_ANSWERS = 20;
const HASTY_SHARE = 0.25;
/** People whose answers take less than a quarter of the company's mean time: to be looked at, never more. */
const hastyOf = (days: ReadonlyMap<string, Days>): Set<string> => {
  const all = [...days.values()].reduce((a, d) => ({ n: a.n + d.answers, ms: a.ms + d.ms }), { n: 0, ms: 0 });
  const least = all.n === 0 ? 0 : (all.ms / all.n) * HASTY_SHARE;
  const isHasty = (d: Days): boolean => d.answers >= HASTY_ANSWERS && d.ms / d.answers < least;
  return new Set([...days].filter(([, d]) => isHasty(d)).map(([person]) => person));
};

/** Peer groups of everybody, from the smallest to the company. */
const groupsOf = async (
  db: Db,
  org: string,
  peers: CompositeAward['peers'],
  takers: readonly { id: string; department: string | null }[],
): Promise<(person: { id: string; department: string | null }) => string[]> => {
  if (peers === 'company') return () => [COMPANY];
  if (peers === 'cohort') {
    const rows = await db
      .selectFrom('cohort_member as m')
      .innerJoin('cohort as c', 'c.id', 'm.cohort')
      .select(['m.person', 'c.id'])
      .where('c.org', '=', org)
      .where('c.archivedAt', 'is', null)
      .orderBy('c.startDay')
      .orderBy('c.id')
      .execute();
    const newest = new Map(rows.map((r) => [r.person, r.id]));
    return ({ id }) => {
      const cohort = newest.get(id);
      return cohort === undefined ? [COMPANY] : [cohortGroup(cohort), COMPANY];
    };
  }
  const tree = await db.selectFrom('department').select(['id', 'parent']).where('org', '=', org).execute();
  const parents = new Map(tree.map((d) => [d.id, d.parent]));
  const chains = new Map<string, string[]>();
  for (const { department } of takers) {
    const chain: string[] = [];
    for (let at = department; at && !chain.includes(at); at = parents.get(at) ?? null) chain.push(at);
    if (department) chains.set(department, [...chain.map(departmentGroup), COMPANY]);
  }
  return ({ department }) => chains.get(department ?? '') ?? [COMPANY];
};

const questDone = async (db: Db, quest: string | undefined): Promise<ReadonlySet<string> | undefined> => {
  if (quest === undefined) return undefined;
  const rows = await db
    .selectFrom('enrolment')
    .select('person')
    .where('quest', '=', quest)
    .where('completedAt', 'is not', null)
    .execute();
  return new Set(rows.map((r) => r.person));
};

/** Counts that are simply 0 for somebody who has done nothing; all others are missing then. */
const COUNTS: readonly AwardComponent['metric'][] = [
  'completion',
  'practice',
  'mastery',
  'kindness',
  'attendance',
];

const valuesOf = async (db: Db, asked: Asked<CompositeAward>, c: AwardComponent): Promise<Values> => {
  const { org, def } = asked;
  if (c.metric === 'practice') {
    const days = await daysOf(db, org, def, c.cap);
    return new Map([...days].map(([person, d]) => [person, d.capped]));
  }
  if (c.metric === 'attendance') {
    const days = await daysOf(db, org, def);
    return new Map([...days].map(([person, d]) => [person, d.active]));
  }
  return measure(db, asked, c);
};

const compositeFacts = async (db: Db, asked: Asked<CompositeAward>): Promise<AwardFacts[]> => {
  const { org, def } = asked;
  const takers = await takersOf(db, org);
  const days = await daysOf(db, org, def);
  const groups = await groupsOf(db, org, def.peers, takers);
  const done = await questDone(db, def.eligible.quest);
  const hasty = hastyOf(days);
  const columns: [AwardComponent, Values][] = [];
  for (const c of def.components) columns.push([c, await valuesOf(db, asked, c)]);
  return takers.map((taker): AwardFacts => {
    const { answers = 0, right = 0, lastDay = 0 } = days.get(taker.id) ?? {};
    const none = (c: AwardComponent): number | null => (COUNTS.includes(c.metric) ? 0 : null);
    return {
      person: taker.id,
      groups: groups(taker),
      answers,
      right,
      values: Object.fromEntries(columns.map(([c, v]) => [c.id, v.get(taker.id) ?? none(c)])),
      ...(lastDay > 0 ? { reachedDay: lastDay } : {}),
      ...(hasty.has(taker.id) ? { hasty: true } : {}),
      ...(done === undefined ? {} : { questDone: done.has(taker.id) }),
    };
  });
};

const improvementFacts = async (db: Db, { org, def }: Asked<ImprovedAward>): Promise<ImprovementFacts[]> => {
  const takers = await takersOf(db, org);
  const before = await daysOf(db, org, def.before);
  const after = await daysOf(db, org, def);
  const hasty = hastyOf(after);
  const half = (d: Days | undefined): Half => ({ answers: d?.answers ?? 0, right: d?.right ?? 0 });
  return takers.map(({ id }) => ({
    person: id,
    before: half(before.get(id)),
    after: half(after.get(id)),
    ...(hasty.has(id) ? { hasty: true } : {}),
  }));
};

/** Everything an award is computed from, of every registered learner of the company. */
export const gatherFacts = async (db: Db, asked: Asked<AwardDefinition>): Promise<Facts> => {
  const { def } = asked;
  return def.kind === 'composite'
    ? { kind: 'composite', people: await compositeFacts(db, { ...asked, def }) }
    : { kind: 'improved', people: await improvementFacts(db, { ...asked, def }) };
};
