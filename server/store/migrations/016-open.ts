import { type Kysely, sql } from 'kysely';
import type { DialectName } from '../dialect.ts';
import type { Tables } from '../tables.ts';
import { biViews } from './016-views.ts';
import { createIndexes, createTables, type Index, type Shape } from './shape.ts';

const SHAPES: Shape[] = [
  {
    table: 'api_token',
    columns:
      'id org name tokenHash tail scopes createdBy createdAt:bigint lastUsedAt:bigint? revokedAt:bigint?',
    key: 'id',
    extra: (b) => b.addForeignKeyConstraint('fk_org', ['org'], 'org', ['id']),
  },
  {
    table: 'lrs_target',
    columns:
      'id org name url username secret everything:integer state cursor:bigint tries:integer nextAt:bigint sent:bigint refused:bigint sentAt:bigint? fault:text? createdBy createdAt:bigint',
    key: 'id',
    extra: (b) => b.addForeignKeyConstraint('fk_org', ['org'], 'org', ['id']),
  },
];

const INDEXES: Index[] = [
  ['api_token_hash', 'api_token', 'tokenHash', true],
  ['lrs_target_org', 'lrs_target', 'org', false],
];

/** Tokens of machines, learning record stores, and the views that BI tools read (docs/bi.md). */
export const openData = (dialect: DialectName) => ({
  up: async (db: Kysely<Tables>): Promise<void> => {
    await createTables(db, dialect, SHAPES, () => false);
    await createIndexes(db, INDEXES);
    for (const [name, text] of Object.entries(biViews(dialect)))
      await sql.raw(`create view "${name}" as ${text}`).execute(db);
  },
});
