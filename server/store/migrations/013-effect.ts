import type { Kysely } from 'kysely';
import type { DialectName } from '../dialect.ts';
import type { Tables } from '../tables.ts';
import { createIndexes, createTables, type Index, type Shape } from './shape.ts';

const SHAPES: Shape[] = [
  {
    table: 'effect_sheet',
    columns: 'org kind rev:integer data savedBy savedAt:bigint',
    key: 'org kind',
  },
  { table: 'effect_kpi', columns: 'id org name about savedBy savedAt:bigint', key: 'id' },
  { table: 'effect_kpi_value', columns: 'kpi grp period:integer value:real', key: 'kpi grp period' },
  {
    table: 'effect_check',
    columns: 'person quest mark:integer role org seen answeredBy at:bigint',
    key: 'person quest mark role',
  },
  { table: 'effect_told', columns: 'org what n:integer at:bigint', key: 'org what' },
];
const INDEXES: Index[] = [['effect_kpi_name', 'effect_kpi', 'org name', true]];

export const effect = (dialect: DialectName) => ({
  up: async (db: Kysely<Tables>): Promise<void> => {
    await createTables(db, dialect, SHAPES, (table) => table !== 'effect_kpi');
    await createIndexes(db, INDEXES);
  },
});
