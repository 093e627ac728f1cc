import type { BulkChange } from '../domain/api-bank.ts';
import { checkState, type Reviewer } from '../domain/bank.ts';
import { RuleError } from '../domain/errors.ts';
import type { QuestionState } from '../domain/question.ts';
import { auditIn, type Editor } from './audit-trail.ts';
import { editorsOf, needBank, type OpenBank } from './bank-access.ts';
import { addBatch } from './bank-batch.ts';
import {
  deleteQuestions,
  type HeldRow,
  holdRows,
  type Placed,
  remainsOf,
  type UndoEntry,
} from './bank-undo.ts';
import type { Tx } from './commit.ts';
import { inPieces } from './question-row.ts';

const entryOf = (tx: Tx, row: HeldRow, after: Placed): UndoEntry[] => {
  const { updatedAt, readyAt } = row;
  const old: Placed = {
    ...row,
    updatedAt: Number(updatedAt),
    readyAt: readyAt === null ? null : Number(readyAt),
  };
  const changed = Object.entries(after).filter(([c, v]) => old[c as keyof Placed] !== v);
  if (changed.length === 0) return [];
  const before = Object.fromEntries(changed.map(([c]) => [c, old[c as keyof Placed]]));
  return [
    {
      kind: 'row',
      id: row.id,
      before: { ...before, updatedAt: Number(updatedAt) },
      after: { ...Object.fromEntries(changed), updatedAt: tx.now },
    },
  ];
};

/** Writes the entries' `after`, rows that become alike together. */
const writeEntries = async (tx: Tx, entries: readonly UndoEntry[]): Promise<void> => {
  const rows = entries.filter((e) => e.kind === 'row');
  for (const [after, alike] of Map.groupBy(rows, (e) => JSON.stringify(e.after)))
    await inPieces(
      alike.map((e) => e.id),
      async (piece) => {
        await tx.db
          .updateTable('question')
          .set(JSON.parse(after) as Placed)
          .where('id', 'in', piece)
          .execute();
        return [];
      },
    );
};

const change = async (
  tx: Tx,
  rows: readonly HeldRow[],
  after: (row: HeldRow) => Placed,
): Promise<UndoEntry[]> => {
  const entries = rows.flatMap((row) => entryOf(tx, row, after(row)));
  await writeEntries(tx, entries);
  return entries;
};

const reviewerOf = async (tx: Tx, by: Editor, bank: OpenBank): Promise<Reviewer> => {
  const editors = await editorsOf(tx.db, bank);
  return { person: by.person, role: by.role, sole: editors.every((e) => e.id === by.person) };
};

/** Whoever brings a question to `ready` is its reviewer. */
const changeState = async (
  tx: Tx,
  by: Editor,
  bank: OpenBank,
  rows: readonly HeldRow[],
  state: QuestionState,
) => {
  const reviewer = await reviewerOf(tx, by, bank);
  for (const row of rows) checkState({ ...row, state: row.state as QuestionState }, state, reviewer);
  return change(tx, rows, (row) => {
    if (state !== 'ready' || row.state === 'ready') return { state };
    const readyAt = row.readyAt === null ? tx.now : Number(row.readyAt);
    return { state, readyAt, ...(row.author === by.person ? {} : { reviewer: by.person }) };
  });
};

const checkCategory = async (tx: Tx, bank: string, id: string | null): Promise<void> => {
  if (id === null) return;
  const found = await tx.db
    .selectFrom('category')
    .select('id')
    .where('id', '=', id)
    .where('bank', '=', bank)
    .executeTakeFirst();
  if (!found) throw new RuleError('category.unknown');
};

const checkPoint = async (tx: Tx, bank: string, id: string | null): Promise<void> => {
  if (id === null) return;
  const found = await tx.db
    .selectFrom('point')
    .select('id')
    .where('id', '=', id)
    .where('bank', '=', bank)
    .executeTakeFirst();
  if (!found) throw new RuleError('point.unknown');
};

const checkReviewer = async (tx: Tx, bank: OpenBank, id: string | null): Promise<void> => {
  if (id === null) return;
  const editors = await editorsOf(tx.db, bank);
  if (!editors.some((e) => e.id === id)) throw new RuleError('person.unknown');
};

/** A tag is kept trimmed, with one space, without control characters; the same to both databases. */
const changeTags = async (
  tx: Tx,
  rows: readonly HeldRow[],
  { kind, tags }: Extract<BulkChange, { tags: string[] }>,
): Promise<UndoEntry[]> => {
  const ids = rows.map((r) => r.id);
  const known = await inPieces(ids, (piece) =>
    tx.db
      .selectFrom('question_tag')
      .selectAll()
      .where('question', 'in', piece)
      .where('tag', 'in', tags)
      .execute(),
  );
  const has = new Set(known.map((t) => `${t.question} ${t.tag}`));
  const concerned = rows.flatMap((row): UndoEntry[] => {
    const theirs = [...new Set(tags)].filter(
      (tag) => has.has(`${row.id} ${tag}`) === (kind === 'remove-tags'),
    );
    if (theirs.length === 0) return [];
    const [added, removed] = kind === 'add-tags' ? [theirs, []] : [[], theirs];
    return [{ kind: 'tags', id: row.id, added, removed }];
  });
  const added = concerned.flatMap((e) =>
    e.kind === 'tags' ? e.added.map((tag) => ({ question: e.id, tag })) : [],
  );
  for (let at = 0; at < added.length; at += 1_000)
    await tx.db
      .insertInto('question_tag')
      .values(added.slice(at, at + 1_000))
      .onConflict((oc) => oc.doNothing())
      .execute();
  if (kind === 'remove-tags' && concerned.length > 0)
    await tx.db.deleteFrom('question_tag').where('question', 'in', ids).where('tag', 'in', tags).execute();
  return concerned;
};

/** Points that the moved questions test go with them; categories are the bank's own. */
const movePoints = async (tx: Tx, from: string, to: string, rows: readonly HeldRow[]): Promise<void> => {
  const ids = [...new Set(rows.map((r) => r.point))].filter((p) => p !== '');
  const points = await inPieces(ids, (piece) =>
    tx.db
      .selectFrom('point')
      .select(['id', 'name'])
      .where('bank', '=', from)
      .where('id', 'in', piece)
      .execute(),
  );
  for (const { id, name } of points)
    await tx.db
      .insertInto('point')
      .values({ bank: to, id, name })
      .onConflict((oc) => oc.columns(['bank', 'id']).doNothing())
      .execute();
};

const move = async (tx: Tx, by: Editor, from: string, to: string, rows: readonly HeldRow[]) => {
  if (from === to) return [];
  await needBank(tx.db, by, to, 'edit');
  await movePoints(tx, from, to, rows);
  const entries = await change(tx, rows, () => ({ bank: to, category: null }));
  const ids = rows.map((r) => r.id);
  await inPieces(ids, async (piece) => {
    await tx.db.updateTable('question_stat').set({ bank: to }).where('question', 'in', piece).execute();
    return [];
  });
  await auditIn(tx, by, { action: 'question.move', bank: to, details: { from, questions: ids } });
  return entries;
};

/** What no learner can have met is deleted; everything else is retired. */
const remove = async (tx: Tx, rows: readonly HeldRow[]): Promise<UndoEntry[]> => {
  const isFresh = (r: HeldRow): boolean =>
    r.readyAt === null && (r.state === 'draft' || r.state === 'review');
  const fresh = rows.filter(isFresh);
  const remains = await remainsOf(tx, fresh);
  await deleteQuestions(
    tx,
    fresh.map((r) => r.id),
  );
  const gone = [...remains].map(([id, kept]): UndoEntry => ({ kind: 'gone', id, remains: kept }));
  const met = rows.filter((r) => !isFresh(r));
  return [...gone, ...(await change(tx, met, () => ({ state: 'retired' })))];
};

const apply = async (
  tx: Tx,
  by: Editor,
  bank: OpenBank,
  rows: readonly HeldRow[],
  c: BulkChange,
): Promise<UndoEntry[]> => {
  switch (c.kind) {
    case 'state':
      return changeState(tx, by, bank, rows, c.state);
    case 'category':
      await checkCategory(tx, bank.id, c.category);
      return change(tx, rows, () => ({ category: c.category }));
    case 'point':
      await checkPoint(tx, bank.id, c.point);
      return change(tx, rows, () => ({ point: c.point ?? '' }));
    case 'difficulty':
      return change(tx, rows, () => ({ difficulty: c.difficulty }));
    case 'reviewer':
      await checkReviewer(tx, bank, c.reviewer);
      return change(tx, rows, () => ({ reviewer: c.reviewer }));
    case 'move':
      return move(tx, by, bank.id, c.bank, rows);
    case 'delete':
      return remove(tx, rows);
    default:
      return changeTags(tx, rows, c);
  }
};

/**
 * One change to many questions of a bank, all or none; gives the batch that can be undone. Throws `question.unknown`
 * when one of them is not in the bank, and what the change itself refuses (`question.state`, `category.unknown`, ...).
 */
export const bulkChange = async (
  tx: Tx,
  by: Editor,
  given: { bank: string; questions: readonly string[]; change: BulkChange },
): Promise<string> => {
  const bank = await needBank(tx.db, by, given.bank, 'edit');
  const ids = [...new Set(given.questions)];
  const rows = (await holdRows(tx, ids)).filter((r) => r.bank === bank.id);
  if (rows.length < ids.length) throw new RuleError('question.unknown', { n: ids.length - rows.length });
  const undo = await apply(tx, by, bank, rows, given.change);
  const summary = { what: given.change.kind, questions: undo.length };
  const batch = await addBatch(tx, by, { bank: bank.id, kind: 'bulk', summary, undo });
  const details = { ...given.change, batch, questions: undo.map((u) => u.id) };
  await auditIn(tx, by, { action: `question.${given.change.kind}`, bank: bank.id, details });
  return batch;
};
