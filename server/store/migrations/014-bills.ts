import type { Kysely } from 'kysely';
import type { DialectName } from '../dialect.ts';
import type { Tables } from '../tables.ts';
import { createTables, type Shape } from './shape.ts';

const SHAPES: Shape[] = [];

export const bills = (dialect: DialectName) => ({
  up: (db: Kysely<Tables>): Promise<void> => createTables(db, dialect, SHAPES, () => true),
});
