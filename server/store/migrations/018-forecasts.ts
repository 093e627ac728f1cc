import type { Kysely } from 'kysely';
import type { DialectName } from '../dialect.ts';
import type { Tables } from '../tables.ts';
import { createTables, type Shape } from './shape.ts';

const SHAPES: Shape[] = [
  { table: 'forecast', columns: 'org model fittedAt:bigint', key: 'org' },
  { table: 'forecast_person', columns: 'person org p:real because at:bigint', key: 'person' },
];

export const forecasts = (dialect: DialectName) => ({
  up: (db: Kysely<Tables>): Promise<void> => createTables(db, dialect, SHAPES, () => true),
});
