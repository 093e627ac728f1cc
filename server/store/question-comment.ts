import { uuidv7 } from 'uuidv7';
import { allows } from '../domain/bank.ts';
import { RuleError } from '../domain/errors.ts';
import { auditIn, type Editor } from './audit-trail.ts';
import type { Tx } from './commit.ts';
import { needQuestion } from './question-detail.ts';

/** A remark by anybody who may see the question. */
export const addComment = async (tx: Tx, by: Editor, question: string, text: string): Promise<void> => {
  const row = await needQuestion(tx.db, by, question, 'view');
  const id = uuidv7();
  await tx.db
    .insertInto('comment')
    .values({ id, question, person: by.person, at: tx.now, text, resolvedAt: null })
    .execute();
  await auditIn(tx, by, { action: 'comment.add', bank: row.bank, object: question, details: { text } });
};

/** Closes a remark: by an editor of the bank or the one who made it. Throws `not_found`, `bank.read_only`. */
export const resolveComment = async (
  tx: Tx,
  by: Editor,
  question: string,
  comment: string,
): Promise<void> => {
  const row = await needQuestion(tx.db, by, question, 'view');
  const found = await tx.db
    .selectFrom('comment')
    .selectAll()
    .where('id', '=', comment)
    .where('question', '=', question)
    .executeTakeFirst();
  if (!found) throw new RuleError('not_found');
  if (found.person !== by.person && !allows(row.access, 'edit')) throw new RuleError('bank.read_only');
  await tx.db
    .updateTable('comment')
    .set({ resolvedAt: tx.now })
    .where('id', '=', comment)
    .where('resolvedAt', 'is', null)
    .execute();
  await auditIn(tx, by, {
    action: 'comment.resolve',
    bank: row.bank,
    object: question,
    details: { comment },
  });
};
