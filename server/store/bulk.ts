import { CompiledQuery } from 'kysely';
import type { Db } from './db.ts';
import type { DialectName } from './dialect.ts';

/** Few sizes, so that few statements are ever prepared; both databases take 32,766 parameters. */
const SIZES = [64, 8, 1];
const texts = new Map<string, string>();
const textOf = (key: string, make: () => string): string => {
  const known = texts.get(key);
  if (known !== undefined) return known;
  const made = make();
  texts.set(key, made);
  return made;
};

const tuples = (
  rows: number,
  cells: number,
  dialect: DialectName,
  cast: (mark: string, cell: number) => string,
): string =>
  Array.from({ length: rows }, (_, r) => {
    const marks = Array.from({ length: cells }, (_, c) =>
      cast(dialect === 'sqlite' ? '?' : `$${r * cells + c + 1}`, c),
    );
    return `(${marks.join(',')})`;
  }).join(',');

const chunks = function* (rows: readonly unknown[][]): Generator<unknown[][]> {
  let at = 0;
  for (const size of SIZES) {
    for (; rows.length - at >= size; at += size) yield rows.slice(at, at + size);
  }
};
const quoted = (names: readonly string[]): string => names.map((n) => `"${n}"`).join(',');

export type InsertShape = { table: string; columns: readonly string[]; conflict: string };
/** Inserts many rows with few statements; gives the number of rows really inserted or updated. */
export const insertRows = async (
  db: Db,
  dialect: DialectName,
  { table, columns, conflict }: InsertShape,
  rows: readonly unknown[][],
): Promise<number> => {
  let n = 0;
  for (const chunk of chunks(rows)) {
    const text = textOf(`${dialect} insert ${table} ${chunk.length}`, () => {
      const values = tuples(chunk.length, columns.length, dialect, (mark) => mark);
      return `insert into "${table}" (${quoted(columns)}) values ${values} ${conflict}`;
    });
    const done = await db.executeQuery(CompiledQuery.raw(text, chunk.flat()));
    n += Number(done.numAffectedRows ?? 0n);
  }
  return n;
};

const typed = (mark: string, type: string | undefined, dialect: DialectName): string =>
  dialect === 'sqlite' ? mark : `${mark}::${type === 'bytes' ? 'bytea' : type}`;

export type SelectShape = {
  table: string;
  columns: readonly string[];
  key: [name: string, type: 'bigint' | 'text' | 'bytes'][];
};
/** Reads the rows of many keys with few statements. */
export const selectByKeys = async <Row>(
  db: Db,
  dialect: DialectName,
  { table, columns, key }: SelectShape,
  keys: readonly unknown[][],
): Promise<Row[]> => {
  const found: Row[] = [];
  for (const chunk of chunks(keys)) {
    const text = textOf(`${dialect} select ${table} ${chunk.length}`, () => {
      const names = key.map(([name]) => name);
      const values = tuples(chunk.length, key.length, dialect, (mark, c) =>
        typed(mark, key[c]?.[1], dialect),
      );
      const on = names.map((name) => `r."${name}" = k."${name}"`).join(' and ');
      const list = columns.map((c) => `r."${c}"`).join(',');
      return `with k(${quoted(names)}) as (values ${values}) select ${list} from k join "${table}" r on ${on}`;
    });
    found.push(...(await db.executeQuery<Row>(CompiledQuery.raw(text, chunk.flat()))).rows);
  }
  return found;
};
