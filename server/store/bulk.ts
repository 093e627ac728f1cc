import { CompiledQuery } from 'kysely';
import type { Db } from './db.ts';
import type { Connection, DialectName } from './dialect.ts';

/** Few sizes, so that few statements are ever prepared; both databases take 32,766 parameters. */
const SIZES = [64, 8, 1];

const marksOf = (rows: number, { types, fixed = [] }: Plan, dialect: DialectName): string =>
  Array.from({ length: rows }, (_, r) => {
    const row = types.map((type, c) => (dialect === 'sqlite' ? '?' : `$${r * types.length + c + 1}${type}`));
    return `(${[...row, ...fixed].join(',')})`;
  }).join(',');
const quoted = (names: readonly string[]): string => names.map((n) => `"${n}"`).join(',');

/** A statement of so many rows and, on SQLite, the cells that are filled anew for each run of it. */
type Piece = { size: number; text: string; cells: unknown[] };
/** A statement for 64, 8 and 1 rows; `text(marks)` is written once for each. */
type Plan = {
  width: number;
  texts: Map<DialectName, Piece[]>;
  text: (marks: string) => string;
  types: string[];
  /** SQL of the last columns, the same in every row. */
  fixed?: readonly string[];
};
const piecesOf = (plan: Plan, dialect: DialectName): Piece[] => {
  const known = plan.texts.get(dialect);
  if (known) return known;
  const made = SIZES.map((size) => ({
    size,
    text: plan.text(marksOf(size, plan, dialect)),
    cells: Array.from({ length: size * plan.width }, () => null),
  }));
  plan.texts.set(dialect, made);
  return made;
};

export type InsertPlan = Plan & { kind: 'insert' };
export type SelectPlan = Plan & { kind: 'select' };

/** A many-row insert; `conflict` is the ON CONFLICT clause, `fixed` = columns with the same SQL in every row. */
export const insertPlan = (
  table: string,
  columns: readonly string[],
  conflict = '',
  fixed: Readonly<Record<string, string>> = {},
): InsertPlan => ({
  kind: 'insert',
  width: columns.length,
  texts: new Map(),
  types: columns.map(() => ''),
  fixed: Object.values(fixed),
  text: (marks) =>
    `insert into "${table}" (${quoted([...columns, ...Object.keys(fixed)])}) values ${marks} ${conflict}`,
});

/** A read of many keys at once: key column -> its PostgreSQL type. */
export const selectPlan = (
  table: string,
  columns: readonly string[],
  key: Record<string, string>,
): SelectPlan => {
  const names = Object.keys(key);
  const on = names.map((name) => `r."${name}" = k."${name}"`).join(' and ');
  const list = columns.map((c) => `r."${c}"`).join(',');
  return {
    kind: 'select',
    width: names.length,
    texts: new Map(),
    types: names.map((name) => `::${key[name]}`),
    text: (marks) =>
      `with k(${quoted(names)}) as (values ${marks}) select ${list} from k join "${table}" r on ${on}`,
  };
};

/** Where bulk statements go: the transaction, and on SQLite its connection, which saves kysely's way round. */
export type Sink = { trx: Db; dialect: DialectName; connection?: Connection | undefined };

/** Writes the cells of one row from `at` on. */
export type Put<Row> = (row: Row, cells: unknown[], at: number) => void;
/** Rows of one cell. */
export const putCell: Put<unknown> = (cell, cells, at) => {
  cells[at] = cell;
};
/** Rows that are lists of cells. */
export const putCells: Put<readonly unknown[]> = (row, cells, at) => {
  for (let i = 0; i < row.length; i++) cells[at + i] = row[i];
};

/**
 * Cuts rows into the sizes there are statements for; `put` writes a row's cells from `at` on. SQLite has read them when a
 * statement returns, so the same list serves again; PostgreSQL gets one of its own each time.
 */
const runPieces = async <Row, R>(
  { dialect, connection }: Sink,
  plan: Plan,
  rows: readonly Row[],
  put: Put<Row>,
  take: (text: string, cells: unknown[]) => R | Promise<R>,
): Promise<R[]> => {
  const results: R[] = [];
  let next = 0;
  for (const { size, text, cells: own } of piecesOf(plan, dialect)) {
    while (rows.length - next >= size) {
      const cells = connection ? own : new Array<unknown>(own.length);
      for (let at = 0; at < cells.length; at += plan.width) put(rows[next++] as Row, cells, at);
      const done = take(text, cells);
      results.push(done instanceof Promise ? await done : done);
    }
  }
  return results;
};

/** One statement written once, with `?` for each value; PostgreSQL gets it with $1, $2 ... */
export type Statement = Record<DialectName, string>;
export const statement = (text: string): Statement => {
  let n = 0;
  return { sqlite: text, postgres: text.replaceAll('?', () => `$${++n}`) };
};

/** Runs a statement that gives rows (a select, or a write with RETURNING). */
export const rowsOf = async <Row>(sink: Sink, text: Statement, values: unknown[]): Promise<Row[]> =>
  sink.connection
    ? (sink.connection.prepare(text.sqlite).all(values) as Row[])
    : ((await sink.trx.executeQuery(CompiledQuery.raw(text[sink.dialect], values))).rows as Row[]);

/** Runs a statement that writes; gives the number of rows it changed. */
export const changesOf = async (sink: Sink, text: Statement, values: unknown[]): Promise<number> =>
  sink.connection
    ? sink.connection.prepare(text.sqlite).run(values).changes
    : Number(
        (await sink.trx.executeQuery(CompiledQuery.raw(text[sink.dialect], values))).numAffectedRows ?? 0n,
      );

/** Inserts rows; gives the number of them really inserted or updated. */
export const insertAll = async <Row>(
  sink: Sink,
  plan: InsertPlan,
  rows: readonly Row[],
  put: Put<Row>,
): Promise<number> => {
  const { connection, trx } = sink;
  const counts = await runPieces(sink, plan, rows, put, (text, piece) =>
    connection
      ? connection.prepare(text).run(piece).changes
      : trx.executeQuery(CompiledQuery.raw(text, piece)).then((r) => Number(r.numAffectedRows ?? 0n)),
  );
  return counts.reduce((sum, n) => sum + n, 0);
};

/** The rows found by many keys. */
export const selectAll = async <Row, Key = unknown>(
  sink: Sink,
  plan: SelectPlan,
  keys: readonly Key[],
  put: Put<Key> = putCell,
): Promise<Row[]> => {
  const { connection, trx } = sink;
  const found = await runPieces(sink, plan, keys, put, (text, piece) =>
    connection
      ? (connection.prepare(text).all(piece) as Row[])
      : trx.executeQuery(CompiledQuery.raw(text, piece)).then((r) => r.rows as Row[]),
  );
  return found.length === 1 ? (found[0] ?? []) : found.flat();
};
