import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Question } from '../../domain/question.ts';
import type { DialectName } from '../dialect.ts';
import { textColumns } from '../question-text.ts';
import type { Tables } from '../tables.ts';
import { addColumns, createIndexes, createTables, type Index, type Shape } from './shape.ts';

const SHAPES: Shape[] = [
  { table: 'category', columns: 'id bank parent:text? name', key: 'id' },
  { table: 'point_requirement', columns: 'bank point requires', key: 'bank point requires' },
  { table: 'question_tag', columns: 'question tag', key: 'question tag' },
  {
    table: 'question_draft',
    columns: 'question person base:integer content updatedAt:bigint',
    key: 'question person',
  },
  { table: 'comment', columns: 'id question person at:bigint text resolvedAt:bigint?', key: 'id' },
  {
    table: 'media',
    columns: 'org name kind size:integer bytes:bytes alt createdAt:bigint createdBy:text?',
    key: 'org name',
  },
  { table: 'question_media', columns: 'question version:integer name', key: 'question version name' },
  { table: 'bank_share', columns: 'bank kind holder access', key: 'bank kind holder' },
  {
    table: 'audit_entry',
    columns: 'seq:serial org person:text? at:bigint action bank:text? object:text? details',
    key: '',
  },
  {
    table: 'batch',
    columns: 'id org bank person at:bigint kind summary undo undoneAt:bigint?',
    key: 'id',
  },
  { table: 'import_stage', columns: 'id org person createdAt:bigint report content', key: 'id' },
  {
    table: 'question_stat',
    columns:
      'question bank n:integer facility:real? discriminationN:integer discrimination:real? efficiency:real? meanMs:bigint? choices flags:integer computedAt:bigint',
    key: 'question',
  },
  {
    table: 'essay_response',
    columns:
      'id org attempt item:integer person question version:integer text at:bigint score:real? marks:text? markedBy:text? markedAt:bigint? seenAt:bigint?',
    key: 'id',
  },
  {
    table: 'quest_version',
    columns: 'quest version:integer definition cards hash publishedAt:bigint publishedBy:text?',
    key: 'quest version',
  },
  {
    table: 'quest_draft',
    columns: 'quest definition cards rev:integer updatedAt:bigint updatedBy:text?',
    key: 'quest',
  },
  { table: 'quest_audience', columns: 'quest kind holder', key: 'quest kind holder' },
];

const isTree = (table: string): boolean =>
  /^(point_requirement|question_tag|bank_share|quest_audience)$/.test(table);

const INDEXES: Index[] = [
  ['category_bank', 'category', 'bank', false],
  ['question_tag_tag', 'question_tag', 'tag question', false],
  ['question_list', 'question', 'bank state updatedAt', false],
  ['question_hash', 'question', 'bank hash', false],
  ['question_ref', 'question', 'bank ref', false, '"ref" is not null'],
  ['comment_question', 'comment', 'question', false],
  ['question_media_name', 'question_media', 'name', false],
  ['audit_entry_org', 'audit_entry', 'org seq', false],
  ['batch_bank', 'batch', 'bank at', false],
  ['question_stat_bank', 'question_stat', 'bank', false],
  ['essay_open', 'essay_response', 'org markedAt', false],
  ['essay_person', 'essay_response', 'person markedAt', false],
  ['essay_attempt', 'essay_response', 'attempt item', true],
];

/** What the new columns say of the questions that were there before them. */
const fillQuestions = async (db: Kysely<Tables>): Promise<void> => {
  const rows = await db
    .selectFrom('question')
    .innerJoin('question_version as v', (j) =>
      j.onRef('v.question', '=', 'question.id').onRef('v.version', '=', 'question.version'),
    )
    .select(['question.id', 'v.content', 'v.createdAt'])
    .execute();
  for (const { id, content, createdAt } of rows) {
    const at = { createdAt, updatedAt: createdAt, readyAt: createdAt };
    const row = { ...textColumns(JSON.parse(content) as Question), ...at };
    await db.updateTable('question').set(row).where('id', '=', id).execute();
  }
};

/** Banks that trainers write: places, states, drafts, reviews, media, imports, statistics; quests with versions. */
export const bank = (dialect: DialectName) => ({
  up: async (db: Kysely<Tables>): Promise<void> => {
    await createTables(db, dialect, SHAPES, isTree);
    await addColumns(db, dialect, 'bank', ['department:text?', 'createdBy:text?', 'createdAt:bigint=0']);
    await addColumns(db, dialect, 'question', [
      "state:text='ready'",
      'category:text?',
      'author:text?',
      'reviewer:text?',
      "name:text=''",
      "search:text=''",
      "hash:text=''",
      'ref:text?',
      'batch:text?',
      'createdAt:bigint=0',
      'updatedAt:bigint=0',
      'readyAt:bigint?',
    ]);
    await sql.raw(`update "question" set "state" = 'retired' where "active" = 0`).execute(db);
    await db.schema.alterTable('question').dropColumn('active').execute();
    await addColumns(db, dialect, 'question_version', ['person:text?']);
    await fillQuestions(db);
    await addColumns(db, dialect, 'quest', ["state:text='live'", 'createdBy:text?']);
    await addColumns(db, dialect, 'enrolment', ['version:integer=1']);
    await addColumns(db, dialect, 'person', ['quest:text?']);
    await sql
      .raw(
        `insert into "quest_version" ("quest", "version", "definition", "cards", "hash", "publishedAt", "publishedBy")
         select "id", "version", "definition", '[]', "hash", "createdAt", null from "quest"`,
      )
      .execute(db);
    await sql
      .raw(
        `insert into "quest_audience" ("quest", "kind", "holder") select "id", 'everyone', '' from "quest"`,
      )
      .execute(db);
    await createIndexes(db, INDEXES);
  },
});
