import { type RawBuilder, sql } from 'kysely';
import type { Tx } from './commit.ts';
import type { Found } from './erasure-find.ts';

/** Rows that go altogether: what serves only the person, honours, and whatever says who it was. Table -> its column. */
const GONE: [table: string, column: string][] = [
  ['attempt', 'person'],
  ['offline_pack', 'person'],
  ['essay_response', 'person'],
  ['submission', 'person'],
  ['cohort_member', 'person'],
  ['message', 'person'],
  ['chat_mark', 'person'],
  ['chat_silence', 'person'],
  ['friendship', 'low'],
  ['friendship', 'high'],
  ['block', 'person'],
  ['block', 'other'],
  ['import_stage', 'person'],
  ['honour', 'person'],
  ['award_line', 'person'],
  ['award_value', 'person'],
  ['award_exclusion', 'person'],
  ['challenge', 'person'],
  ['bill', 'person'],
  ['bill_note', 'person'],
  ['delivery', 'person'],
  ['push_subscription', 'person'],
  ['recommendation', 'person'],
  ['reminder', 'person'],
  ['effect_check', 'person'],
  ['forecast_person', 'person'],
];
const CERTIFICATE: [string, string] = ['certificate', 'person'];

type Blank = Record<string, string | 0 | 'now'>;
/** Rows that stay without their texts: others have answered them, paid for them or count them. */
const BLANK: [table: string, column: string, values: Blank][] = [
  ['chat_message', 'person', { text: '', deletedAt: 'now' }],
  ['message', 'sender', { text: '' }],
  ['gift', 'from', { text: '' }],
  ['bottle', 'author', { text: '', goneAt: 'now' }],
  ['ask', 'author', { title: '', text: '', hiddenAt: 'now' }],
  ['ask_answer', 'author', { text: '', hiddenAt: 'now' }],
  ['reading_note', 'person', { text: '', hiddenAt: 'now' }],
  ['comment', 'person', { text: '' }],
  ['report', 'person', { text: '' }],
  ['bill_note', 'answeredBy', { answer: '' }],
];

export type Forgetting = { table: string; column: string; values?: Blank };
/** What is forgotten of a person, in order; awards and certificates are class E and may have to be kept. */
export const forgettings = (keepCertificates: boolean): Forgetting[] => [
  ...GONE.map(([table, column]) => ({ table, column })),
  ...(keepCertificates ? [] : [{ table: CERTIFICATE[0], column: CERTIFICATE[1] }]),
  ...BLANK.map(([table, column, values]) => ({ table, column, values })),
];

/** The rows of these keys. */
export const atKeys = ({ key, rows }: Pick<Found, 'key' | 'rows'>): RawBuilder<unknown> => {
  const one = (row: unknown[]) =>
    sql`(${sql.join(
      key.map((k, i) => sql`${sql.ref(k)} = ${row[i]}`),
      sql` and `,
    )})`;
  return sql.join(rows.map(one), sql` or `);
};

const forgetFiles = async (db: Tx['db'], submissions: unknown[]): Promise<void> => {
  const ids = submissions.map(String);
  await db.deleteFrom('upload').where('submission', 'in', ids).execute();
  await db.deleteFrom('kudos').where('submission', 'in', ids).execute();
};

/** Deletes or empties a piece of rows. */
export const forgetRows = async ({ db, now }: Tx, found: Found, values: Blank | undefined): Promise<void> => {
  const table = sql.table(found.table);
  const where = atKeys(found);
  if (!values) {
    if (found.table === 'submission') await forgetFiles(db, found.rows.flat());
    await sql`delete from ${table} where ${where}`.execute(db);
    return;
  }
  const sets = Object.entries(values).map(([column, value]) =>
    value === 'now'
      ? sql`${sql.ref(column)} = coalesce(${sql.ref(column)}, ${now})`
      : sql`${sql.ref(column)} = ${value}`,
  );
  await sql`update ${table} set ${sql.join(sets)} where ${where}`.execute(db);
};
