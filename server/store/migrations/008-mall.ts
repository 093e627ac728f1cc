import type { Kysely } from 'kysely';
import type { DialectName } from '../dialect.ts';
import type { Tables } from '../tables.ts';
import { createIndexes, createTables, type Index, type Shape } from './shape.ts';

const SHAPES: Shape[] = [
  {
    table: 'good',
    columns:
      'id org slug:text? state definition rev:integer terms:integer left:integer? sold:integer nth:integer createdBy:text? createdAt:bigint updatedAt:bigint',
    key: 'id',
  },
  { table: 'good_version', columns: 'good rev:integer definition', key: 'good rev' },
  {
    table: 'mall_order',
    columns:
      'id org good person command nth:integer qty:integer price:integer purse kind gives:text? code:text? rev:integer state at:bigint readyAt:bigint? handedAt:bigint? handedBy:text? cancelledAt:bigint? cancelledBy:text? reason',
    key: 'id',
  },
];

const isTree = (table: string): boolean => table === 'good_version';

const INDEXES: Index[] = [
  ['good_slug', 'good', 'org slug', true, '"slug" is not null'],
  ['good_org', 'good', 'org state', false],
  ['mall_order_command', 'mall_order', 'person command', true],
  ['mall_order_person', 'mall_order', 'good person', false],
  ['mall_order_org', 'mall_order', 'org at', false],
  ['mall_order_code', 'mall_order', 'code', true, '"code" is not null'],
];

/** Goods, what they were when they were sold, and orders. */
export const mall = (dialect: DialectName) => ({
  up: async (db: Kysely<Tables>): Promise<void> => {
    await createTables(db, dialect, SHAPES, isTree);
    await createIndexes(db, INDEXES);
  },
});
