import { randomUUID } from 'node:crypto';
import type { StageView } from '../domain/api-import.ts';
import { RuleError } from '../domain/errors.ts';
import type { Question } from '../domain/question.ts';
import type { KnownQuestionText, StagedContent } from '../domain/staging.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';
import { findBankCalled } from './export.ts';
import { placedIn } from './question-text.ts';

/** The view of a dry run as it is kept. */
export type StageReport = Omit<StageView, 'stage'>;

const KEPT_MS = 24 * 3_600_000;

/** Every question of a bank in its current version, for comparing. */
export const knownTexts = async (db: Db, bank: string): Promise<KnownQuestionText[]> => {
  const rows = await db
    .selectFrom('question')
    .innerJoin('question_version', (join) =>
      join
        .onRef('question_version.question', '=', 'question.id')
        .onRef('question_version.version', '=', 'question.version'),
    )
    .select([
      'question.id',
      'question.ref',
      'question.point',
      'question.difficulty',
      'question_version.content',
    ])
    .where('question.bank', '=', bank)
    .execute();
  return rows.map((r) => ({
    id: r.id,
    ...(r.ref === null ? {} : { ref: r.ref }),
    question: placedIn(r, JSON.parse(r.content) as Question),
  }));
};

export const saveStage = async (
  tx: Tx,
  by: Actor,
  id: string,
  report: StageReport,
  content: StagedContent,
): Promise<void> => {
  const row = { report: JSON.stringify(report), content: JSON.stringify(content) };
  await tx.db
    .insertInto('import_stage')
    .values({ id, org: by.org, person: by.person, createdAt: tx.now, ...row })
    .onConflict((oc) => oc.column('id').doUpdateSet(row))
    .execute();
};

/** A dry run of this person. Throws `import.unknown`. */
export const findStage = async (
  db: Db,
  by: Actor,
  id: string,
): Promise<{ report: StageReport; content: StagedContent }> => {
  const row = await db
    .selectFrom('import_stage')
    .select(['report', 'content'])
    .where('id', '=', id)
    .where('person', '=', by.person)
    .where('org', '=', by.org)
    .executeTakeFirst();
  if (!row) throw new RuleError('import.unknown');
  return { report: JSON.parse(row.report) as StageReport, content: JSON.parse(row.content) as StagedContent };
};

/** The report alone: a poll need not read what will be brought in. */
export const findStageReport = async (db: Db, by: Actor, id: string): Promise<StageReport> => {
  const row = await db
    .selectFrom('import_stage')
    .select('report')
    .where('id', '=', id)
    .where('person', '=', by.person)
    .executeTakeFirst();
  if (!row) throw new RuleError('import.unknown');
  return JSON.parse(row.report) as StageReport;
};

export const dropStage = async (tx: Tx, by: Actor, id: string): Promise<void> => {
  await tx.db.deleteFrom('import_stage').where('id', '=', id).where('person', '=', by.person).execute();
};

/** Forgets dry runs of the day before; gives how many. */
export const pruneStages = async (tx: Tx): Promise<number> => {
  const done = await tx.db
    .deleteFrom('import_stage')
    .where('createdAt', '<', tx.now - KEPT_MS)
    .executeTakeFirst();
  return Number(done.numDeletedRows);
};

/** The id of the company's bank of that name (in either language), made when there is none. */
export const bankCalled = async (tx: Tx, org: string, name: string): Promise<string> => {
  const found = await findBankCalled(tx.db, org, name);
  if (found) return found.id;
  const id = randomUUID();
  await tx.db
    .insertInto('bank')
    .values({
      id,
      org,
      name: JSON.stringify(/\p{Script=Han}/u.test(name) ? { zh: name } : { en: name }),
      hash: '',
      department: null,
      createdBy: null,
      createdAt: tx.now,
    })
    .execute();
  return id;
};
