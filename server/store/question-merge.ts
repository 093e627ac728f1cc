import { uuidv7 } from 'uuidv7';
import type { QuestionRow } from '../domain/api-bank.ts';
import { RuleError } from '../domain/errors.ts';
import { findAlikePairs } from '../domain/similar.ts';
import { auditIn, type Editor } from './audit-trail.ts';
import { addBatch } from './bank-batch.ts';
import { holdRows, type UndoEntry } from './bank-undo.ts';
import type { Tx } from './commit.ts';
import type { Db } from './db.ts';
import { needQuestion } from './question-detail.ts';
import { contentsOf, questionRows } from './question-row.ts';

const tagsOf = async (tx: Tx, question: string): Promise<string[]> => {
  const rows = await tx.db
    .selectFrom('question_tag')
    .select('tag')
    .where('question', '=', question)
    .execute();
  return rows.map((r) => r.tag);
};

/** Tags of `from` that `into` has not yet. */
const uniteTags = async (tx: Tx, into: string, from: string): Promise<UndoEntry[]> => {
  const known = await tagsOf(tx, into);
  const added = (await tagsOf(tx, from)).filter((tag) => !known.includes(tag));
  if (added.length === 0) return [];
  await tx.db
    .insertInto('question_tag')
    .values(added.map((tag) => ({ question: into, tag })))
    .execute();
  return [{ kind: 'tags', id: into, added, removed: [] }];
};

const moveComments = async (
  tx: Tx,
  by: Editor,
  into: { id: string; name: string },
  from: string,
): Promise<UndoEntry> => {
  const rows = await tx.db.selectFrom('comment').select('id').where('question', '=', from).execute();
  const comments = rows.map((r) => r.id);
  await tx.db.updateTable('comment').set({ question: into.id }).where('question', '=', from).execute();
  const note = uuidv7();
  const text = `⇒ ${into.name} (${into.id})`;
  await tx.db
    .insertInto('comment')
    .values({ id: note, question: from, person: by.person, at: tx.now, text, resolvedAt: tx.now })
    .execute();
  return { kind: 'comments', id: from, into: into.id, comments, note };
};

/**
 * `into` takes the tags and comments of `from`, which is retired and names `into` in a remark; what learners did with it
 * stays its own. Both must be of one bank. Can be undone. Throws `question.unknown`, `bank.read_only`.
 */
export const mergeQuestions = async (
  tx: Tx,
  by: Editor,
  { into, from }: { into: string; from: string },
): Promise<void> => {
  const kept = await needQuestion(tx.db, by, into, 'edit');
  await needQuestion(tx.db, by, from, 'edit');
  const held = await holdRows(tx, [into, from]);
  const old = held.find((r) => r.id === from);
  if (into === from || !old || old.bank !== kept.bank) throw new RuleError('question.unknown');
  const undo = await uniteTags(tx, into, from);
  undo.push(await moveComments(tx, by, kept, from));
  await tx.db
    .updateTable('question')
    .set({ state: 'retired', updatedAt: tx.now })
    .where('id', '=', from)
    .execute();
  undo.push({
    kind: 'row',
    id: from,
    before: { state: old.state, updatedAt: Number(old.updatedAt) },
    after: { state: 'retired', updatedAt: tx.now },
  });
  const summary = { what: 'merge', questions: 1 };
  const batch = await addBatch(tx, by, { bank: kept.bank, kind: 'merge', summary, undo });
  await auditIn(tx, by, {
    action: 'question.merge',
    bank: kept.bank,
    object: into,
    details: { from, batch },
  });
};

const MOST_PAIRS = 200;

/** Pairs of a bank's questions that look alike and are not retired, the most alike first. */
export const findDuplicates = async (
  db: Db,
  bank: string,
): Promise<{ a: QuestionRow; b: QuestionRow; similarity: number }[]> => {
  const rows = await db
    .selectFrom('question')
    .select('id')
    .where('bank', '=', bank)
    .where('state', '!=', 'retired')
    .where('version', '>', 0)
    .orderBy('createdAt')
    .orderBy('id')
    .execute();
  const contents = await contentsOf(
    db,
    rows.map((r) => r.id),
  );
  const ids = rows.map((r) => r.id).filter((id) => contents.has(id));
  const pairs = findAlikePairs(ids.flatMap((id) => contents.get(id) ?? []))
    .sort((p, q) => q.similarity - p.similarity)
    .slice(0, MOST_PAIRS);
  const shown = await questionRows(db, [...new Set(pairs.flatMap((p) => [ids[p.a] ?? '', ids[p.b] ?? '']))]);
  return pairs.flatMap(({ a, b, similarity }) => {
    const [x, y] = [shown.get(ids[a] ?? ''), shown.get(ids[b] ?? '')];
    return x && y ? [{ a: x, b: y, similarity }] : [];
  });
};
