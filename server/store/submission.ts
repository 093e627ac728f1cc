import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { SubmissionState } from '../domain/assignment.ts';
import { RuleError } from '../domain/errors.ts';
import type { Submission } from '../domain/submission.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';
import { previewId } from './quest-version.ts';
import type { SubmissionTable } from './tables-programme.ts';
import { countFiles } from './upload.ts';

const MOST_WAITING = 200;
const MOST_MARKED = 50;
const MOST_PEERS = 60;
const PREVIEWS = `${previewId('')}%`;

/** A submission as it is stored, its marks read. */
export type SubmissionRow = Omit<SubmissionTable, 'marks' | 'state'> & {
  state: SubmissionState;
  marks: number[] | null;
};
const rowOf = (row: SubmissionTable): SubmissionRow => ({
  ...row,
  state: row.state as SubmissionState,
  marks: row.marks === null ? null : (JSON.parse(row.marks) as number[]),
});

/** What the rules work on. */
export const ruleOf = async (db: Db, row: SubmissionRow): Promise<Submission> => ({
  state: row.state,
  rev: row.rev,
  nth: row.nth,
  text: row.text,
  files: await countFiles(db, row.id),
});

export const findSubmission = async (
  db: Db,
  person: string,
  station: string,
): Promise<SubmissionRow | undefined> => {
  const row = await db
    .selectFrom('submission')
    .selectAll()
    .where('person', '=', person)
    .where('station', '=', station)
    .executeTakeFirst();
  return row && rowOf(row);
};

export type SubmissionPlace = { quest: string; version: number; island: string; station: string };

/** The person's work at a station, made empty when there is none, held until the end of the transaction. */
export const holdOwn = async (tx: Tx, by: Actor, place: SubmissionPlace): Promise<SubmissionRow> => {
  const empty = { state: 'draft', rev: 0, nth: 0, text: '', savedAt: tx.now, submittedAt: null };
  const unmarked = { marker: null, markedAt: null, marks: null, comment: null, score: null };
  await tx.db
    .insertInto('submission')
    .values({ id: randomUUID(), org: by.org, person: by.person, ...place, ...empty, ...unmarked })
    .onConflict((oc) => oc.columns(['person', 'station']).doNothing())
    .execute();
  const row = await tx.db
    .updateTable('submission')
    .set({ rev: sql<number>`rev` })
    .where('person', '=', by.person)
    .where('station', '=', place.station)
    .returningAll()
    .executeTakeFirstOrThrow();
  return rowOf(row);
};

type Column = 'savedAt' | 'submittedAt' | 'version' | 'marker' | 'markedAt' | 'comment' | 'score';
type Change = Partial<Pick<SubmissionTable, Column>> & { marks?: readonly number[] };

/** Keeps the state that a rule has given, and what goes with it. */
export const saveSubmission = async (
  tx: Tx,
  id: string,
  { state, rev, nth, text }: Submission,
  { marks, ...columns }: Change = {},
): Promise<void> => {
  await tx.db
    .updateTable('submission')
    .set({ state, rev, nth, text, ...columns, ...(marks ? { marks: JSON.stringify(marks) } : {}) })
    .where('id', '=', id)
    .execute();
};

/** A submission of a colleague that was handed in. Throws `submission.unknown`, for one's own and a preview's too. */
export const findHandedIn = async (db: Db, by: Actor, id: string): Promise<SubmissionRow> => {
  const row = await db
    .selectFrom('submission')
    .selectAll()
    .where('id', '=', id)
    .where('org', '=', by.org)
    .where('person', '!=', by.person)
    .where('quest', 'not like', PREVIEWS)
    .where('nth', '>', 0)
    .executeTakeFirst();
  if (!row) throw new RuleError('submission.unknown');
  return rowOf(row);
};

/** The same, held until the end of the transaction. Throws `submission.unknown`. */
export const holdHandedIn = async (tx: Tx, by: Actor, id: string): Promise<SubmissionRow> => {
  await tx.db
    .updateTable('submission')
    .set({ rev: sql<number>`rev` })
    .where('id', '=', id)
    .where('org', '=', by.org)
    .execute();
  return findHandedIn(tx.db, by, id);
};

/** What waits for a mark in the company, oldest first, then what was marked last; never one's own, nor a preview's. */
export const markingQueue = async (db: Db, by: Actor): Promise<SubmissionRow[]> => {
  const all = () =>
    db
      .selectFrom('submission')
      .selectAll()
      .where('org', '=', by.org)
      .where('person', '!=', by.person)
      .where('quest', 'not like', PREVIEWS);
  const waiting = await all()
    .where('state', 'in', ['submitted', 'marking'])
    .orderBy('submittedAt')
    .orderBy('id')
    .limit(MOST_WAITING)
    .execute();
  const marked = await all()
    .where('state', 'in', ['returned', 'accepted'])
    .where('nth', '>', 0)
    .orderBy('markedAt', 'desc')
    .orderBy('id')
    .limit(MOST_MARKED)
    .execute();
  return [...waiting, ...marked].map(rowOf);
};

export type AcceptedWork = { id: string; text: string; name: string; avatar: string };
/** The accepted works of colleagues at a station, the newest first. */
export const acceptedAt = (db: Db, by: Actor, station: string): Promise<AcceptedWork[]> =>
  db
    .selectFrom('submission as s')
    .innerJoin('identity', 'identity.person', 's.person')
    .select(['s.id', 's.text', 'identity.name', 'identity.avatar'])
    .where('s.org', '=', by.org)
    .where('s.station', '=', station)
    .where('s.state', '=', 'accepted')
    .where('s.person', '!=', by.person)
    .orderBy('s.markedAt', 'desc')
    .orderBy('s.id')
    .limit(MOST_PEERS)
    .execute();

/** Kudos by submission, and which of them this person gave. */
export const kudosOf = async (db: Db, person: string, submissions: readonly string[]) => {
  if (submissions.length === 0) return { counts: new Map<string, number>(), mine: new Set<string>() };
  const rows = await db
    .selectFrom('kudos')
    .select(['submission', 'person'])
    .where('submission', 'in', [...submissions])
    .where('at', '>', 0)
    .execute();
  const counts = new Map([...Map.groupBy(rows, (r) => r.submission)].map(([id, list]) => [id, list.length]));
  return { counts, mine: new Set(rows.filter((r) => r.person === person).map((r) => r.submission)) };
};

/** Gives kudos or takes them back; true = given for the first time ever. What was taken back stays with `at` 0. */
export const giveKudos = async (
  tx: Tx,
  person: string,
  submission: string,
  on: boolean,
): Promise<boolean> => {
  if (!on) {
    await tx.db
      .updateTable('kudos')
      .set({ at: 0 })
      .where('submission', '=', submission)
      .where('person', '=', person)
      .execute();
    return false;
  }
  const added = await tx.db
    .insertInto('kudos')
    .values({ submission, person, at: tx.now })
    .onConflict((oc) => oc.columns(['submission', 'person']).doNothing())
    .executeTakeFirst();
  if (added.numInsertedOrUpdatedRows === 1n) return true;
  await tx.db
    .updateTable('kudos')
    .set({ at: tx.now })
    .where('submission', '=', submission)
    .where('person', '=', person)
    .where('at', '=', 0)
    .execute();
  return false;
};
