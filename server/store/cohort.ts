import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { CohortBody, Rest } from '../domain/api-cohorts.ts';
import { type Calendar, type Extension, isZone } from '../domain/calendar.ts';
import { RuleError } from '../domain/errors.ts';
import { auditIn } from './audit-trail.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';
import type { CohortTable } from './tables.ts';

type Dates = Pick<CohortTable, 'startDay' | 'zone' | 'rest'>;
/** The calendar of a cohort, or of a member with the extensions (JSON) they were given. */
export const cohortCalendar = ({ startDay, zone, rest }: Dates, extensions = '[]'): Calendar => ({
  zone,
  startDay,
  rest: JSON.parse(rest) as Rest,
  extensions: JSON.parse(extensions) as Extension[],
});

type CalendarRow = { [K in keyof Dates]: Dates[K] | null } & { extensions: string | null };
/** The calendar of a row of `memberships`; undefined = in no cohort. */
export const calendarOf = ({ startDay, zone, rest, extensions }: CalendarRow): Calendar | undefined =>
  startDay === null || zone === null || rest === null
    ? undefined
    : cohortCalendar({ startDay, zone, rest }, extensions ?? '[]');

/** Who sails a quest in which cohort, with what its calendar is made of: one row a person. */
export const memberships = (db: Db, quest: string) =>
  db
    .selectFrom('cohort_member as m')
    .innerJoin('cohort', 'cohort.id', 'm.cohort')
    .select(['m.person', 'm.extensions', 'cohort.id as cohort', 'cohort.name'])
    .select(['cohort.startDay', 'cohort.zone', 'cohort.rest'])
    .where('cohort.quest', '=', quest);

/** The cohort in which a person sails a quest; undefined = alone. */
export const cohortOf = async (db: Db, person: string, quest: string) => {
  const row = await memberships(db, quest).where('m.person', '=', person).executeTakeFirst();
  return row && { id: row.cohort, name: row.name };
};

/** A cohort of the company. Throws `cohort.unknown`. */
export const needCohort = async (db: Db, org: string, id: string): Promise<CohortTable> => {
  const row = await db
    .selectFrom('cohort')
    .selectAll()
    .where('id', '=', id)
    .where('org', '=', org)
    .executeTakeFirst();
  if (!row) throw new RuleError('cohort.unknown');
  return row;
};

const needQuest = async (db: Db, org: string, quest: string): Promise<void> => {
  const row = await db
    .selectFrom('quest')
    .select('id')
    .where('id', '=', quest)
    .where('org', '=', org)
    .where('state', '!=', 'draft')
    .executeTakeFirst();
  if (!row) throw new RuleError('quest.unknown');
};

const columnsOf = (body: CohortBody) => ({
  name: body.name,
  startDay: body.startDay,
  zone: body.zone,
  rest: JSON.stringify({
    weekdays: [...new Set(body.rest.weekdays)].sort(),
    days: [...new Set(body.rest.days)].sort(),
  }),
  open: body.open ? (1 as const) : (0 as const),
});

/** Makes or changes a cohort; gives its id. The quest of a cohort stays. Throws `cohort.zone`, `cohort.unknown`,
 * `quest.unknown`. */
export const saveCohort = async (tx: Tx, by: Actor, body: CohortBody): Promise<string> => {
  if (!isZone(body.zone)) throw new RuleError('cohort.zone');
  const columns = columnsOf(body);
  const details = { ...columns, rest: body.rest, quest: body.quest };
  if (body.id !== undefined) {
    const known = await needCohort(tx.db, by.org, body.id);
    if (known.quest !== body.quest) throw new RuleError('bad_request', { place: 'quest' });
    await tx.db.updateTable('cohort').set(columns).where('id', '=', body.id).execute();
    await auditIn(tx, by, { action: 'cohort.save', object: body.id, details });
    return body.id;
  }
  await needQuest(tx.db, by.org, body.quest);
  const id = randomUUID();
  const made = { id, org: by.org, quest: body.quest, createdBy: by.person, createdAt: tx.now };
  await tx.db
    .insertInto('cohort')
    .values({ ...made, ...columns, archivedAt: null })
    .execute();
  await auditIn(tx, by, { action: 'cohort.create', object: id, details });
  return id;
};

/** An archived cohort takes nobody in by itself; its members keep their calendar. Throws `cohort.unknown`. */
export const archiveCohort = async (tx: Tx, by: Actor, id: string, archived: boolean): Promise<void> => {
  const known = await needCohort(tx.db, by.org, id);
  if ((known.archivedAt !== null) === archived) return;
  await tx.db
    .updateTable('cohort')
    .set({ archivedAt: archived ? tx.now : null })
    .where('id', '=', id)
    .execute();
  await auditIn(tx, by, { action: archived ? 'cohort.archive' : 'cohort.restore', object: id });
};

/** Holds people of the company until the end of the transaction. Throws `person.unknown`. */
const holdPeople = async (tx: Tx, org: string, people: readonly string[]): Promise<void> => {
  const held = await tx.db
    .updateTable('person')
    .set({ guest: sql<0 | 1>`guest` })
    .where('org', '=', org)
    .where('id', 'in', [...people])
    .returning('id')
    .execute();
  if (held.length !== people.length) throw new RuleError('person.unknown');
};

/** Puts people in, out of any other cohort of the quest, or takes them out. Throws `cohort.unknown`, `person.unknown`. */
export const changeMembers = async (
  tx: Tx,
  by: Actor,
  change: { cohort: string; people: readonly string[]; add: boolean },
): Promise<void> => {
  const { id, quest } = await needCohort(tx.db, by.org, change.cohort);
  const people = [...new Set(change.people)].sort();
  if (people.length === 0) return;
  await holdPeople(tx, by.org, people);
  const others = tx.db.selectFrom('cohort').select('id').where('quest', '=', quest);
  const leave = tx.db.deleteFrom('cohort_member').where('person', 'in', people);
  if (change.add) {
    await leave.where('cohort', 'in', others.where('id', '!=', id)).execute();
    const rows = people.map((person) => ({ cohort: id, person, joinedAt: tx.now, extensions: '[]' }));
    await tx.db
      .insertInto('cohort_member')
      .values(rows)
      .onConflict((oc) => oc.columns(['cohort', 'person']).doNothing())
      .execute();
  } else await leave.where('cohort', '=', id).execute();
  await auditIn(tx, by, {
    action: change.add ? 'cohort.add' : 'cohort.remove',
    object: id,
    details: { people },
  });
};

/** A new learner of a quest comes into its newest open cohort, unless a trainer has put them into one; gives the cohort.
 * The caller holds the person. */
export const joinOpenCohort = async (tx: Tx, by: Actor, quest: string): Promise<string | undefined> => {
  const known = await cohortOf(tx.db, by.person, quest);
  if (known || by.preview) return known?.id;
  const open = await tx.db
    .selectFrom('cohort')
    .innerJoin('person', 'person.org', 'cohort.org')
    .select('cohort.id')
    .where('person.id', '=', by.person)
    .where('person.role', '=', 'learner')
    .where('cohort.quest', '=', quest)
    .where('cohort.open', '=', 1)
    .where('cohort.archivedAt', 'is', null)
    .orderBy('cohort.createdAt', 'desc')
    .orderBy('cohort.id')
    .executeTakeFirst();
  if (!open) return undefined;
  await tx.db
    .insertInto('cohort_member')
    .values({ cohort: open.id, person: by.person, joinedAt: tx.now, extensions: '[]' })
    .execute();
  return open.id;
};
