import { createHash, randomUUID } from 'node:crypto';
import { RuleError } from '../domain/errors.ts';
import { Question, type QuestionType } from '../domain/question.ts';
import { cut, foldForSearch, looseTextOf, nameOf } from '../domain/question-search.ts';
import { mediaIn } from '../domain/question-texts.ts';
import { auditIn, type Editor } from './audit-trail.ts';
import { namesOf } from './bank-access.ts';
import type { Tx } from './commit.ts';
import { needPlace, needQuestion } from './question-detail.ts';
import { contentsOf, type PlainRow } from './question-row.ts';
import { placedIn, textColumns } from './question-text.ts';

/** The name of one stored content, to the letter. */
export const versionHash = (content: Question): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('base64url');

/** A new, empty question (version 0); gives its id. Throws `category.unknown`. */
export const createQuestion = async (
  tx: Tx,
  by: Editor,
  place: { bank: string; type: QuestionType; category?: string },
): Promise<string> => {
  const { bank, type, category } = place;
  await needPlace(tx.db, by, bank, category);
  const id = randomUUID();
  const times = { createdAt: tx.now, updatedAt: tx.now };
  await tx.db
    .insertInto('question')
    .values({
      id,
      bank,
      type,
      point: '',
      version: 0,
      difficulty: 3,
      state: 'draft',
      category: category ?? null,
      author: by.person,
      ...times,
    })
    .execute();
  await auditIn(tx, by, { action: 'question.create', bank, object: id, details: { type } });
  return id;
};

const MOST_DRAFT = 200 * 1024;
const MOST_SEARCH = 20_000;
const MOST_NAME = 60;
/** What a question that was never saved is found by. */
const looseColumns = (content: unknown): { name: string; search: string } => {
  const stem =
    typeof content === 'object' && content !== null && 'stem' in content ? content.stem : undefined;
  return {
    name: cut((looseTextOf(stem)[0] ?? '').replace(/\s+/gu, ' ').trim(), MOST_NAME),
    search: cut(foldForSearch(looseTextOf(content).join('\n')), MOST_SEARCH),
  };
};

/** Keeps what an editor has typed; gives the current version. Throws `too_large` above 200 kB, `question.unknown`. */
export const saveDraft = async (
  tx: Tx,
  by: Editor,
  draft: { question: string; base: number; content: unknown },
): Promise<number> => {
  const row = await needQuestion(tx.db, by, draft.question, 'edit');
  const content = JSON.stringify(draft.content ?? null).replaceAll('\\u0000', '');
  if (Buffer.byteLength(content) > MOST_DRAFT) throw new RuleError('too_large');
  const kept = { base: draft.base, content, updatedAt: tx.now };
  await tx.db
    .insertInto('question_draft')
    .values({ question: row.id, person: by.person, ...kept })
    .onConflict((oc) => oc.columns(['question', 'person']).doUpdateSet(kept))
    .execute();
  if (row.version === 0)
    await tx.db
      .updateTable('question')
      .set({ ...looseColumns(draft.content), updatedAt: tx.now })
      .where('id', '=', row.id)
      .where('version', '=', 0)
      .execute();
  return row.version;
};

export const dropDraft = async (tx: Tx, by: Editor, question: string): Promise<void> => {
  await needQuestion(tx.db, by, question, 'edit');
  await deleteDraft(tx, by, question);
};

const deleteDraft = async (tx: Tx, by: Editor, question: string): Promise<void> => {
  await tx.db
    .deleteFrom('question_draft')
    .where('question', '=', question)
    .where('person', '=', by.person)
    .execute();
};

const checkPoint = async (tx: Tx, bank: string, point: string | undefined): Promise<void> => {
  if (point === undefined) return;
  const found = await tx.db
    .selectFrom('point')
    .select('id')
    .where('bank', '=', bank)
    .where('id', '=', point)
    .executeTakeFirst();
  if (!found) throw new RuleError('point.unknown');
};

/** The media that a question shows. Throws `media.unknown` for one that the company does not have. */
const checkMedia = async (tx: Tx, org: string, content: Question): Promise<string[]> => {
  const names = mediaIn(content);
  if (names.length === 0) return [];
  const found = await tx.db
    .selectFrom('media')
    .select('name')
    .where('org', '=', org)
    .where('name', 'in', names)
    .execute();
  const missing = names.find((name) => !found.some((m) => m.name === name));
  if (missing !== undefined) throw new RuleError('media.unknown', { name: missing });
  return names;
};

/** Another version came first: says which and whose. */
const refuseChanged = async (tx: Tx, question: string): Promise<never> => {
  const row = await tx.db
    .selectFrom('question')
    .leftJoin('question_version as v', (j) =>
      j.onRef('v.question', '=', 'question.id').onRef('v.version', '=', 'question.version'),
    )
    .select(['question.version', 'v.person'])
    .where('question.id', '=', question)
    .executeTakeFirst();
  const names = await namesOf(tx.db, [row?.person ?? null]);
  throw new RuleError('question.changed', {
    version: row?.version ?? 0,
    by: names.get(row?.person ?? '') ?? '',
  });
};

const isSame = (row: PlainRow, before: Question | undefined, next: Question): boolean =>
  before !== undefined && JSON.stringify(Question.parse(placedIn(row, before))) === JSON.stringify(next);

/** A name that a person gave stays; one that was taken from the stem follows it. */
const nameFor = (row: PlainRow, before: Question | undefined, given: string | undefined): string => {
  if (given !== undefined) return given;
  return before !== undefined && row.name !== nameOf(before) ? row.name : '';
};

type NewVersion = { question: string; base: number; content: Question; name?: string };

const writeVersion = async (tx: Tx, by: Editor, row: PlainRow, next: NewVersion, name: string) => {
  const { content, base } = next;
  const version = base + 1;
  const names = await checkMedia(tx, by.org, content);
  const columns = {
    type: content.type,
    point: content.point ?? '',
    difficulty: content.difficulty,
    version,
    updatedAt: tx.now,
    ...textColumns(content, name),
  };
  const moved = await tx.db
    .updateTable('question')
    .set(columns)
    .where('id', '=', row.id)
    .where('version', '=', base)
    .executeTakeFirst();
  if (moved.numUpdatedRows !== 1n) await refuseChanged(tx, row.id);
  await tx.db
    .insertInto('question_version')
    .values({
      question: row.id,
      version,
      content: JSON.stringify(content),
      hash: versionHash(content),
      createdAt: tx.now,
      person: by.person,
    })
    .execute();
  if (names.length > 0)
    await tx.db
      .insertInto('question_media')
      .values(names.map((medium) => ({ question: row.id, version, name: medium })))
      .execute();
};

/**
 * Saves a checked content as the next version and forgets this editor's draft; unchanged content makes no version. A ready
 * question stays ready. Throws `question.changed` when `base` is not the current version, `point.unknown`,
 * `media.unknown`, `bank.read_only`, `question.unknown`.
 */
export const saveQuestion = async (tx: Tx, by: Editor, given: NewVersion): Promise<void> => {
  const row = await needQuestion(tx.db, by, given.question, 'edit');
  if (row.version !== given.base) await refuseChanged(tx, row.id);
  const content = Question.parse({ ...given.content, id: row.id });
  await checkPoint(tx, row.bank, content.point);
  const before = (await contentsOf(tx.db, [row.id])).get(row.id);
  const name = nameFor(row, before, given.name);
  const renamed = given.name !== undefined && given.name.trim() !== '' && given.name.trim() !== row.name;
  if (renamed || !isSame(row, before, content)) {
    await writeVersion(tx, by, row, { ...given, content }, name);
    const details = { version: given.base + 1, state: row.state };
    await auditIn(tx, by, { action: 'question.save', bank: row.bank, object: row.id, details });
  }
  await deleteDraft(tx, by, row.id);
};

/** An old content as a new version; point and difficulty stay where they are now. Throws `question.no_version`. */
export const restoreQuestion = async (
  tx: Tx,
  by: Editor,
  given: { question: string; base: number; version: number },
): Promise<void> => {
  const row = await needQuestion(tx.db, by, given.question, 'edit');
  if (row.version !== given.base) await refuseChanged(tx, row.id);
  const old = await tx.db
    .selectFrom('question_version')
    .select('content')
    .where('question', '=', row.id)
    .where('version', '=', given.version)
    .executeTakeFirst();
  if (!old) throw new RuleError('question.no_version');
  const content = Question.parse({ ...placedIn(row, JSON.parse(old.content) as Question), id: row.id });
  const before = (await contentsOf(tx.db, [row.id])).get(row.id);
  const { question, base } = given;
  await writeVersion(tx, by, row, { question, base, content }, nameFor(row, before, undefined));
  const details = { version: base + 1, from: given.version };
  await auditIn(tx, by, { action: 'question.restore', bank: row.bank, object: row.id, details });
  await deleteDraft(tx, by, row.id);
};
