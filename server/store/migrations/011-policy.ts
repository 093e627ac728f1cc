import type { Kysely } from 'kysely';
import type { DialectName } from '../dialect.ts';
import type { Tables } from '../tables.ts';
import { createTables, type Shape } from './shape.ts';

const SHAPES: Shape[] = [{ table: 'policy', columns: 'org data savedBy savedAt:bigint', key: 'org' }];

export const policy = (dialect: DialectName) => ({
  up: (db: Kysely<Tables>): Promise<void> => createTables(db, dialect, SHAPES, () => true),
});
