import { uuidv7 } from 'uuidv7';
import type { BillNoteRow, BillNoteView } from '../domain/api-bill.ts';
import type { BillKind, BillLine } from '../domain/bill.ts';
import { RuleError } from '../domain/errors.ts';
import { auditIn, type Editor } from './audit-trail.ts';
import { findBill } from './bill.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';
import { sendMessage } from './message.ts';

/** So many notes of one person may wait. */
const MOST_WAITING = 20;
const MOST_SHOWN = 200;

export type NewNote = { kind: BillKind; ref: string; line: BillLine; text: string };

/** "This is wrong", for the trainers. Throws `bill.notes_full`. */
export const noteLine = async (tx: Tx, by: Actor, { kind, ref, line, text }: NewNote): Promise<void> => {
  const { n } = await tx.db
    .selectFrom('bill_note')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('person', '=', by.person)
    .where('answeredAt', 'is', null)
    .executeTakeFirstOrThrow();
  if (Number(n) >= MOST_WAITING) throw new RuleError('bill.notes_full');
  const bill = (await findBill(tx.db, by.person, { kind, ref }))?.id ?? null;
  const row = { id: uuidv7(), org: by.org, person: by.person, bill, kind, ref, line, text, at: tx.now };
  await tx.db
    .insertInto('bill_note')
    .values({ ...row, answer: null, answeredBy: null, answeredAt: null })
    .execute();
};

const viewOf = (r: {
  id: string;
  line: string;
  text: string;
  at: number;
  answer: string | null;
  answeredAt: number | null;
}): BillNoteView => ({
  id: r.id,
  line: r.line as BillLine,
  text: r.text,
  at: Number(r.at),
  answer: r.answer,
  answeredAt: r.answeredAt === null ? null : Number(r.answeredAt),
});

/** What somebody has said of their own bill of a period, newest first. */
export const notesOn = async (
  db: Db,
  person: string,
  kind: BillKind,
  ref: string,
): Promise<BillNoteView[]> => {
  const rows = await db
    .selectFrom('bill_note')
    .selectAll()
    .where('person', '=', person)
    .where('kind', '=', kind)
    .where('ref', '=', ref)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map(viewOf);
};

const notesWhere = (db: Db, org: string, open: boolean) =>
  db
    .selectFrom('bill_note as n')
    .leftJoin('identity as i', 'i.person', 'n.person')
    .leftJoin('identity as a', 'a.person', 'n.answeredBy')
    .selectAll('n')
    .select(['i.name', 'a.name as answerer'])
    .where('n.org', '=', org)
    .where('n.answeredAt', open ? 'is' : 'is not', null)
    .orderBy('n.at', open ? 'asc' : 'desc')
    .orderBy('n.id')
    .limit(open ? MOST_SHOWN : 50);

/** What waits for an answer, oldest first, then what was answered last. */
export const notesOf = async (db: Db, org: string): Promise<{ notes: BillNoteRow[]; waiting: number }> => {
  const open = await notesWhere(db, org, true).execute();
  const done = await notesWhere(db, org, false).execute();
  const notes = [...open, ...done].map((r) => ({
    ...viewOf(r),
    person: { id: r.person, name: r.name ?? '' },
    kind: r.kind as BillKind,
    ref: r.ref,
    answeredBy: r.answerer,
  }));
  return { notes, waiting: open.length };
};

/** Answers by a message to the learner; gives who that is. Throws `bill.note_unknown`, `bill.note_answered`. */
export const answerNote = async (tx: Tx, by: Editor, note: string, text: string): Promise<string> => {
  const row = await tx.db
    .selectFrom('bill_note')
    .select(['person', 'line', 'answeredAt'])
    .where('id', '=', note)
    .where('org', '=', by.org)
    .executeTakeFirst();
  if (!row) throw new RuleError('bill.note_unknown');
  const done = await tx.db
    .updateTable('bill_note')
    .set({ answer: text, answeredBy: by.person, answeredAt: tx.now })
    .where('id', '=', note)
    .where('answeredAt', 'is', null)
    .executeTakeFirst();
  if (done.numUpdatedRows !== 1n) throw new RuleError('bill.note_answered');
  await auditIn(tx, by, {
    action: 'bill.answer',
    object: note,
    details: { person: row.person, line: row.line },
  });
  await sendMessage(tx, by, { to: row.person, kind: 'bill_answer', text });
  return row.person;
};
