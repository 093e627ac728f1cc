import type { Kysely } from 'kysely';
import type { DialectName } from '../dialect.ts';
import type { Tables } from '../tables.ts';
import { createIndexes, createTables, type Index, type Shape } from './shape.ts';

const SHAPES: Shape[] = [
  { table: 'rights_policy', columns: 'org data savedBy savedAt:bigint', key: 'org' },
  {
    table: 'consent_entry',
    columns: 'seq:serial org person purpose version:integer given:integer at:bigint',
    key: '',
  },
  {
    table: 'erasure',
    columns:
      'id org person askedBy askedAt:bigint dueAt:bigint state decidedBy:text? decidedAt:bigint? reason:text? ghost:text? mark:text? work:text? doneAt:bigint? scrubbedAt:bigint?',
    key: 'id',
  },
  {
    table: 'erasure_time',
    columns: 'erasure seq:bigint id:bytes tEvent:bigint tServer:bigint',
    key: 'erasure seq',
  },
  { table: 'look', columns: 'seq:serial org by person what at:bigint n:integer', key: '' },
  { table: 'retention_run', columns: 'seq:serial org at:bigint class rows:integer upTo:bigint', key: '' },
];

const isTree = (table: string): boolean => table === 'rights_policy' || table === 'erasure_time';

const INDEXES: Index[] = [
  ['consent_entry_person', 'consent_entry', 'person purpose seq', false],
  ['erasure_org', 'erasure', 'org askedAt', false],
  ['look_person', 'look', 'person at', false],
  ['look_org', 'look', 'org at', false],
  ['retention_run_org', 'retention_run', 'org at', false],
];

/** Consents, requests for erasure, who looked at what, what was forgotten. */
export const rights = (dialect: DialectName) => ({
  up: async (db: Kysely<Tables>): Promise<void> => {
    await createTables(db, dialect, SHAPES, isTree);
    await createIndexes(db, INDEXES);
  },
});
