import type { Kysely } from 'kysely';
import type { DialectName } from '../dialect.ts';
import type { Tables } from '../tables.ts';
import { addColumns, createIndexes, createTables, type Index, type Shape } from './shape.ts';

const SHAPES: Shape[] = [
  {
    table: 'skill',
    columns:
      'person bank point theta:real n:integer wins:integer fails:integer recent:real last initial:real? level updatedAt:bigint',
    key: 'person bank point',
  },
  {
    table: 'item_level',
    columns:
      'question b:real n:integer wins:integer fails:integer anchor:real? anchorN:integer slope:real? rtN:integer rtSum:real rtSquares:real updatedAt:bigint',
    key: 'question',
  },
  {
    table: 'memory',
    columns:
      'person question dueAt:bigint stability:real difficulty:real reps:integer lapses:integer state:integer lastAt:bigint lastOk:integer run:integer wins:integer fails:integer wrongDay:integer? durable:integer paidDay:integer? paid:integer',
    key: 'person question',
  },
  { table: 'predictor', columns: 'org weights n:bigint updatedAt:bigint', key: 'org' },
  { table: 'offline_pack', columns: 'id person at:bigint content claimed', key: 'id' },
  {
    table: 'cohort',
    columns:
      'id org quest name startDay:integer zone rest open:integer createdBy:text? createdAt:bigint archivedAt:bigint?',
    key: 'id',
  },
  {
    table: 'cohort_member',
    columns: 'cohort person joinedAt:bigint extensions',
    key: 'cohort person',
  },
  {
    table: 'message',
    columns:
      'id org person sender:text? kind text quest:text? island:text? station:text? at:bigint readAt:bigint?',
    key: 'id',
  },
  {
    table: 'submission',
    columns:
      'id org person quest version:integer island station state rev:integer nth:integer text savedAt:bigint submittedAt:bigint? marker:text? markedAt:bigint? marks:text? comment:text? score:real?',
    key: 'id',
  },
  {
    table: 'upload',
    columns: 'id org submission name mime size:integer bytes:bytes at:bigint',
    key: 'id',
  },
  { table: 'kudos', columns: 'submission person at:bigint', key: 'submission person' },
  {
    table: 'survey_response',
    columns: 'id org quest station item day:integer value:real? text:text?',
    key: 'id',
  },
  {
    table: 'certificate',
    columns: 'code serial org person quest version:integer issuedAt:bigint credential hash revokedAt:bigint?',
    key: 'code',
  },
  { table: 'signing_key', columns: 'id org publicKey privateKey createdAt:bigint', key: 'id' },
  {
    table: 'crew',
    columns:
      'id org quest version:integer island station status state createdBy createdAt:bigint endedAt:bigint?',
    key: 'id',
  },
];

const isTree = (table: string): boolean =>
  /^(skill|item_level|memory|cohort_member|kudos|survey_response)$/.test(table);

const INDEXES: Index[] = [
  ['attempt_open', 'attempt', 'kind startedAt', false, '"status" = \'open\''],
  ['ghost_person', 'ghost', 'person', false],
  ['offline_pack_person', 'offline_pack', 'person at', false],
  ['memory_due', 'memory', 'person dueAt', false],
  ['cohort_quest', 'cohort', 'org quest', false],
  ['cohort_member_person', 'cohort_member', 'person', false],
  ['message_person', 'message', 'person at', false],
  ['submission_place', 'submission', 'person station', true],
  ['submission_queue', 'submission', 'org state submittedAt', false],
  ['upload_submission', 'upload', 'submission', false],
  ['survey_response_station', 'survey_response', 'org station', false],
  ['certificate_person', 'certificate', 'person quest', true],
  ['certificate_serial', 'certificate', 'serial', true],
  ['signing_key_org', 'signing_key', 'org', true],
  ['crew_station', 'crew', 'org station status', false],
];

/** Mastery and memory; cohorts, messages, assignments, surveys, certificates and crews. */
export const programme = (dialect: DialectName) => ({
  up: async (db: Kysely<Tables>): Promise<void> => {
    await createTables(db, dialect, SHAPES, isTree);
    await addColumns(db, dialect, 'person', ['freezeWeek:integer?', 'freezes:integer=0']);
    await addColumns(db, dialect, 'person', ['drillDay:integer?', 'drillCoins:integer=0']);
    await addColumns(db, dialect, 'enrolment', ['graduatedAt:bigint?', 'medalAt:bigint?']);
    await createIndexes(db, INDEXES);
  },
});
