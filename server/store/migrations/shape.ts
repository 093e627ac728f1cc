import { type CreateTableBuilder, type Kysely, sql } from 'kysely';
import type { DialectName } from '../dialect.ts';
import type { Tables } from '../tables.ts';

export type Builder = CreateTableBuilder<string, string>;
type Kind = 'text' | 'integer' | 'bigint' | 'real' | 'bytes' | 'serial';
/** `name:kind` with `?` behind the kind for nullable; the first names of `key` make the primary key. */
export type Shape = { table: string; columns: string; key: string; extra?: (b: Builder) => Builder };

const columnType = (kind: Kind, dialect: DialectName) => {
  if (kind === 'bytes') return dialect === 'sqlite' ? sql`blob` : sql`bytea`;
  if (kind === 'real') return sql`double precision`;
  return sql.raw(kind);
};

const addColumn = (b: Builder, spec: string, dialect: DialectName): Builder => {
  const [name = '', kindText = 'text'] = spec.split(':');
  const nullable = kindText.endsWith('?');
  const kind = kindText.replace('?', '') as Kind;
  if (kind === 'serial')
    return dialect === 'sqlite'
      ? b.addColumn(name, 'integer', (c) => c.primaryKey().autoIncrement())
      : b.addColumn(name, 'bigint', (c) => c.primaryKey().generatedAlwaysAsIdentity());
  return b.addColumn(name, columnType(kind, dialect), (c) => (nullable ? c : c.notNull()));
};

export type Index = [name: string, table: string, columns: string, unique: boolean, where?: string];

/** Creates the tables; a `tree` one is found only by its key: SQLite keeps it as one tree instead of two. */
export const createTables = async (
  db: Kysely<Tables>,
  dialect: DialectName,
  shapes: readonly Shape[],
  isTree: (table: string) => boolean,
): Promise<void> => {
  for (const shape of shapes) {
    let b: Builder = db.schema.createTable(shape.table);
    for (const spec of shape.columns.split(' ')) b = addColumn(b, spec, dialect);
    if (shape.key) b = b.addPrimaryKeyConstraint(`pk_${shape.table}`, shape.key.split(' '));
    if (shape.extra) b = shape.extra(b);
    if (dialect === 'sqlite' && isTree(shape.table)) b = b.modifyEnd(sql`without rowid`);
    await b.execute();
  }
};

export const createIndexes = async (db: Kysely<Tables>, indexes: readonly Index[]): Promise<void> => {
  for (const [name, table, columns, unique, where] of indexes) {
    const list = columns
      .split(' ')
      .map((c) => `"${c}"`)
      .join(', ');
    const head = unique ? 'create unique index' : 'create index';
    await sql
      .raw(`${head} "ix_${name}" on "${table}" (${list})${where ? ` where ${where}` : ''}`)
      .execute(db);
  }
};

/** Adds columns, `name:kind` with an SQL default behind `=`: `state:text='ready'`. */
export const addColumns = async (
  db: Kysely<Tables>,
  dialect: DialectName,
  table: string,
  columns: readonly string[],
): Promise<void> => {
  for (const spec of columns) {
    const [column = '', fallback] = spec.split('=');
    const [name = '', kindText = 'text'] = column.split(':');
    const kind = columnType(kindText.replace('?', '') as Kind, dialect);
    await db.schema
      .alterTable(table)
      .addColumn(name, kind, (c) => {
        const checked = kindText.endsWith('?') ? c : c.notNull();
        return fallback === undefined ? checked : checked.defaultTo(sql.raw(fallback));
      })
      .execute();
  }
};
