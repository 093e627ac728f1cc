import type { Kysely } from 'kysely';
import type { DialectName } from '../dialect.ts';
import type { Tables } from '../tables.ts';
import { createIndexes, createTables, type Index, type Shape } from './shape.ts';

const SHAPES: Shape[] = [];
const isTree = (_table: string): boolean => false;
const INDEXES: Index[] = [];

export const chat = (dialect: DialectName) => ({
  up: async (db: Kysely<Tables>): Promise<void> => {
    await createTables(db, dialect, SHAPES, isTree);
    await createIndexes(db, INDEXES);
  },
});
