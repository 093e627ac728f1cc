import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Candidate } from '../domain/attempt.ts';
import type { BossState } from '../domain/boss.ts';
import type { DrillState } from '../domain/drill.ts';
import { RuleError } from '../domain/errors.ts';
import { type ExamState, examTimeOver } from '../domain/exam.ts';
import type { Ghost, GhostState } from '../domain/ghost.ts';
import { isDue } from '../domain/memory.ts';
import type { PracticeState } from '../domain/practice.ts';
import type { QuestionType } from '../domain/question.ts';
import type { TalkState } from '../domain/talk.ts';
import { chanceOf, findSelf } from './chance.ts';
import type { Tx } from './commit.ts';
import type { Db } from './db.ts';
import { ghostOf } from './quest.ts';

export type AttemptState = PracticeState | ExamState | BossState | GhostState | TalkState | DrillState;
/** One run at a station with its rule's state. */
export type Attempt = {
  id: string;
  person: string;
  quest: string;
  island: string;
  station: string;
  kind: AttemptState['kind'];
  nth: number;
  day: number;
  status: 'open' | 'ended';
  state: AttemptState;
  startedAt: number;
  endedAt: number | null;
};
export type OpenAttempt = { id: string; station: string; kind: string };

type Row = { state: string; status: string; kind: string } & Omit<Attempt, 'state' | 'status' | 'kind'>;
/** A row of `attempt` with its state read. */
export const attemptOf = (row: Row): Attempt => ({
  ...row,
  kind: row.kind as Attempt['kind'],
  status: row.status as Attempt['status'],
  state: JSON.parse(row.state) as AttemptState,
});

/** An attempt of this person. Throws `attempt.unknown`. */
export const findAttempt = async (db: Db, person: string, id: string): Promise<Attempt> => {
  const row = await db
    .selectFrom('attempt')
    .selectAll()
    .where('id', '=', id)
    .where('person', '=', person)
    .executeTakeFirst();
  if (!row) throw new RuleError('attempt.unknown');
  return attemptOf(row);
};

/** The same, held until the end of the transaction, so that two devices take turns. Throws `attempt.unknown`. */
export const holdAttempt = async (tx: Tx, person: string, id: string): Promise<Attempt> => {
  const row = await tx.db
    .updateTable('attempt')
    .set({ status: sql<string>`status` })
    .where('id', '=', id)
    .where('person', '=', person)
    .returningAll()
    .executeTakeFirst();
  if (!row) throw new RuleError('attempt.unknown');
  return attemptOf(row);
};

/** Holds a person until the end of the transaction: two starts or two finishes of one person take turns. */
export const holdPerson = async (tx: Tx, person: string): Promise<void> => {
  await tx.db.updateTable('person').set({ guest: sql<0 | 1>`guest` }).where('id', '=', person).execute();
};

/** The open attempts at stations of the path. */
export const openAttempts = (db: Db, person: string): Promise<OpenAttempt[]> =>
  db
    .selectFrom('attempt')
    .select(['id', 'station', 'kind'])
    .where('person', '=', person)
    .where('status', '=', 'open')
    .where('kind', 'not in', ['ghost', 'drill'])
    .execute();

export const findOpenAttempt = async (
  tx: Tx,
  person: string,
  station: string,
  kind: string,
): Promise<Attempt | undefined> => {
  const row = await tx.db
    .selectFrom('attempt')
    .selectAll()
    .where('person', '=', person)
    .where('station', '=', station)
    .where('kind', '=', kind)
    .where('status', '=', 'open')
    .executeTakeFirst();
  return row ? attemptOf(row) : undefined;
};

/** The open attempt at one ghost; several ghosts may stand at one station. */
export const findOpenGhostAttempt = async (
  tx: Tx,
  person: string,
  ghost: { id: string; station: string },
): Promise<Attempt | undefined> => {
  const rows = await tx.db
    .selectFrom('attempt')
    .selectAll()
    .where('person', '=', person)
    .where('station', '=', ghost.station)
    .where('kind', '=', 'ghost')
    .where('status', '=', 'open')
    .execute();
  return rows.map(attemptOf).find((a) => a.state.kind === 'ghost' && a.state.ghost === ghost.id);
};

/** Exams still open although their clock and its grace are over, with who sits them. */
export const overdueExams = async (
  db: Db,
  now: number,
): Promise<{ id: string; person: string; org: string; zone: string; quest: string }[]> => {
  const rows = await db
    .selectFrom('attempt as a')
    .innerJoin('person as p', 'p.id', 'a.person')
    .innerJoin('org as o', 'o.id', 'p.org')
    .select(['a.id', 'a.person', 'a.quest', 'a.state', 'p.org', 'o.zone'])
    .where('a.status', '=', 'open')
    .where('a.kind', '=', 'exam')
    .orderBy('a.startedAt')
    .execute();
  return rows
    .filter((r) => examTimeOver(JSON.parse(r.state) as ExamState, now))
    .map(({ state: _, ...row }) => row);
};

/** Exam attempts begun on a play day, by station. */
export const examsOn = async (db: Db, person: string, day: number): Promise<Map<string, number>> => {
  const rows = await db
    .selectFrom('attempt')
    .select(['station', sql<number>`count(*)`.as('n')])
    .where('person', '=', person)
    .where('kind', '=', 'exam')
    .where('day', '=', day)
    .groupBy('station')
    .execute();
  return new Map(rows.map((r) => [r.station, Number(r.n)]));
};

/** How many attempts of this person there were at a station, and the questions of the last one. */
export const attemptsBefore = async (
  tx: Tx,
  person: string,
  station: string,
): Promise<{ n: number; last: Set<string> }> => {
  const rows = await tx.db
    .selectFrom('attempt')
    .select('state')
    .where('person', '=', person)
    .where('station', '=', station)
    .where('kind', '!=', 'ghost')
    .orderBy('startedAt')
    .execute();
  const last = rows.at(-1);
  const state = last ? (JSON.parse(last.state) as AttemptState) : undefined;
  return { n: rows.length, last: new Set(state?.items.map((i) => i.question)) };
};

export const insertAttempt = async (
  tx: Tx,
  a: Pick<Attempt, 'person' | 'quest' | 'island' | 'station' | 'nth' | 'day' | 'state'>,
): Promise<Attempt> => {
  const id = randomUUID();
  const row = { id, ...a, kind: a.state.kind, status: 'open' as const, startedAt: tx.now, endedAt: null };
  await tx.db
    .insertInto('attempt')
    .values({ ...row, seed: 0, state: JSON.stringify(a.state) })
    .execute();
  return row;
};

export const saveAttempt = async (tx: Tx, id: string, state: AttemptState, ended: boolean): Promise<void> => {
  await tx.db
    .updateTable('attempt')
    .set({
      state: JSON.stringify(state),
      ...(ended ? { status: 'ended', endedAt: tx.now } : {}),
    })
    .where('id', '=', id)
    .execute();
};

/** Where a station's questions come from. */
export type Source = {
  bank: string;
  points?: readonly string[] | undefined;
  types: readonly QuestionType[];
};

/** The moment for which candidates are asked: ms UTC and its play day. */
export type When = { now: number; day: number };

/** The ready questions of these types and points in a bank, with what is known of this person at each; without `when`
 * nothing is due or paid. */
export const candidatesOf = async (
  db: Db,
  person: string,
  { bank, points, types }: Source,
  when: When = { now: 0, day: 0 },
): Promise<Candidate[]> => {
  const self = await findSelf(db, person);
  let query = db
    .selectFrom('question')
    .leftJoin('symbol as person_symbol', (j) => j.on('person_symbol.text', '=', person))
    .leftJoin('symbol as item_symbol', 'item_symbol.text', 'question.id')
    .leftJoin('rollup_person_item as seen', (j) =>
      j.onRef('seen.person', '=', 'person_symbol.id').onRef('seen.item', '=', 'item_symbol.id'),
    )
    .leftJoin('item_level as i', 'i.question', 'question.id')
    .leftJoin('memory as m', (j) => j.onRef('m.question', '=', 'question.id').on('m.person', '=', person))
    .leftJoin('skill as k', (j) =>
      j
        .on('k.person', '=', person)
        .onRef('k.bank', '=', 'question.bank')
        .onRef('k.point', '=', 'question.point'),
    )
    .select(['question.id', 'question.version', 'question.point', 'question.difficulty', 'question.type'])
    .select([
      'seen.answers',
      'i.b',
      'i.n as levelN',
      'i.wins as levelWins',
      'i.fails as levelFails',
      'k.theta',
      'k.wins as pointWins',
      'k.fails as pointFails',
      'k.recent',
    ])
    .select(['m.wins', 'm.fails', 'm.lastOk', 'm.lastAt', 'm.dueAt', 'm.paidDay', 'm.paid'])
    .where('question.bank', '=', bank)
    .where('question.state', '=', 'ready')
    .where('question.type', 'in', [...types])
    .orderBy('question.id');
  if (points) query = query.where('question.point', 'in', [...points]);
  const rows = await query.execute();
  return rows.map((row) => ({
    question: row.id,
    version: row.version,
    point: row.point,
    difficulty: row.difficulty,
    type: row.type as QuestionType,
    seen: row.answers ?? 0,
    p: chanceOf(self, row, when.now),
    due: row.dueAt !== null && isDue({ dueAt: Number(row.dueAt) }, when.now),
    paidToday: row.paidDay === when.day ? (row.paid ?? 0) : 0,
  }));
};

/** True when this person never answered the question before. */
export const isFirstAnswer = async (tx: Tx, person: string, question: string): Promise<boolean> => {
  const row = await tx.db
    .selectFrom('rollup_person_item')
    .innerJoin('symbol as p', 'p.id', 'rollup_person_item.person')
    .innerJoin('symbol as i', 'i.id', 'rollup_person_item.item')
    .select('rollup_person_item.answers')
    .where('p.text', '=', person)
    .where('i.text', '=', question)
    .executeTakeFirst();
  return (row?.answers ?? 0) === 0;
};

/** A missed question becomes a ghost on its island; one that waits already starts anew, but not in a preview. */
export const spawnGhost = async (
  tx: Tx,
  g: { person: string; question: string; island: string; station: string },
  preview = false,
): Promise<void> => {
  const fresh = { bornAt: tx.now, rightDays: 0, rightDay: null, asleepDay: null, tamedAt: null };
  await tx.db
    .insertInto('ghost')
    .values({
      id: randomUUID(),
      person: g.person,
      question: g.question,
      island: g.island,
      station: g.station,
      ...fresh,
    })
    .onConflict((oc) => {
      const known = oc.columns(['person', 'question']).where('tamedAt', 'is', null);
      return preview ? known.doNothing() : known.doUpdateSet(fresh);
    })
    .execute();
};

export const findGhost = async (db: Db, person: string, id: string) => {
  const row = await db
    .selectFrom('ghost')
    .innerJoin('question', 'question.id', 'ghost.question')
    .select([
      'ghost.id',
      'ghost.island',
      'ghost.station',
      'ghost.question',
      'ghost.rightDays',
      'ghost.rightDay',
      'ghost.asleepDay',
      'ghost.tamedAt',
      'question.version',
    ])
    .where('ghost.id', '=', id)
    .where('ghost.person', '=', person)
    .executeTakeFirst();
  if (!row) throw new RuleError('ghost.unknown');
  return { ...row, ghost: ghostOf(row) };
};

export const saveGhost = async (tx: Tx, id: string, ghost: Ghost): Promise<void> => {
  await tx.db
    .updateTable('ghost')
    .set({
      rightDays: ghost.rightDays,
      rightDay: ghost.rightDay ?? null,
      asleepDay: ghost.asleepDay ?? null,
      tamedAt: ghost.tamed ? tx.now : null,
    })
    .where('id', '=', id)
    .execute();
};
