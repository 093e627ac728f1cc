import { type Expression, sql } from 'kysely';
import type { Editor } from './audit-trail.ts';
import { bankAccess } from './bank-access.ts';
import type { Tx } from './commit.ts';
import { inPieces } from './question-row.ts';
import type { QuestionTable, Tables } from './tables.ts';

/** What a bulk change may set in a question's row. */
export type Placed = Partial<{
  bank: string;
  state: string;
  category: string | null;
  point: string;
  difficulty: number;
  reviewer: string | null;
  readyAt: number | null;
  updatedAt: number;
}>;
type Row<T extends keyof Tables> = { [K in keyof Tables[T]]: string | number | null };
/** Everything of a deleted question. */
export type Remains = {
  question: Row<'question'>;
  versions: Row<'question_version'>[];
  tags: Row<'question_tag'>[];
  drafts: Row<'question_draft'>[];
  comments: Row<'comment'>[];
  media: Row<'question_media'>[];
};

/** How to take back what was done to one question; `comments` moved from `id` to `into`, `note` was added to `id`. */
export type UndoEntry = { id: string } & (
  | { kind: 'row'; before: Placed; after: Placed }
  | { kind: 'tags'; added: string[]; removed: string[] }
  | { kind: 'gone'; remains: Remains }
  | { kind: 'comments'; into: string; comments: string[]; note: string }
);

const HELD = sql<number>`question.version` satisfies Expression<number>;

/** The rows, held until the end of the transaction so that two changes take turns. */
export const holdRows = (tx: Tx, ids: readonly string[]) =>
  inPieces([...ids].sort(), (piece) =>
    tx.db.updateTable('question').set({ version: HELD }).where('id', 'in', piece).returningAll().execute(),
  );
export type HeldRow = Awaited<ReturnType<typeof holdRows>>[number];

const isAsLeft = (row: HeldRow, after: Placed): boolean => {
  const { updatedAt: _, ...columns } = after;
  return Object.entries(columns).every(([column, value]) => {
    const now: unknown = row[column as keyof QuestionTable];
    return typeof value === 'number' ? Number(now) === value : now === value;
  });
};

type EntryOf<K extends UndoEntry['kind']> = Extract<UndoEntry, { kind: K }>;

const placesOf = async (tx: Tx, entries: readonly EntryOf<'row'>[]) => {
  const categories = [...new Set(entries.flatMap((e) => e.before.category ?? []))];
  const points = [...new Set(entries.flatMap((e) => e.before.point || []))];
  const known = await inPieces(categories, (p) =>
    tx.db.selectFrom('category').select(['id', 'bank']).where('id', 'in', p).execute(),
  );
  const left = await inPieces(points, (p) =>
    tx.db.selectFrom('point').select(['id', 'bank']).where('id', 'in', p).execute(),
  );
  const has = (list: readonly { id: string; bank: string }[], id: string, bank: string): boolean =>
    list.some((x) => x.id === id && x.bank === bank);
  return {
    /** Where a question was is still there. */
    stand: (before: Placed, bank: string): boolean =>
      (!before.category || has(known, before.category, bank)) &&
      (!before.point || has(left, before.point, bank)),
  };
};

const isUntouched = (row: HeldRow, after: Placed): boolean => after.updatedAt === Number(row.updatedAt);

type Back = { id: string; before: { [K in keyof Placed]?: Placed[K] | undefined } };
/** Writes old values, rows that become alike together; each gets its own old time. */
const setBack = async (tx: Tx, back: readonly Back[]): Promise<void> => {
  const alike = Map.groupBy(back, ({ before }) => JSON.stringify({ ...before, updatedAt: 0 }));
  for (const [columns, group] of alike)
    for (let at = 0; at < group.length; at += 500) {
      const piece = group.slice(at, at + 500);
      const times = piece.map(
        ({ id, before }) => sql`when ${id} then ${sql.lit(before.updatedAt ?? tx.now)}`,
      );
      const set = JSON.parse(columns) as Placed;
      await tx.db
        .updateTable('question')
        .set({ ...set, updatedAt: sql<number>`case id ${sql.join(times, sql` `)} end` })
        .where(
          'id',
          'in',
          piece.map((b) => b.id),
        )
        .execute();
      if (set.bank === undefined) continue;
      const ids = piece.map((b) => b.id);
      await tx.db.updateTable('question_stat').set({ bank: set.bank }).where('question', 'in', ids).execute();
    }
};

const undoRows = async (tx: Tx, by: Editor, entries: readonly EntryOf<'row'>[]): Promise<number> => {
  const held = await holdRows(
    tx,
    entries.map((e) => e.id),
  );
  const rows = new Map(held.map((r) => [r.id, r]));
  const places = await placesOf(tx, entries);
  const open = new Map<string, boolean>();
  const back: Back[] = [];
  let kept = 0;
  for (const { id, before, after } of entries) {
    const row = rows.get(id);
    const bank = before.bank ?? row?.bank ?? '';
    if (row && !open.has(row.bank))
      open.set(row.bank, ['edit', 'own'].includes((await bankAccess(tx.db, by, row.bank))?.access ?? ''));
    if (!row || !open.get(row.bank) || !isAsLeft(row, after) || !places.stand(before, bank)) {
      kept++;
      continue;
    }
    back.push({ id, before: { ...before, updatedAt: isUntouched(row, after) ? before.updatedAt : tx.now } });
  }
  await setBack(tx, back);
  return kept;
};

const undoTags = async (tx: Tx, entries: readonly EntryOf<'tags'>[]): Promise<number> => {
  const held = await holdRows(
    tx,
    entries.map((e) => e.id),
  );
  const there = new Set(held.map((r) => r.id));
  let kept = entries.filter((e) => !there.has(e.id)).length;
  const alike = Map.groupBy(
    entries.filter((e) => there.has(e.id)),
    ({ added, removed }) => JSON.stringify([added, removed]),
  );
  for (const group of alike.values()) {
    const ids = group.map((e) => e.id);
    const { added = [], removed = [] } = group[0] ?? {};
    const gone = await inPieces(ids, (piece) =>
      added.length === 0
        ? Promise.resolve([])
        : tx.db
            .deleteFrom('question_tag')
            .where('question', 'in', piece)
            .where('tag', 'in', added)
            .returning('question')
            .execute(),
    );
    const had = Map.groupBy(gone, (t) => t.question);
    kept += ids.filter((id) => (had.get(id)?.length ?? 0) < added.length).length;
    const rows = ids.flatMap((question) => removed.map((tag) => ({ question, tag })));
    for (let at = 0; at < rows.length; at += 1_000)
      await tx.db
        .insertInto('question_tag')
        .values(rows.slice(at, at + 1_000))
        .onConflict((oc) => oc.doNothing())
        .execute();
  }
  return kept;
};

const TABLES = {
  versions: 'question_version',
  tags: 'question_tag',
  drafts: 'question_draft',
  comments: 'comment',
  media: 'question_media',
} as const;

/** Everything that belongs to questions about to be deleted, by question. */
export const remainsOf = async (tx: Tx, rows: readonly HeldRow[]): Promise<Map<string, Remains>> => {
  const out = new Map<string, Remains>(
    rows.map((question) => [
      question.id,
      { question, versions: [], tags: [], drafts: [], comments: [], media: [] },
    ]),
  );
  const ids = rows.map((r) => r.id);
  for (const [part, table] of Object.entries(TABLES)) {
    const found = await inPieces(ids, (piece) =>
      tx.db.selectFrom(table).selectAll().where('question', 'in', piece).execute(),
    );
    for (const row of found) {
      const list: Record<string, string | number | null>[] | undefined = out.get(row.question)?.[
        part as keyof typeof TABLES
      ];
      list?.push(row);
    }
  }
  return out;
};

/** Deletes questions with everything of theirs. */
export const deleteQuestions = async (tx: Tx, ids: readonly string[]): Promise<void> => {
  await inPieces(ids, async (piece) => {
    for (const table of Object.values(TABLES))
      await tx.db.deleteFrom(table).where('question', 'in', piece).execute();
    await tx.db.deleteFrom('question').where('id', 'in', piece).execute();
    return [];
  });
};

const undoGone = async (tx: Tx, { id, remains }: EntryOf<'gone'>): Promise<number> => {
  const there = await tx.db.selectFrom('question').select('id').where('id', '=', id).executeTakeFirst();
  if (there) return 1;
  const insert = async (table: keyof Tables, rows: readonly object[]): Promise<void> => {
    if (rows.length > 0) await sql`insert into ${sql.table(table)} ${columnsAndRows(rows)}`.execute(tx.db);
  };
  await insert('question', [remains.question]);
  for (const [part, table] of Object.entries(TABLES))
    await insert(table, remains[part as keyof typeof TABLES]);
  return 0;
};

const columnsAndRows = (rows: readonly object[]) => {
  const columns = Object.keys(rows[0] ?? {});
  const cells = rows.map(
    (row) => sql`(${sql.join(columns.map((c) => (row as Record<string, unknown>)[c]))})`,
  );
  return sql`(${sql.join(columns.map((c) => sql.ref(c)))}) values ${sql.join(cells)}`;
};

const undoComments = async (tx: Tx, { id, comments, note }: EntryOf<'comments'>): Promise<number> => {
  if (comments.length > 0)
    await tx.db.updateTable('comment').set({ question: id }).where('id', 'in', comments).execute();
  await tx.db.deleteFrom('comment').where('id', '=', note).execute();
  return 0;
};

/** Takes the entries back; gives how many had been changed since and stay as they are. */
export const undoEntries = async (tx: Tx, by: Editor, entries: readonly UndoEntry[]): Promise<number> => {
  const rows = entries.filter((e) => e.kind === 'row');
  const tags = entries.filter((e) => e.kind === 'tags');
  let kept = rows.length === 0 ? 0 : await undoRows(tx, by, rows);
  kept += await undoTags(tx, tags);
  for (const entry of entries) {
    if (entry.kind === 'gone') kept += await undoGone(tx, entry);
    if (entry.kind === 'comments') kept += await undoComments(tx, entry);
  }
  return kept;
};
