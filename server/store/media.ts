import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { MediaView } from '../domain/api-bank.ts';
import { RuleError } from '../domain/errors.ts';
import { type MediaKind, MOST_MEDIA, sniffMedia } from '../domain/media.ts';
import { likePattern } from '../domain/question-search.ts';
import { auditIn, type Editor } from './audit-trail.ts';
import type { Tx } from './commit.ts';
import type { Db } from './db.ts';

const MB = 1024 * 1024;
export const mediaUrl = (name: string): string => `/api/media/${name}`;

const usesOf = async (db: Db, org: string): Promise<Map<string, number>> => {
  const rows = await db
    .selectFrom('question_media')
    .innerJoin('question', 'question.id', 'question_media.question')
    .innerJoin('bank', 'bank.id', 'question.bank')
    .select(['question_media.name', sql<number>`count(distinct question.id)`.as('n')])
    .where('bank.org', '=', org)
    .groupBy('question_media.name')
    .execute();
  return new Map(rows.map((r) => [r.name, Number(r.n)]));
};

type Row = { name: string; kind: string; size: number; alt: string; createdAt: number };
const viewOf = (row: Row, uses: number): MediaView => ({
  name: row.name,
  kind: row.kind === 'sound' ? 'sound' : 'picture',
  size: row.size,
  alt: row.alt,
  uses,
  url: mediaUrl(row.name),
  createdAt: Number(row.createdAt),
});

const COLUMNS = ['name', 'kind', 'size', 'alt', 'createdAt'] as const;

/** Every picture and sound of a company, newest first. */
export const findMedia = async (db: Db, org: string): Promise<MediaView[]> => {
  const uses = await usesOf(db, org);
  const rows = await db
    .selectFrom('media')
    .select(COLUMNS)
    .where('org', '=', org)
    .orderBy('createdAt', 'desc')
    .orderBy('name')
    .execute();
  return rows.map((r) => viewOf(r, uses.get(r.name) ?? 0));
};

const findOne = async (db: Db, org: string, name: string): Promise<MediaView> => {
  const row = await db
    .selectFrom('media')
    .select(COLUMNS)
    .where('org', '=', org)
    .where('name', '=', name)
    .executeTakeFirst();
  if (!row) throw new RuleError('media.unknown', { name });
  return viewOf(row, (await usesOf(db, org)).get(name) ?? 0);
};

/** A checked medium under its name. Throws `media.kind`, `media.too_large`. */
export const namedMedia = (bytes: Uint8Array): { name: string; kind: MediaKind } => {
  const type = sniffMedia(bytes);
  if (!type) throw new RuleError('media.kind');
  const limit = MOST_MEDIA[type.kind];
  if (bytes.length > limit) throw new RuleError('media.too_large', { limit: limit / MB });
  return {
    name: `${createHash('sha256').update(bytes).digest('hex')}.${type.extension}`,
    kind: type.kind,
  };
};

/**
 * Keeps a picture or sound, once per company: the same bytes again are the same medium with its old description.
 * Throws `media.kind`, `media.too_large`, `media.alt`.
 */
export const addMedia = async (
  tx: Tx,
  by: Editor,
  given: { bytes: Uint8Array; alt: string; fileName: string },
): Promise<MediaView> => {
  const { bytes, alt, fileName } = given;
  const { name, kind } = namedMedia(bytes);
  if (alt.trim() === '') throw new RuleError('media.alt');
  const row = { org: by.org, name, kind, size: bytes.length, alt: alt.trim(), createdAt: tx.now };
  const done = await tx.db
    .insertInto('media')
    .values({ ...row, bytes, createdBy: by.person })
    .onConflict((oc) => oc.columns(['org', 'name']).doNothing())
    .executeTakeFirst();
  if (done.numInsertedOrUpdatedRows === 1n)
    await auditIn(tx, by, { action: 'media.add', object: name, details: { fileName, size: bytes.length } });
  return findOne(tx.db, by.org, name);
};

/** Changes the description. Throws `media.unknown`, `media.alt`. */
export const describeMedia = async (tx: Tx, by: Editor, name: string, alt: string): Promise<MediaView> => {
  if (alt.trim() === '') throw new RuleError('media.alt');
  const before = await findOne(tx.db, by.org, name);
  await tx.db
    .updateTable('media')
    .set({ alt: alt.trim() })
    .where('org', '=', by.org)
    .where('name', '=', name)
    .execute();
  const details = { before: before.alt, after: alt.trim() };
  await auditIn(tx, by, { action: 'media.describe', object: name, details });
  return { ...before, alt: alt.trim() };
};

/** Drafts, quests and cards whose text names a medium. */
const mentionsOf = async (db: Db, name: string): Promise<number> => {
  const pattern = likePattern(`media:${name}`);
  const mentions = (column: string) => sql<boolean>`${sql.ref(column)} like ${pattern} escape '\\'`;
  const count = sql<number>`count(*)`.as('n');
  const found = [
    db.selectFrom('question_draft').select(count).where(mentions('content')),
    db.selectFrom('card').select(count).where(mentions('content')),
    db
      .selectFrom('quest_draft')
      .select(count)
      .where((eb) => eb.or([mentions('definition'), mentions('cards')])),
    db
      .selectFrom('quest_version')
      .select(count)
      .where((eb) => eb.or([mentions('definition'), mentions('cards')])),
  ];
  let n = 0;
  for (const query of found) n += Number((await query.executeTakeFirst())?.n ?? 0);
  return n;
};

/** Forgets a medium that no version of any question, no draft and no quest shows. Throws `media.unknown`, `media.in_use`. */
export const removeMedia = async (tx: Tx, by: Editor, name: string): Promise<void> => {
  const { uses, alt } = await findOne(tx.db, by.org, name);
  const n = uses + (await mentionsOf(tx.db, name));
  if (n > 0) throw new RuleError('media.in_use', { n });
  await tx.db.deleteFrom('media').where('org', '=', by.org).where('name', '=', name).execute();
  await auditIn(tx, by, { action: 'media.remove', object: name, details: { alt } });
};

/** How many bytes a medium has; undefined = the company does not have it. */
export const mediaSize = async (db: Db, org: string, name: string): Promise<number | undefined> => {
  const row = await db
    .selectFrom('media')
    .select('size')
    .where('org', '=', org)
    .where('name', '=', name)
    .executeTakeFirst();
  return row?.size;
};

/** `length` bytes of a medium from `from` on. */
export const mediaBytes = async (
  db: Db,
  org: string,
  name: string,
  piece: { from: number; length: number },
): Promise<Uint8Array> => {
  const part = sql<Uint8Array>`substr(bytes, ${sql.lit(piece.from + 1)}, ${sql.lit(piece.length)})`;
  const row = await db
    .selectFrom('media')
    .select(part.as('part'))
    .where('org', '=', org)
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  return row.part;
};
