import { uuidv7 } from 'uuidv7';
import type { FileView } from '../domain/api-station.ts';
import type { CheckedFile } from '../domain/upload.ts';
import type { Tx } from './commit.ts';
import type { Db } from './db.ts';

/** The files of submissions without their bytes, oldest first. */
export const filesOf = async (db: Db, submissions: readonly string[]): Promise<Map<string, FileView[]>> => {
  if (submissions.length === 0) return new Map();
  const rows = await db
    .selectFrom('upload')
    .select(['id', 'submission', 'name', 'mime', 'size'])
    .where('submission', 'in', [...submissions])
    .orderBy('at')
    .orderBy('id')
    .execute();
  const views = rows.map(({ submission, ...file }) => ({ submission, file }));
  return new Map(
    [...Map.groupBy(views, (v) => v.submission)].map(([id, list]) => [id, list.map((v) => v.file)]),
  );
};

export const countFiles = async (db: Db, submission: string): Promise<number> => {
  const row = await db
    .selectFrom('upload')
    .select((eb) => eb.fn.countAll().as('n'))
    .where('submission', '=', submission)
    .executeTakeFirstOrThrow();
  return Number(row.n);
};

export const addFile = async (
  tx: Tx,
  place: { org: string; submission: string },
  { name, mime }: CheckedFile,
  bytes: Uint8Array,
): Promise<void> => {
  await tx.db
    .insertInto('upload')
    .values({ id: uuidv7(), ...place, name, mime, size: bytes.length, bytes, at: tx.now })
    .execute();
};

/** Removes a file of a submission; one that is gone stays gone. */
export const removeFile = async (tx: Tx, submission: string, id: string): Promise<void> => {
  await tx.db.deleteFrom('upload').where('id', '=', id).where('submission', '=', submission).execute();
};

/** A file with its bytes and the submission it belongs to; undefined = none of this company. */
export const findFile = async (db: Db, org: string, id: string) =>
  db
    .selectFrom('upload')
    .innerJoin('submission as s', 's.id', 'upload.submission')
    .select(['upload.name', 'upload.mime', 'upload.bytes'])
    .select(['s.id as submission', 's.person', 's.state', 's.station'])
    .where('upload.id', '=', id)
    .where('upload.org', '=', org)
    .where('s.org', '=', org)
    .executeTakeFirst();
