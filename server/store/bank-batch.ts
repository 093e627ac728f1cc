import { uuidv7 } from 'uuidv7';
import type { BatchView } from '../domain/api-bank.ts';
import { RuleError } from '../domain/errors.ts';
import { auditIn, type Editor } from './audit-trail.ts';
import { namesOf, needBank } from './bank-access.ts';
import { type UndoEntry, undoEntries } from './bank-undo.ts';
import type { ImportUndo } from './bring-in.ts';
import type { Tx } from './commit.ts';
import type { Db } from './db.ts';
import { undoImport } from './undo-import.ts';

const DAY = 86_400_000;
const SHOWN_MS = 14 * DAY;
const MOST_SHOWN = 100;

/** `what`: `state`, `add-tags`, or the file names of an import. */
export type BatchSummary = { what: string; questions: number; kept?: number };

/** Keeps what a bulk change did and how to take it back; gives the batch's id. */
export const addBatch = async (
  tx: Tx,
  by: Editor,
  batch: { bank: string; kind: 'bulk' | 'merge'; summary: BatchSummary; undo: UndoEntry[] },
): Promise<string> => {
  const id = uuidv7();
  const { bank, kind, summary, undo } = batch;
  await tx.db
    .insertInto('batch')
    .values({
      id,
      org: by.org,
      bank,
      person: by.person,
      at: tx.now,
      kind,
      summary: JSON.stringify(summary),
      undo: JSON.stringify(undo),
      undoneAt: null,
    })
    .execute();
  return id;
};

const KINDS = ['bulk', 'import', 'merge'] as const;
type Row = { id: string; kind: string; at: number; person: string; summary: string; undoneAt: number | null };
const viewsOf = async (db: Db, rows: readonly Row[]): Promise<BatchView[]> => {
  const names = await namesOf(
    db,
    rows.map((r) => r.person),
  );
  return rows.map((r) => ({
    id: r.id,
    kind: KINDS.find((k) => k === r.kind) ?? 'bulk',
    at: Number(r.at),
    by: names.get(r.person) ?? '',
    undone: r.undoneAt !== null,
    ...(JSON.parse(r.summary) as BatchSummary),
  }));
};

const COLUMNS = ['id', 'kind', 'at', 'person', 'summary', 'undoneAt'] as const;

/** The batches of the last two weeks, newest first. */
export const findBatches = async (db: Db, bank: string, now: number): Promise<BatchView[]> =>
  viewsOf(
    db,
    await db
      .selectFrom('batch')
      .select(COLUMNS)
      .where('bank', '=', bank)
      .where('at', '>', now - SHOWN_MS)
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(MOST_SHOWN)
      .execute(),
  );

/** One batch as its list shows it. Throws `batch.unknown`. */
export const findBatch = async (db: Db, id: string): Promise<BatchView> => {
  const [view] = await viewsOf(
    db,
    await db.selectFrom('batch').select(COLUMNS).where('id', '=', id).execute(),
  );
  if (!view) throw new RuleError('batch.unknown');
  return view;
};

/** Takes back one kind of batch; gives how many questions had changed since and stay. */
const takeBack = async (
  tx: Tx,
  by: Editor,
  batch: { id: string; bank: string; kind: string; undo: string; at: number; summary: string },
): Promise<number> => {
  if (batch.kind !== 'import') return undoEntries(tx, by, JSON.parse(batch.undo) as UndoEntry[]);
  const undone = await undoImport(tx, by, batch.bank, JSON.parse(batch.undo) as ImportUndo, Number(batch.at));
  return Math.max(0, (JSON.parse(batch.summary) as BatchSummary).questions - undone);
};

/** Takes a batch back as far as nothing was changed since. Throws `batch.unknown`, `batch.undone`, `bank.read_only`. */
export const undoBatch = async (tx: Tx, by: Editor, bank: string, id: string): Promise<BatchView> => {
  await needBank(tx.db, by, bank, 'edit');
  const batch = await tx.db
    .selectFrom('batch')
    .selectAll()
    .where('id', '=', id)
    .where('bank', '=', bank)
    .executeTakeFirst();
  if (!batch) throw new RuleError('batch.unknown');
  const marked = await tx.db
    .updateTable('batch')
    .set({ undoneAt: tx.now })
    .where('id', '=', id)
    .where('undoneAt', 'is', null)
    .executeTakeFirst();
  if (marked.numUpdatedRows !== 1n) throw new RuleError('batch.undone');
  const kept = await takeBack(tx, by, batch);
  const summary = JSON.stringify({ ...(JSON.parse(batch.summary) as BatchSummary), kept });
  await tx.db.updateTable('batch').set({ summary }).where('id', '=', id).execute();
  await auditIn(tx, by, { action: 'batch.undo', bank, object: id, details: { kept } });
  return findBatch(tx.db, id);
};
