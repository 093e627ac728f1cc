import { sql } from 'kysely';
import { type TableGroup, tableGroup } from '../domain/growth.ts';
import { addDays } from '../domain/time.ts';
import { type Log, rowsOf } from './metric.ts';

const DAYS = 28;
const MOST_TABLES = 14;

export type StorageAsk = { dialect: 'sqlite' | 'postgres'; today: number };
type Size = { table: string; bytes: number };

/** Pages of every tree, by the table that it belongs to: it reads the whole file. */
const sqliteSizes = (log: Log): Promise<Size[]> =>
  rowsOf(
    log,
    sql<Size>`select m."tbl_name" as "table", sum(s."pgsize") as "bytes" from "dbstat" s
      join "sqlite_schema" m on m."name" = s."name" where s."aggregate" = 1 group by m."tbl_name"`,
  );
const postgresSizes = (log: Log): Promise<Size[]> =>
  rowsOf(
    log,
    sql<Size>`select c."relname" as "table", cast(pg_total_relation_size(c."oid") as bigint) as "bytes"
      from pg_class c join pg_namespace s on s."oid" = c."relnamespace"
      where c."relkind" in ('r', 'p') and s."nspname" = current_schema()`,
  );

const rowsIn = async (log: Log, table: string): Promise<number> => {
  const [row] = await rowsOf(log, sql<{ n: number }>`select count(*) as "n" from ${sql.id(table)}`);
  return Number(row?.n ?? 0);
};

const daysOf = async (log: Log, today: number): Promise<{ day: number; events: number }[]> => {
  const first = addDays(today, 1 - DAYS);
  const rows = await rowsOf(
    log,
    sql<{ day: number; n: number }>`select "day", sum("n") as "n" from "rollup_verb_day"
      where "day" >= ${first} and "day" <= ${today} group by "day"`,
  );
  const found = new Map(rows.map((r) => [Number(r.day), Number(r.n)]));
  return Array.from({ length: DAYS }, (_, i) => addDays(first, i)).map((day) => ({
    day,
    events: found.get(day) ?? 0,
  }));
};

/** What the database of this server holds, all companies together: sizes of its tables and events by day. */
export const storage = async (log: Log, { dialect, today }: StorageAsk) => {
  const found = dialect === 'sqlite' ? await sqliteSizes(log) : await postgresSizes(log);
  const sizes = found
    .map(({ table, bytes }) => ({ table, bytes: Number(bytes), group: tableGroup(table) }))
    .sort((a, b) => b.bytes - a.bytes || (a.table < b.table ? -1 : 1));
  const groups = new Map<TableGroup, number>();
  for (const { group, bytes } of sizes) groups.set(group, (groups.get(group) ?? 0) + bytes);
  const named = sizes
    .filter(({ table }) => !/^(?:sqlite_|kysely_)/.test(table))
    .filter(({ table }, place) => place < MOST_TABLES || table === 'event');
  const tables = [];
  for (const size of named) tables.push({ ...size, rows: await rowsIn(log, size.table) });
  const [first] = await rowsOf(
    log,
    sql<{ day: number | null }>`select min("day") as "day" from "rollup_verb_day"`,
  );
  return {
    bytes: sizes.reduce((sum, { bytes }) => sum + bytes, 0),
    groups: [...groups].map(([group, bytes]) => ({ group, bytes })).sort((a, b) => b.bytes - a.bytes),
    tables,
    events: await rowsIn(log, 'event'),
    perDay: await daysOf(log, today),
    firstDay: first?.day === null || first?.day === undefined ? null : Number(first.day),
  };
};
