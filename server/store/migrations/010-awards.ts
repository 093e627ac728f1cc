import type { Kysely } from 'kysely';
import type { DialectName } from '../dialect.ts';
import type { Tables } from '../tables.ts';
import { createIndexes, createTables, type Index, type Shape } from './shape.ts';

const SHAPES: Shape[] = [
  {
    table: 'award',
    columns:
      'id org status version:integer definition fromDay:integer toDay:integer hash:text? createdBy createdAt:bigint announcedAt:bigint? computedAt:bigint? summary:text? confirmedBy:text? confirmedAt:bigint? publishedAt:bigint? cancelledAt:bigint? reason:text?',
    key: 'id',
  },
  {
    table: 'award_value',
    columns: 'award component person value:real by at:bigint',
    key: 'award component person',
  },
  { table: 'award_exclusion', columns: 'award person reason by at:bigint', key: 'award person' },
  {
    table: 'award_line',
    columns: 'award person place:integer score:real won:integer line',
    key: 'award person',
  },
  {
    table: 'season',
    columns:
      'id org kind status data fromDay:integer toDay:integer tier:text? createdBy createdAt:bigint startedAt:bigint? endedAt:bigint? outcome:text?',
    key: 'id',
  },
  { table: 'season_reach', columns: 'season person at:bigint coins:integer', key: 'season person' },
  { table: 'season_part', columns: 'season person value:integer', key: 'season person' },
];
const isTree = (table: string): boolean => table !== 'award' && table !== 'season';
const INDEXES: Index[] = [
  ['award_org', 'award', 'org status', false],
  ['season_org', 'season', 'org status', false],
];

/** Awards by published rules with what was computed for whom; season events. */
export const awards = (dialect: DialectName) => ({
  up: async (db: Kysely<Tables>): Promise<void> => {
    await createTables(db, dialect, SHAPES, isTree);
    await createIndexes(db, INDEXES);
  },
});
