import type { Question } from '../domain/question.ts';
import { mediaIn } from '../domain/question-texts.ts';
import type { ImportUndo } from './bring-in.ts';
import type { Actor, Tx } from './commit.ts';
import { textColumns } from './question-text.ts';

const PIECE = 500;
const pieces = <T>(rows: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(rows.length / PIECE) }, (_, i) => rows.slice(i * PIECE, (i + 1) * PIECE));

/** Takes out the questions that nobody has touched since; those that learners may have met are retired instead. */
const removeAdded = async (tx: Tx, ids: readonly string[], at: number): Promise<number> => {
  let undone = 0;
  for (const part of pieces(ids)) {
    const rows = await tx.db
      .selectFrom('question')
      .select(['id', 'readyAt'])
      .where('id', 'in', part)
      .where('updatedAt', '=', at)
      .execute();
    const unused = rows.filter((r) => r.readyAt === null).map((r) => r.id);
    const met = rows.filter((r) => r.readyAt !== null).map((r) => r.id);
    if (met.length > 0)
      await tx.db
        .updateTable('question')
        .set({ state: 'retired', updatedAt: tx.now })
        .where('id', 'in', met)
        .execute();
    if (unused.length > 0) {
      for (const table of [
        'question_tag',
        'question_draft',
        'question_media',
        'question_version',
        'comment',
      ] as const)
        await tx.db.deleteFrom(table).where('question', 'in', unused).execute();
      await tx.db.deleteFrom('question').where('id', 'in', unused).execute();
    }
    undone += rows.length;
  }
  return undone;
};

/** Gives an updated question its old content back, as a new version. */
const restoreUpdated = async (
  tx: Tx,
  by: Actor,
  { id, before, after }: ImportUndo['updated'][number],
): Promise<number> => {
  const now = await tx.db.selectFrom('question').select('version').where('id', '=', id).executeTakeFirst();
  const old = await tx.db
    .selectFrom('question_version')
    .select('content')
    .where('question', '=', id)
    .where('version', '=', before)
    .executeTakeFirst();
  if (now?.version !== after || !old) return 0;
  const question = JSON.parse(old.content) as Question;
  const version = after + 1;
  const text = textColumns(question);
  await tx.db
    .insertInto('question_version')
    .values({
      question: id,
      version,
      content: old.content,
      hash: text.hash,
      createdAt: tx.now,
      person: by.person,
    })
    .execute();
  const names = mediaIn(question);
  if (names.length > 0)
    await tx.db
      .insertInto('question_media')
      .values(names.map((name) => ({ question: id, version, name })))
      .execute();
  await tx.db
    .updateTable('question')
    .set({ ...text, version, type: question.type, updatedAt: tx.now })
    .where('id', '=', id)
    .execute();
  return 1;
};

const removeEmptyPlaces = async (tx: Tx, by: Actor, bank: string, undo: ImportUndo): Promise<void> => {
  for (const id of undo.categories.toReversed()) {
    const used = await tx.db
      .selectFrom('question')
      .select('id')
      .where('category', '=', id)
      .executeTakeFirst();
    const below = await tx.db.selectFrom('category').select('id').where('parent', '=', id).executeTakeFirst();
    if (!used && !below) await tx.db.deleteFrom('category').where('id', '=', id).execute();
  }
  for (const id of undo.points) {
    const used = await tx.db
      .selectFrom('question')
      .select('id')
      .where('bank', '=', bank)
      .where('point', '=', id)
      .executeTakeFirst();
    if (used) continue;
    await tx.db
      .deleteFrom('point_requirement')
      .where('bank', '=', bank)
      .where((eb) => eb.or([eb('point', '=', id), eb('requires', '=', id)]))
      .execute();
    await tx.db.deleteFrom('point').where('bank', '=', bank).where('id', '=', id).execute();
  }
  for (const name of undo.media) {
    const used = await tx.db
      .selectFrom('question_media')
      .select('name')
      .where('name', '=', name)
      .executeTakeFirst();
    if (!used) await tx.db.deleteFrom('media').where('org', '=', by.org).where('name', '=', name).execute();
  }
};

/** Takes back an import made at `at`; gives how many questions it undid: those changed since stay as they are. */
export const undoImport = async (
  tx: Tx,
  by: Actor,
  bank: string,
  undo: ImportUndo,
  at: number,
): Promise<number> => {
  let undone = await removeAdded(tx, undo.added, at);
  for (const updated of undo.updated) undone += await restoreUpdated(tx, by, updated);
  await removeEmptyPlaces(tx, by, bank, undo);
  return undone;
};
