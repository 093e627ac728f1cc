import { sql } from 'kysely';
import { verbOf } from '../domain/events/index.ts';
import { tablesOf } from './erasure-find.ts';
import { type EraseCtx, eachPiece } from './erasure-run.ts';
import { findSymbol } from './symbol.ts';

/** Columns that say whose a row is. Rows of others that only name a person are theirs, not in this copy. */
const OWNER = ['person', 'author', 'from', 'to', 'sender', 'reporter'] as const;
/** Never in a copy: ways in, replies kept for repeats, who looked (told on the page), what others reported. */
const LEFT_OUT =
  /^(session|command|invite|essay_response_lock|erasure|erasure_time|look|report|battle_flag|audit_entry|question_draft|batch|import_stage|symbol|rollup_.*|account|chat_silence|award_exclusion|push_subscription|delivery)$/;
const SECRET = new Set(['password', 'tokenHash', 'failedLogins', 'lockedUntil', 'seed', 'spelling']);
const AREA: [area: string, tables: RegExp][] = [
  ['profile', /^(person|identity|profile|consent_entry)$/],
  [
    'learning',
    /^(attempt|progress|enrolment|ghost|find|card|memory|skill|correction|submission|offline_pack|recommendation)$/,
  ],
  ['game', /^(battle|rating|challenge|crew|mall_order|score_day|honour|league|season)/],
  ['texts', /^(chat_message|message|gift|bottle|ask|ask_answer|reading_note|comment|bill_note)$/],
  ['honours', /^(certificate|award|bill)/],
];
const areaOf = (table: string): string => AREA.find(([, tables]) => tables.test(table))?.[0] ?? 'other';

type Row = Record<string, unknown>;
export type Copy = {
  /** Area -> table -> rows. */
  areas: Record<string, Record<string, Row[]>>;
  /** The log, one line an event. */
  events: Row[];
};

const plain = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).filter(([column, value]) => !SECRET.has(column) && !(value instanceof Uint8Array)),
  );

const booksOf = async ({ db }: EraseCtx, person: string): Promise<Row[]> => {
  const rows = await db.read
    .selectFrom('entry as e')
    .innerJoin('account as a', 'a.id', 'e.account')
    .innerJoin('transfer as t', 't.id', 'e.transfer')
    .select(['t.at', 't.reason', 't.ref', 'e.amount', 'e.balance'])
    .where('a.person', '=', person)
    .orderBy('e.id')
    .execute();
  return rows;
};

/** All that is kept of a person, as plain rows; the log is read in a thread. Traits are not in it: they are shown to the
 * person alone, on their page. */
export const copyOf = async (ctx: EraseCtx, person: string): Promise<Copy> => {
  const { read, dialect } = ctx.db;
  const areas: Copy['areas'] = { coins: { entry: await booksOf(ctx, person) } };
  for (const { table, texts } of await tablesOf(read, dialect)) {
    const owners = OWNER.filter((c) => texts.includes(c) || (table === 'person' && c === 'person'));
    if (owners.length === 0 || LEFT_OUT.test(table)) continue;
    const tests = owners.map((c) => sql`${sql.ref(table === 'person' ? 'id' : c)} = ${person}`);
    const { rows } =
      await sql<Row>`select * from ${sql.table(table)} where ${sql.join(tests, sql` or `)}`.execute(read);
    if (rows.length === 0) continue;
    const area = areas[areaOf(table)] ?? {};
    areas[areaOf(table)] = area;
    area[table] = rows.map(plain);
  }
  const events: Row[] = [];
  const symbol = await findSymbol(read, person);
  if (symbol !== undefined)
    await eachPiece(ctx, { kind: 'log', symbol }, async (piece) => {
      if (!('log' in piece)) return;
      for (const { verb, tEvent, ...rest } of piece.log)
        events.push({ at: new Date(tEvent).toISOString(), verb: verbOf(verb) ?? String(verb), ...rest });
    });
  return { areas, events };
};
