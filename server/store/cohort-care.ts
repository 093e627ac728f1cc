import type { CohortAudit } from '../domain/api-cohorts.ts';
import { extensionOf, playDayIn } from '../domain/calendar.ts';
import { RuleError } from '../domain/errors.ts';
import { findStation } from '../domain/journey.ts';
import type { Quest, Station } from '../domain/quest.ts';
import { bossRules } from '../domain/quest-station.ts';
import { playDay } from '../domain/time.ts';
import { auditIn } from './audit-trail.ts';
import { cohortCalendar, needCohort } from './cohort.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';
import { sendMessage } from './message.ts';
import { type HandReminded, remindPeople } from './remind.ts';

const MOST_AUDITED = 500;

/** Members among these people. Throws `person.unknown` for anybody else. */
const needMembers = async (tx: Tx, cohort: string, people: readonly string[]) => {
  const rows = await tx.db
    .selectFrom('cohort_member')
    .selectAll()
    .where('cohort', '=', cohort)
    .where('person', 'in', [...people])
    .execute();
  if (rows.length !== people.length) throw new RuleError('person.unknown');
  return rows;
};

/** Reminds the members who take reminders and had none today; says who was left out. Throws `cohort.unknown`, `person.unknown`. */
export const remindMembers = async (
  tx: Tx,
  by: Actor,
  r: { cohort: string; people: readonly string[]; text: string },
): Promise<HandReminded> => {
  const { id, quest } = await needCohort(tx.db, by.org, r.cohort);
  const people = [...new Set(r.people)];
  await needMembers(tx, id, people);
  const { text } = r;
  const done = await remindPeople(tx, by, { people, text, quest });
  await auditIn(tx, by, { action: 'cohort.remind', object: id, details: { people: done.reached, text } });
  return done;
};

type Change = { cohort: string; person: string; reason: string };
/** Gives one member days more, from today on. Throws `cohort.unknown`, `person.unknown`. */
export const extendMember = async (
  tx: Tx,
  by: Actor,
  length: number,
  c: Change & { days: number },
): Promise<void> => {
  const cohort = await needCohort(tx.db, by.org, c.cohort);
  const [row] = await needMembers(tx, cohort.id, [c.person]);
  const calendar = cohortCalendar(cohort, row?.extensions);
  const more = extensionOf(calendar, playDayIn(calendar, tx.now), length, c.days);
  await tx.db
    .updateTable('cohort_member')
    .set({ extensions: JSON.stringify([...calendar.extensions, more]) })
    .where('cohort', '=', cohort.id)
    .where('person', '=', c.person)
    .execute();
  const { person, days, reason } = c;
  await auditIn(tx, by, { action: 'cohort.extend', object: cohort.id, details: { person, days, reason } });
  await sendMessage(tx, by, { to: person, kind: 'extended', text: reason, quest: cohort.quest });
};

/** Today's attempts get the day's negative: they were made, but no longer count for the day's limit. */
const resetExam = async (tx: Tx, person: string, station: string, day: number): Promise<bigint> => {
  const done = await tx.db
    .updateTable('attempt')
    .set({ day: -day })
    .where('person', '=', person)
    .where('station', '=', station)
    .where('kind', '=', 'exam')
    .where('status', '=', 'ended')
    .where('day', '=', day)
    .executeTakeFirst();
  return done.numUpdatedRows;
};

/** A boss that was weakened today has its full strength again; the failed fights no longer count as stuck. */
const resetBoss = async (tx: Tx, person: string, station: Station, day: number): Promise<bigint> => {
  const full = station.kind === 'boss' ? bossRules(station).hp : 0;
  const fights = await tx.db
    .updateTable('attempt')
    .set((eb) => ({ day: eb('day', '*', -1) }))
    .where('person', '=', person)
    .where('station', '=', station.id)
    .where('kind', '=', 'boss')
    .where('status', '=', 'ended')
    .where('day', '>', 0)
    .executeTakeFirst();
  await tx.db
    .updateTable('progress')
    .set({ state: JSON.stringify({ hp: full, day }) })
    .where('person', '=', person)
    .where('station', '=', station.id)
    .where('doneAt', 'is', null)
    .execute();
  return fights.numUpdatedRows;
};

/** Work that was handed in and not accepted can be written on. */
const resetSubmission = async (tx: Tx, person: string, station: string): Promise<bigint> => {
  const done = await tx.db
    .updateTable('submission')
    .set((eb) => ({ state: 'draft', rev: eb('rev', '+', 1), marker: null }))
    .where('person', '=', person)
    .where('station', '=', station)
    .where('state', 'in', ['submitted', 'marking', 'returned'])
    .executeTakeFirst();
  return done.numUpdatedRows;
};

/**
 * Gives a member today's exam attempts back, a boss's full strength, or the draft of a submission. Nothing is paid twice:
 * a station that is done stays done. Throws `cohort.unknown`, `person.unknown`, `station.unknown`, and `cohort.reset`
 * when there is nothing to reset.
 */
export const resetStation = async (
  tx: Tx,
  by: Actor,
  quest: Quest,
  c: Change & { station: string },
): Promise<void> => {
  const cohort = await needCohort(tx.db, by.org, c.cohort);
  await needMembers(tx, cohort.id, [c.person]);
  const { island, station } = findStation(quest, c.station);
  const day = playDay(tx.now, by.zone);
  let n = 0n;
  if (station.kind === 'exam') n = await resetExam(tx, c.person, station.id, day);
  if (station.kind === 'boss') n = await resetBoss(tx, c.person, station, day);
  if (station.kind === 'assignment') n = await resetSubmission(tx, c.person, station.id);
  if (n === 0n) throw new RuleError('cohort.reset');
  const { person, reason } = c;
  const details = { person, station: station.id, kind: station.kind, reason };
  await auditIn(tx, by, { action: 'cohort.reset', object: cohort.id, details });
  const place = { quest: cohort.quest, island: island.id, station: station.id };
  await sendMessage(tx, by, { to: person, kind: 'reset', text: reason, ...place });
};

/** The last changes to a cohort, newest first. Throws `cohort.unknown`. */
export const cohortAudit = async (db: Db, org: string, cohort: string): Promise<CohortAudit[]> => {
  await needCohort(db, org, cohort);
  const rows = await db
    .selectFrom('audit_entry as a')
    .leftJoin('identity', 'identity.person', 'a.person')
    .select(['a.at', 'a.action', 'a.details', 'identity.name'])
    .where('a.org', '=', org)
    .where('a.object', '=', cohort)
    .where('a.action', 'like', 'cohort.%')
    .orderBy('a.seq', 'desc')
    .limit(MOST_AUDITED)
    .execute();
  return rows.map((r) => ({
    at: Number(r.at),
    by: r.name ?? '',
    action: r.action,
    details: JSON.parse(r.details) as Record<string, unknown>,
  }));
};
