import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { EssayView } from '../domain/api-bank.ts';
import { allows } from '../domain/bank.ts';
import { RuleError } from '../domain/errors.ts';
import type { Question } from '../domain/question.ts';
import type { Editor } from './audit-trail.ts';
import { namesOf, openBanks } from './bank-access.ts';
import type { Tx } from './commit.ts';
import type { Db } from './db.ts';
import type { EssayResponseTable } from './tables.ts';

const MOST_WAITING = 200;
const MOST_MARKED = 50;

/** An essay that was handed in: its place in the attempt and what was written. */
export type NewEssay = { item: number; question: string; version: number; text: string };

/** Puts the essays of an attempt before those who mark, once. */
export const addEssays = async (
  tx: Tx,
  a: { org: string; person: string; attempt: string },
  essays: readonly NewEssay[],
): Promise<void> => {
  const empty = { score: null, marks: null, markedBy: null, markedAt: null, seenAt: null };
  for (const essay of essays)
    await tx.db
      .insertInto('essay_response')
      .values({ id: randomUUID(), ...a, ...essay, at: tx.now, ...empty })
      .onConflict((oc) => oc.columns(['attempt', 'item']).doNothing())
      .execute();
};

type Row = EssayResponseTable & { content: string };
const responses = (db: Db) =>
  db
    .selectFrom('essay_response as e')
    .innerJoin('question', 'question.id', 'e.question')
    .innerJoin('question_version as v', (j) =>
      j.onRef('v.question', '=', 'e.question').onRef('v.version', '=', 'e.version'),
    )
    .selectAll('e')
    .select('v.content');

/** The banks whose essays somebody may mark. */
const editable = async (db: Db, by: Editor): Promise<string[]> =>
  (await openBanks(db, by)).filter((b) => allows(b.access, 'edit')).map((b) => b.id);

const essayOf = (content: string) => {
  const question = JSON.parse(content) as Question;
  if (question.type !== 'essay') throw new Error('an essay response to a question that is none');
  return question;
};

const viewsOf = async (db: Db, rows: readonly Row[]): Promise<EssayView[]> => {
  const names = await namesOf(
    db,
    rows.flatMap((r) => [r.person, r.markedBy]),
  );
  return rows.map((r) => {
    const { stem, rubric = [], sample } = essayOf(r.content);
    return {
      id: r.id,
      question: r.question,
      stem,
      by: names.get(r.person) ?? '',
      at: Number(r.at),
      text: r.text,
      rubric,
      ...(sample ? { sample } : {}),
      ...(r.score === null ? {} : { score: r.score }),
      ...(r.marks === null ? {} : { marks: JSON.parse(r.marks) as number[] }),
      ...(r.markedBy === null ? {} : { markedBy: names.get(r.markedBy) ?? '' }),
      ...(r.markedAt === null ? {} : { markedAt: Number(r.markedAt) }),
    };
  });
};

/** The essays in the banks one may edit: those that wait, oldest first, then the last ones marked, newest first. */
export const findEssays = async (db: Db, by: Editor): Promise<EssayView[]> => {
  const banks = await editable(db, by);
  if (banks.length === 0) return [];
  const mine = () => responses(db).where('e.org', '=', by.org).where('question.bank', 'in', banks);
  const waiting = await mine()
    .where('e.markedAt', 'is', null)
    .orderBy('e.at')
    .orderBy('e.id')
    .limit(MOST_WAITING)
    .execute();
  const marked = await mine()
    .where('e.markedAt', 'is not', null)
    .orderBy('e.markedAt', 'desc')
    .orderBy('e.id')
    .limit(MOST_MARKED)
    .execute();
  return viewsOf(db, [...waiting, ...marked]);
};

/** One essay with its question, held until the end of the transaction. Throws `essay.unknown`, `bank.read_only`. */
export const holdEssay = async (tx: Tx, by: Editor, id: string) => {
  await tx.db
    .updateTable('essay_response')
    .set({ at: sql<number>`at` })
    .where('id', '=', id)
    .where('org', '=', by.org)
    .execute();
  const row = await responses(tx.db)
    .select('question.bank')
    .where('e.id', '=', id)
    .where('e.org', '=', by.org)
    .executeTakeFirst();
  const [bank] = row ? await openBanks(tx.db, by, [row.bank]) : [];
  if (!row || !bank) throw new RuleError('essay.unknown');
  if (!allows(bank.access, 'edit')) throw new RuleError('bank.read_only');
  const { content, ...essay } = row;
  return { ...essay, asked: essayOf(content) };
};
export type HeldEssay = Awaited<ReturnType<typeof holdEssay>>;

/** Throws `essay.marked` when the mark that was seen is not the one that stands. */
export const checkUnchanged = async (db: Db, essay: HeldEssay, base: number | null): Promise<void> => {
  const markedAt = essay.markedAt === null ? null : Number(essay.markedAt);
  if (markedAt === base) return;
  const names = await namesOf(db, [essay.markedBy]);
  throw new RuleError('essay.marked', { name: names.get(essay.markedBy ?? '') ?? '' });
};

export const saveMarks = async (
  tx: Tx,
  by: Editor,
  essay: HeldEssay,
  { score, marks }: { score: number; marks: readonly number[] },
): Promise<void> => {
  const markedAt = Math.max(tx.now, Number(essay.markedAt ?? 0) + 1);
  await tx.db
    .updateTable('essay_response')
    .set({ score, marks: JSON.stringify(marks), markedBy: by.person, markedAt, seenAt: null })
    .where('id', '=', essay.id)
    .execute();
};

/** One essay as its markers see it. */
export const findEssay = async (db: Db, id: string): Promise<EssayView> => {
  const [view] = await viewsOf(db, await responses(db).where('e.id', '=', id).execute());
  if (!view) throw new RuleError('essay.unknown');
  return view;
};

/** Exams of a person whose essays are all marked and not looked at since. */
export const markedUnseen = (
  db: Db,
  person: string,
  quest: string,
): Promise<{ attempt: string; island: string; station: string }[]> =>
  db
    .selectFrom('essay_response as e')
    .innerJoin('attempt', 'attempt.id', 'e.attempt')
    .select(['attempt.id as attempt', 'attempt.island', 'attempt.station'])
    .where('e.person', '=', person)
    .where('attempt.quest', '=', quest)
    .groupBy(['attempt.id', 'attempt.island', 'attempt.station'])
    .having(sql<number>`sum(case when e."markedAt" is null then 1 else 0 end)`, '=', 0)
    .having(sql<number>`sum(case when e."seenAt" is null then 1 else 0 end)`, '>', 0)
    .execute();

/** True when the learner has marks in this attempt to look at. */
export const hasNewMarks = async (db: Db, attempt: string): Promise<boolean> =>
  (await db
    .selectFrom('essay_response')
    .select('id')
    .where('attempt', '=', attempt)
    .where('markedAt', 'is not', null)
    .where('seenAt', 'is', null)
    .executeTakeFirst()) !== undefined;

/** The learner has looked at the marks of an attempt. */
export const seeMarks = async (tx: Tx, attempt: string): Promise<void> => {
  await tx.db
    .updateTable('essay_response')
    .set({ seenAt: tx.now })
    .where('attempt', '=', attempt)
    .where('markedAt', 'is not', null)
    .where('seenAt', 'is', null)
    .execute();
};
