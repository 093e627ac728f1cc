import { catalogue } from '../domain/events/index.ts';
import type { Quest } from '../domain/quest.ts';
import type { Db } from './db.ts';

const ANSWERED = catalogue['question.answered'].code;

/** Members of a cohort with their place in its quest. */
export const memberRows = (db: Db, cohort: string, quest: string) =>
  db
    .selectFrom('cohort_member as m')
    .innerJoin('person', 'person.id', 'm.person')
    .innerJoin('identity', 'identity.person', 'm.person')
    .leftJoin('department', 'department.id', 'person.department')
    .leftJoin('enrolment as e', (j) => j.onRef('e.person', '=', 'm.person').on('e.quest', '=', quest))
    .select(['m.person', 'm.extensions', 'identity.name', 'department.name as department'])
    .select(['person.lastSeenAt', 'e.version', 'e.startedAt', 'e.graduatedAt'])
    .where('m.cohort', '=', cohort)
    .orderBy('identity.name')
    .orderBy('m.person')
    .execute();
export type MemberRowOf = Awaited<ReturnType<typeof memberRows>>[number];

/** Every station that a member has touched, with when it was done. */
export const progressRows = (db: Db, cohort: string, quest: string) =>
  db
    .selectFrom('cohort_member as m')
    .innerJoin('progress as p', 'p.person', 'm.person')
    .select(['p.person', 'p.station', 'p.doneAt'])
    .where('m.cohort', '=', cohort)
    .where('p.quest', '=', quest)
    .execute();

/** Fights and exams that are over, by member and station; what a trainer has set aside (`day` < 0) does not count. */
export const failureRows = (db: Db, cohort: string, quest: string) =>
  db
    .selectFrom('cohort_member as m')
    .innerJoin('attempt as a', 'a.person', 'm.person')
    .select(['a.person', 'a.station'])
    .select((eb) => eb.fn.countAll().as('n'))
    .where('m.cohort', '=', cohort)
    .where('a.quest', '=', quest)
    .where('a.kind', 'in', ['exam', 'boss'])
    .where('a.status', '=', 'ended')
    .where('a.day', '>', 0)
    .groupBy(['a.person', 'a.station'])
    .execute();

/** Members who have begun anything at a station. */
export const triedRows = (db: Db, cohort: string, quest: string) =>
  db
    .selectFrom('cohort_member as m')
    .innerJoin('attempt as a', 'a.person', 'm.person')
    .select('a.person')
    .distinct()
    .where('m.cohort', '=', cohort)
    .where('a.quest', '=', quest)
    .execute();

/** What waits for a person's mark, by member and station: works that were handed in, and essays. */
export const waitingRows = async (db: Db, cohort: string, quest: string) => {
  const [works, essays] = await Promise.all([
    db
      .selectFrom('cohort_member as m')
      .innerJoin('submission as s', 's.person', 'm.person')
      .select(['s.person', 's.station'])
      .where('m.cohort', '=', cohort)
      .where('s.quest', '=', quest)
      .where('s.state', 'in', ['submitted', 'marking'])
      .execute(),
    db
      .selectFrom('cohort_member as m')
      .innerJoin('attempt as a', 'a.person', 'm.person')
      .innerJoin('essay_response as r', 'r.attempt', 'a.id')
      .select(['a.person', 'a.station'])
      .where('m.cohort', '=', cohort)
      .where('a.quest', '=', quest)
      .where('a.kind', '=', 'exam')
      .where('r.markedAt', 'is', null)
      .execute(),
  ]);
  return [...works, ...essays];
};

const countBy = (rows: readonly { person: string; n: unknown }[]): Map<string, number> =>
  new Map(rows.map((r) => [r.person, Number(r.n)]));

/** Ghosts of the quest's islands that are not tamed, by member. */
export const openErrors = async (db: Db, cohort: string, quest: Quest): Promise<Map<string, number>> =>
  countBy(
    await db
      .selectFrom('cohort_member as m')
      .innerJoin('ghost as g', 'g.person', 'm.person')
      .select('g.person')
      .select((eb) => eb.fn.countAll().as('n'))
      .where('m.cohort', '=', cohort)
      .where('g.tamedAt', 'is', null)
      .where(
        'g.island',
        'in',
        quest.islands.map((i) => i.id),
      )
      .groupBy('g.person')
      .execute(),
  );

/** Answers ever given, by member. */
export const answerCounts = async (db: Db, cohort: string): Promise<Map<string, number>> =>
  countBy(
    await db
      .selectFrom('cohort_member as m')
      .innerJoin('symbol as s', 's.text', 'm.person')
      .innerJoin('rollup_person_verb as r', 'r.person', 's.id')
      .select(['m.person', 'r.n'])
      .where('m.cohort', '=', cohort)
      .where('r.verb', '=', ANSWERED)
      .execute(),
  );

/** The last reminder, ms UTC, by member. */
export const reminders = async (db: Db, cohort: string): Promise<Map<string, number>> =>
  countBy(
    await db
      .selectFrom('cohort_member as m')
      .innerJoin('message as x', 'x.person', 'm.person')
      .select('m.person')
      .select((eb) => eb.fn.max('x.at').as('n'))
      .where('m.cohort', '=', cohort)
      .where('x.kind', '=', 'reminder')
      .groupBy('m.person')
      .execute(),
  );

/** The versions of a quest that are sailed, and its newest, by number. */
export const questVersions = async (
  db: Db,
  quest: string,
  sailed: readonly number[],
): Promise<{ newest: number; byVersion: Map<number, Quest> }> => {
  const { version: newest } = await db
    .selectFrom('quest')
    .select('version')
    .where('id', '=', quest)
    .executeTakeFirstOrThrow();
  const rows = await db
    .selectFrom('quest_version')
    .select(['version', 'definition'])
    .where('quest', '=', quest)
    .where('version', 'in', [...new Set([newest, ...sailed])])
    .execute();
  return { newest, byVersion: new Map(rows.map((r) => [r.version, JSON.parse(r.definition) as Quest])) };
};
