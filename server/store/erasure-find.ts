import { sql } from 'kysely';
import type { TextKind, Traces } from '../domain/rights.ts';
import type { Db } from './db.ts';
import type { DialectName } from './dialect.ts';

/** A table with its key and its texts. */
export type Columns = { table: string; key: string[]; texts: string[] };
/** Rows of a table by their keys. */
export type Found = { table: string; key: string[]; texts: string[]; rows: unknown[][]; column?: string };

const PIECE = 25;
/** Here only ids are replaced: what trainers wrote for everybody is no text about a person. */
const CONTENT =
  /^(org|department|category|point|point_requirement|question|question_version|question_draft|question_tag|question_stat|quest|quest_version|quest_draft|quest_audience|card|bank|media|question_media|good|good_version|season|award|symbol|predictor|cohort|policy|rights_policy|signing_key|log_cursor)$/;
const SAID =
  /^(chat_message|message|gift|bottle|ask|ask_answer|reading_note|report|comment|submission|survey_response|battle_flag|audit_entry|award_exclusion|essay_response|erasure)$/;
export const kindOf = (table: string): TextKind =>
  CONTENT.test(table) ? 'content' : SAID.test(table) ? 'said' : 'record';

const TABLES: Record<DialectName, string> = {
  sqlite: `select t.name as "table", c.name as "column", lower(c.type) as "type", c.pk as "pk"
    from sqlite_master t join pragma_table_info(t.name) c
    where t.type = 'table' and t.name not like 'sqlite_%' order by t.name, c.cid`,
  postgres: `select c.table_name as "table", c.column_name as "column", c.data_type as "type",
      coalesce(k.n, 0) as "pk" from information_schema.columns c
    join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
    left join (select i.indrelid, a.attname, array_position(i.indkey::int[], a.attnum::int) + 1 as n from pg_index i
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey) where i.indisprimary) k
      on k.indrelid = format('%I.%I', c.table_schema, c.table_name)::regclass and k.attname = c.column_name
    where c.table_schema = current_schema() and t.table_type = 'BASE TABLE'
    order by c.table_name, c.ordinal_position`,
};
type Raw = { table: string; column: string; type: string; pk: number };

/** Every table of the schema as it is now, new ones too; not those of the migrations. */
export const tablesOf = async (db: Db, dialect: DialectName): Promise<Columns[]> => {
  const { rows } = await sql.raw<Raw>(TABLES[dialect]).execute(db);
  const tables = Map.groupBy(rows, (r) => r.table);
  return [...tables].flatMap(([table, columns]) => {
    if (table.startsWith('kysely_')) return [];
    const key = columns.filter((c) => Number(c.pk) > 0).map((c) => c.column);
    return [{ table, key, texts: columns.filter((c) => c.type === 'text').map((c) => c.column) }];
  });
};

const q = (name: string) => sql.ref(name);
const holds = (dialect: DialectName, column: string, text: string) =>
  dialect === 'sqlite' ? sql`instr(${q(column)}, ${text}) > 0` : sql`strpos(${q(column)}, ${text}) > 0`;

/** What to search a table for: ids everywhere, names and marks only where people stand. */
export const needlesFor = (table: string, who: Traces): string[] => {
  const ids = [who.id, ...(who.avatar.length >= 8 ? [who.avatar] : [])];
  const more = kindOf(table) === 'content' ? [] : [who.name, ...who.marks];
  return [...ids, ...more].filter((text) => text !== '');
};

const piecesOf = function* ({ table, key, texts }: Columns, rows: unknown[][]): Generator<Found> {
  for (let at = 0; at < rows.length; at += PIECE)
    yield { table, key, texts, rows: rows.slice(at, at + PIECE) };
};

const keysWhere = async (db: Db, of: Columns, where: ReturnType<typeof sql>): Promise<unknown[][]> => {
  const list = sql.join(of.key.map(q));
  const { rows } = await sql<
    Record<string, unknown>
  >`select ${list} from ${sql.table(of.table)} where ${where}`.execute(db);
  return rows.map((row) => of.key.map((k) => row[k]));
};

export type FindAsk =
  | { kind: 'traces'; who: Traces }
  | { kind: 'owned'; places: { table: string; column: string }[]; person: string }
  | { kind: 'actor'; symbol: number }
  | { kind: 'log'; symbol: number };
/** The events of an actor in their order. */
export type ActorEvent = { seq: number; tEvent: number; tServer: number; day: number };
export type LoggedEvent = {
  tEvent: number;
  day: number;
  hour: number;
  verb: number;
  obj: string | null;
  ctx: string | null;
  ok: number | null;
  score: number | null;
  ms: number | null;
  data: string;
};
export type Piece = Found | { events: ActorEvent[] } | { log: LoggedEvent[] };

const traces = async function* (db: Db, dialect: DialectName, who: Traces): AsyncGenerator<Piece> {
  for (const of of await tablesOf(db, dialect)) {
    if (of.texts.length === 0 || of.key.length === 0) continue;
    const needles = needlesFor(of.table, who);
    const tests = of.texts.flatMap((c) => needles.map((text) => holds(dialect, c, text)));
    yield* piecesOf(of, await keysWhere(db, of, sql`${sql.join(tests, sql` or `)}`));
  }
};

const owned = async function* (
  db: Db,
  dialect: DialectName,
  { places, person }: { places: { table: string; column: string }[]; person: string },
): AsyncGenerator<Piece> {
  const tables = new Map((await tablesOf(db, dialect)).map((t) => [t.table, t]));
  for (const { table, column } of places) {
    const of = tables.get(table);
    if (!of?.texts.includes(column)) continue;
    const rows = await keysWhere(db, of, sql`${q(column)} = ${person}`);
    for (const piece of piecesOf(of, rows)) yield { ...piece, column };
  }
};

const EVENTS = 2_000;
const actor = async function* (db: Db, symbol: number): AsyncGenerator<Piece> {
  const events = await db
    .selectFrom('event')
    .select(['seq', 'tEvent', 'tServer', 'day'])
    .where('actor', '=', symbol)
    .orderBy('tEvent')
    .orderBy('id')
    .execute();
  for (let at = 0; at < events.length; at += EVENTS) yield { events: events.slice(at, at + EVENTS) };
};

const logged = async function* (db: Db, symbol: number): AsyncGenerator<Piece> {
  const log = await db
    .selectFrom('event as e')
    .leftJoin('symbol as o', 'o.id', 'e.obj')
    .leftJoin('symbol as c', 'c.id', 'e.ctx')
    .select(['e.tEvent', 'e.day', 'e.hour', 'e.verb', 'o.text as obj', 'c.text as ctx'])
    .select(['e.ok', 'e.score', 'e.ms', 'e.data'])
    .where('e.actor', '=', symbol)
    .orderBy('e.tEvent')
    .orderBy('e.id')
    .execute();
  for (let at = 0; at < log.length; at += EVENTS) yield { log: log.slice(at, at + EVENTS) };
};

/** Searches the whole store without an index, piece by piece: seconds on millions of rows. */
export const search = (db: Db, dialect: DialectName, ask: FindAsk): AsyncGenerator<Piece> => {
  if (ask.kind === 'traces') return traces(db, dialect, ask.who);
  if (ask.kind === 'owned') return owned(db, dialect, ask);
  return ask.kind === 'actor' ? actor(db, ask.symbol) : logged(db, ask.symbol);
};
