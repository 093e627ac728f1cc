import type { Kysely } from 'kysely';
import type { DialectName } from '../dialect.ts';
import type { Tables } from '../tables.ts';
import { createIndexes, createTables, type Index, type Shape } from './shape.ts';

const COUNTS = 'answers correct cards helped helpedBy together islands'
  .split(' ')
  .map((c) => `${c}:integer`)
  .join(' ');

const SHAPES: Shape[] = [
  {
    table: 'bill_hour',
    columns: `person:bigint day:integer hour:integer activeMs:bigint ${COUNTS}`,
    key: 'person day hour',
  },
  {
    table: 'bill',
    columns:
      'id org person kind ref from:integer to:integer data hash hashes remark at:bigint stale:integer seenAt:bigint?',
    key: 'id',
  },
  {
    table: 'bill_note',
    columns:
      'id org person bill:text? kind ref line text at:bigint answer:text? answeredBy:text? answeredAt:bigint?',
    key: 'id',
  },
];

const INDEXES: Index[] = [
  ['bill_person', 'bill', 'person kind ref', true],
  ['bill_stale', 'bill', 'stale', false, 'stale = 1'],
  ['bill_note_org', 'bill_note', 'org at', false],
  ['bill_note_person', 'bill_note', 'person at', false],
];

export const bills = (dialect: DialectName) => ({
  up: async (db: Kysely<Tables>): Promise<void> => {
    await createTables(db, dialect, SHAPES, (table) => table === 'bill_hour');
    await createIndexes(db, INDEXES);
  },
});
